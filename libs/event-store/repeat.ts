import { isDeepStrictEqual } from 'node:util';
import { type EncodedEvent } from './encoding.js';
import { StoreFailure } from './failures.js';
import { type Appended, type StoredEvent } from './port.js';

/**
 * Whether what stands at the place of an append is that append itself, from an earlier attempt.
 * The body of an event is its type and data: metadata names the attempt (time, salt, trace) and may differ.
 * @returns the first answer, or undefined when other events stand there
 * @throws StoreFailure `conflict` when an id stands there with another body
 */
export function answerOfRepeat(
  found: readonly StoredEvent[],
  events: readonly EncodedEvent[],
): Appended | undefined {
  const last = found.at(-1);
  if (last === undefined || found.length !== events.length) return undefined;
  if (!events.every((event, index) => event.id === found[index]?.id)) return undefined;
  for (const [index, event] of events.entries()) {
    const stored = found[index];
    if (
      stored === undefined ||
      (stored.type === event.type && isDeepStrictEqual(stored.data, JSON.parse(event.data)))
    )
      continue;
    throw new StoreFailure(
      'conflict',
      `event ${event.id} is stored in ${stored.stream} at revision ${stored.revision} with another body`,
      { actualRevision: last.revision },
    );
  }
  return { revision: last.revision, position: last.position };
}

/** First revision that an append with this expectation takes; undefined when it depends on the stream. */
export const placeOf = (expected: number | 'no-stream' | 'exists' | 'any'): number | undefined =>
  typeof expected === 'number' ? expected + 1 : expected === 'no-stream' ? 0 : undefined;
