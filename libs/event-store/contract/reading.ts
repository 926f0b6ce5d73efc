import { expect, it } from '@jest/globals';
import { type EventToAppend } from '../port.js';
import { all, type Given, ids, newEvents, unique } from './fixtures.js';

/** More than any adapter reads at once. */
const LONG = 1100;

export function readingStreams({ store }: Given): void {
  const append = async (count: number): Promise<[string, EventToAppend[]]> => {
    const stream = unique('read');
    const events = newEvents(count);
    await store().append(stream, 'no-stream', events);
    return [stream, events];
  };

  it('gives back exactly what was appended, and where it stands', async () => {
    const [stream, events] = await append(2);
    const stored = await all(store().readStream(stream));
    expect(stored.map(({ id, type, data, metadata }) => ({ id, type, data, metadata }))).toEqual(events);
    expect(stored.map((event) => event.stream)).toEqual([stream, stream]);
  });

  it('finds nothing in a stream that does not exist', async () => {
    expect(await all(store().readStream(unique('none')))).toEqual([]);
    expect(await all(store().readStream(unique('none'), { direction: 'backwards', from: 3 }))).toEqual([]);
  });

  it('reads forwards and backwards, from a revision, with a limit', async () => {
    const [stream, events] = await append(6);
    const read = async (slice: object): Promise<string[]> =>
      ids(await all(store().readStream(stream, slice)));
    const forwards = ids(events);
    const backwards = forwards.toReversed();
    expect(await read({ direction: 'backwards' })).toEqual(backwards);
    expect(await read({ from: 4 })).toEqual(forwards.slice(4));
    expect(await read({ from: 2, limit: 3 })).toEqual(forwards.slice(2, 5));
    expect(await read({ from: 6 })).toEqual([]);
    expect(await read({ direction: 'backwards', limit: 1 })).toEqual(backwards.slice(0, 1));
    expect(await read({ direction: 'backwards', from: 3, limit: 2 })).toEqual(backwards.slice(2, 4));
    expect(await read({ direction: 'backwards', from: 99 })).toEqual(backwards);
    expect(await read({ direction: 'backwards', from: 0 })).toEqual(forwards.slice(0, 1));
    expect(await read({ limit: 0 })).toEqual([]);
  });

  it('reads a long stream whole, both ways', async () => {
    const [stream, events] = await append(LONG);
    expect(ids(await all(store().readStream(stream)))).toEqual(ids(events));
    expect(ids(await all(store().readStream(stream, { direction: 'backwards' })))).toEqual(
      ids(events).reverse(),
    );
    expect(await all(store().readStream(stream, { limit: 700 }))).toHaveLength(700);
  });

  it('may be left in the middle', async () => {
    const [stream, events] = await append(LONG);
    for await (const event of store().readStream(stream)) if (event.revision === 3) break;
    expect(ids(await all(store().readStream(stream, { limit: 1 })))).toEqual([events[0]?.id]);
  });
}

export function readingTheLog({ store }: Given): void {
  /** Two streams of one prefix, interleaved, with two types. */
  const append = async (): Promise<{ prefix: string; order: string[] }> => {
    const prefix = unique('log');
    const order: string[] = [];
    for (let n = 0; n < 6; n++) {
      const events = newEvents(2, n % 3 === 0 ? `${prefix}Marked` : `${prefix}Noted`);
      await store().append(`${prefix}-${n % 2}`, n < 2 ? 'no-stream' : 'exists', events);
      order.push(...ids(events));
    }
    return { prefix, order };
  };

  it('reads the whole log in the order of appending; positions ascend as text', async () => {
    const before = await store().head();
    const { prefix, order } = await append();
    const after = before === undefined ? {} : { after: before };
    const stored = (await all(store().readAll(after))).filter((event) => event.stream.startsWith(prefix));
    expect(ids(stored)).toEqual(order);
    const positions = stored.map((event) => event.position);
    expect(positions).toEqual([...new Set(positions)].sort());
  });

  it('filters by the beginning of the stream or of the type', async () => {
    const { prefix, order } = await append();
    const ofStream = await all(store().readAll({ filter: { streamPrefixes: [`${prefix}-1`, 'no-such'] } }));
    expect(ids(ofStream)).toEqual([2, 3, 6, 7, 10, 11].map((n) => order[n]));
    const ofType = await all(store().readAll({ filter: { typePrefixes: [`${prefix}Mark`] } }));
    expect(ids(ofType)).toEqual([0, 1, 6, 7].map((n) => order[n]));
    const both = { typePrefixes: [`${prefix}Mark`, `${prefix}Note`] };
    expect(ids(await all(store().readAll({ filter: both })))).toEqual(order);
    expect(await all(store().readAll({ filter: { typePrefixes: [`${prefix}mark`] } }))).toEqual([]);
  });

  it('goes on after a position, that one left out, up to a limit', async () => {
    const { prefix, order } = await append();
    const filter = { streamPrefixes: [prefix] };
    const stored = await all(store().readAll({ filter }));
    for (const [n, event] of stored.entries()) {
      expect(ids(await all(store().readAll({ filter, after: event.position, limit: 3 })))).toEqual(
        order.slice(n + 1, n + 4),
      );
    }
  });

  it('ends at what is stored now, and the head is the last of it', async () => {
    const { prefix } = await append();
    const head = await store().head();
    const filter = { streamPrefixes: [prefix] };
    const last = (await all(store().readAll({ filter }))).at(-1);
    expect(last?.position).toBeDefined();
    expect(String(head) >= String(last?.position)).toBe(true);
    if (head !== undefined) expect(await all(store().readAll({ filter, after: head }))).toEqual([]);
  });

  it('refuses a filter without prefixes', async () => {
    await expect(all(store().readAll({ filter: { typePrefixes: [] } }))).rejects.toThrow(RangeError);
    expect(() => store().subscribe({ filter: { streamPrefixes: [] } })).toThrow(RangeError);
  });
}
