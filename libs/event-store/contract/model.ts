import { type ExpectedRevision } from '../port.js';

/** What the port promises about appending, in ten lines: ids by stream, and the whole log. */
export class Model {
  readonly log: { readonly stream: string; readonly id: string }[] = [];

  of(stream: string): string[] {
    return this.log.filter((entry) => entry.stream === stream).map((entry) => entry.id);
  }

  append(
    stream: string,
    expected: ExpectedRevision,
    ids: readonly string[],
  ): { revision: number } | 'conflict' {
    const actual = this.of(stream).length - 1;
    const place = expected === 'no-stream' ? 0 : typeof expected === 'number' ? expected + 1 : actual + 1;
    const there = this.of(stream).slice(place, place + ids.length);
    if (there.length === ids.length && there.every((id, n) => id === ids[n]))
      return { revision: place + ids.length - 1 };
    if (place !== actual + 1 || (expected === 'exists' && actual < 0)) return 'conflict';
    this.log.push(...ids.map((id) => ({ stream, id })));
    return { revision: actual + ids.length };
  }
}
