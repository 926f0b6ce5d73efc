import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeEventStoreContract } from '../contract/event-store-contract.js';
import { all, ids, newEvents, rejection, unique } from '../contract/fixtures.js';
import { openEmbeddedEventStore } from './embedded-event-store.js';
import { scratchDirectory } from './scratch.js';

let directory: Awaited<ReturnType<typeof scratchDirectory>>;
beforeAll(async () => {
  directory = await scratchDirectory();
});
afterAll(() => directory.remove());

describeEventStoreContract({
  name: 'the embedded store',
  runs: 30,
  open: () => Promise.resolve(openEmbeddedEventStore(directory.path)),
});

describe('an append to several streams', () => {
  const open = () => openEmbeddedEventStore(`${directory.path}/together`);
  const part = (stream: string, expected: number | 'no-stream', count = 1) => ({
    stream,
    expected,
    events: newEvents(count),
  });

  it('writes all of its parts, each at its place, next to each other', async () => {
    const store = open();
    const [a, b] = [unique('a'), unique('b')];
    await store.append(b, 'no-stream', newEvents(3));
    const parts = [part(a, 'no-stream', 2), part(b, 2)];
    const places = await store.appendTogether(parts);
    expect(places.map(({ revision }) => revision)).toEqual([1, 3]);
    expect(Number(places[1]?.position) - Number(places[0]?.position)).toBe(1);
    expect(ids(await all(store.readStream(a)))).toEqual(ids(parts[0]?.events ?? []));
    // The same again, also beside something new, is answered as the first time.
    expect(await store.appendTogether(parts)).toEqual(places);
    const [again, more] = await store.appendTogether([parts[0] ?? part(a, 0), part(b, 3)]);
    expect([again, more?.revision]).toEqual([places[0], 4]);
    await store.close();
  });

  it.each([
    ['first', 0],
    ['last', 1],
  ])(
    'writes nothing when the %s part does not fit, and hinders nobody in the same turn',
    async (_, wrong) => {
      const store = open();
      const [a, b] = [unique('a'), unique('b')];
      await store.append([a, b][wrong] ?? '', 'no-stream', newEvents(1));
      const refused = rejection(store.appendTogether([part(a, 'no-stream'), part(b, 'no-stream')]));
      const other = store.append([b, a][wrong] ?? '', 'no-stream', newEvents(1));
      expect(await refused).toMatchObject({ kind: 'conflict', details: { actualRevision: 0 } });
      expect((await other).revision).toBe(0);
      expect(
        [await all(store.readStream(a)), await all(store.readStream(b))].map((each) => each.length),
      ).toEqual([1, 1]);
      await store.close();
    },
  );

  it('names each stream once', async () => {
    const store = open();
    const stream = unique('a');
    expect(
      await rejection(store.appendTogether([part(stream, 'no-stream'), part(stream, 0)])),
    ).toBeInstanceOf(RangeError);
    expect(await all(store.readStream(stream))).toEqual([]);
    await store.close();
  });
});

describe('what of a stream is at hand', () => {
  it('is what a read of the stream answers, or nothing when that is more than a chunk', async () => {
    const store = openEmbeddedEventStore(`${directory.path}/at-hand`);
    const stream = unique('a');
    expect(store.streamAtHand(stream, 0)).toEqual([]);
    await store.append(stream, 'no-stream', newEvents(256));
    for (const from of [0, 1, 255, 256, 300])
      expect(store.streamAtHand(stream, from)).toEqual(await all(store.readStream(stream, { from })));
    // In the same turn as a look, which then sees what is durable and no more.
    const appending = store.append(stream, 255, newEvents(1));
    expect(store.streamAtHand(stream, 250)).toHaveLength(6);
    await appending;
    expect(store.streamAtHand(stream, 250)).toHaveLength(7);
    expect(store.streamAtHand(stream, 0)).toBeUndefined();
    await store.close();
    expect(() => store.streamAtHand(stream, 0)).toThrow(/is closed/);
  });
});
