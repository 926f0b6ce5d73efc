import { expect, it } from '@jest/globals';
import { StoreFailure } from '../failures.js';
import { type JsonObject } from '../port.js';
import { ProfileViolation } from '../profile.js';
import { all, type Given, ids, newEvent, newEvents, rejection, unique } from './fixtures.js';

const conflict = (actualRevision: number | 'no-stream'): object =>
  expect.objectContaining({
    kind: 'conflict',
    details: expect.objectContaining({ actualRevision }) as object,
  });

export function appending({ store }: Given): void {
  it('counts revisions from 0 and answers the place of the last event', async () => {
    const stream = unique('append');
    const first = await store().append(stream, 'no-stream', newEvents(2));
    const second = await store().append(stream, 1, newEvents(3));
    expect([first.revision, second.revision]).toEqual([1, 4]);
    const stored = await all(store().readStream(stream));
    expect(stored.map((event) => event.revision)).toEqual([0, 1, 2, 3, 4]);
    expect([stored[1]?.position, stored[4]?.position]).toEqual([first.position, second.position]);
  });

  it('takes exists and any at whatever revision the stream has', async () => {
    const stream = unique('append');
    expect((await store().append(stream, 'any', newEvents(1))).revision).toBe(0);
    expect((await store().append(stream, 'any', newEvents(2))).revision).toBe(2);
    expect((await store().append(stream, 'exists', newEvents(1))).revision).toBe(3);
  });

  it('refuses an append at another revision, tells the actual one and writes nothing', async () => {
    const stream = unique('append');
    expect(await rejection(store().append(stream, 'exists', newEvents(1)))).toEqual(conflict('no-stream'));
    expect(await rejection(store().append(stream, 0, newEvents(1)))).toEqual(conflict('no-stream'));
    await store().append(stream, 'no-stream', newEvents(3));
    expect(await rejection(store().append(stream, 'no-stream', newEvents(2)))).toEqual(conflict(2));
    expect(await rejection(store().append(stream, 1, newEvents(2)))).toEqual(conflict(2));
    expect(await rejection(store().append(stream, 7, newEvents(2)))).toEqual(conflict(2));
    expect(await all(store().readStream(stream))).toHaveLength(3);
  });

  it('answers a repeat of the same ids at the same place as the first time, also when the stream has grown', async () => {
    const stream = unique('append');
    const [a, b] = [newEvents(2), newEvents(3)];
    const first = await store().append(stream, 'no-stream', a);
    const second = await store().append(stream, 1, b);
    expect(await store().append(stream, 1, b)).toEqual(second);
    expect(await store().append(stream, 'no-stream', a)).toEqual(first);
    expect(ids(await all(store().readStream(stream)))).toEqual(ids([...a, ...b]));
  });

  it('takes a repeat whose metadata differs for the same append: it names the attempt, not the fact', async () => {
    const stream = unique('append');
    const event = newEvent({ b: 1, a: [2, { d: 3, c: 4 }] });
    const first = await store().append(stream, 'no-stream', [event]);
    const again = { ...event, data: { a: [2, { c: 4, d: 3 }], b: 1 }, metadata: { salt: 'another' } };
    expect(await store().append(stream, 'no-stream', [again])).toEqual(first);
    expect((await all(store().readStream(stream)))[0]?.metadata).toEqual(event.metadata);
  });

  it.each<[string, (event: ReturnType<typeof newEvent>) => ReturnType<typeof newEvent>]>([
    ['data', (event) => ({ ...event, data: { n: 'another' } })],
    ['type', (event) => ({ ...event, type: 'Another' })],
  ])('refuses the same id with another %s; the first body stays', async (_what, change) => {
    const stream = unique('append');
    const [a, b] = [newEvent({ n: 1 }), newEvent({ n: 2 })];
    await store().append(stream, 'no-stream', [a, b]);
    expect(await rejection(store().append(stream, 'no-stream', [a, change(b)]))).toEqual(conflict(1));
    expect((await all(store().readStream(stream))).map((event) => event.data)).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('takes a batch for a repeat only as a whole', async () => {
    const stream = unique('append');
    const [a, b] = newEvents(2) as [ReturnType<typeof newEvent>, ReturnType<typeof newEvent>];
    await store().append(stream, 'no-stream', [a, b]);
    for (const batch of [
      [a, newEvent()],
      [b, a],
      [a, b, newEvent()],
    ]) {
      expect(await rejection(store().append(stream, 'no-stream', batch))).toEqual(conflict(1));
    }
  });

  it('writes an old id again at a later revision: ids are unique only where they stand', async () => {
    const stream = unique('append');
    const event = newEvent();
    await store().append(stream, 'no-stream', [event]);
    expect((await store().append(stream, 0, [event])).revision).toBe(1);
  });

  it('keeps the largest documents and the largest append', async () => {
    const stream = unique('append');
    const document = { text: 'é'.repeat(131_065) };
    await store().append(stream, 'no-stream', [{ ...newEvent(document), metadata: document }]);
    const batch = Array.from({ length: 3 }, () => newEvent({ text: 'x'.repeat(262_000) }));
    await store().append(stream, 0, [...batch, newEvent({ text: 'x'.repeat(261_000) })]);
    const stored = await all(store().readStream(stream));
    expect(stored).toHaveLength(5);
    expect([stored[0]?.data, stored[0]?.metadata]).toEqual([document, document]);
  });

  it('refuses what is too large, and writes nothing', async () => {
    const stream = unique('append');
    const document = { text: 'é'.repeat(131_072) };
    const tooLarge = expect.objectContaining({ kind: 'too-large' });
    expect(await rejection(store().append(stream, 'any', [newEvent(document)]))).toEqual(tooLarge);
    expect(await rejection(store().append(stream, 'any', [{ ...newEvent(), metadata: document }]))).toEqual(
      tooLarge,
    );
    const batch = Array.from({ length: 5 }, () => newEvent({ text: 'x'.repeat(220_000) }));
    expect(await rejection(store().append(stream, 'any', batch))).toEqual(tooLarge);
    expect(await all(store().readStream(stream))).toEqual([]);
  });

  it('refuses what can never be appended: nothing, unfit names and ids, data outside the profile', async () => {
    const stream = unique('append');
    const outside = { n: 2 ** 53 } satisfies JsonObject;
    const refused: [string, ReturnType<typeof newEvent>[]][] = [
      [stream, []],
      ['', newEvents(1)],
      ['$all', newEvents(1)],
      ['a\nb', newEvents(1)],
      ['x'.repeat(501), newEvents(1)],
      [stream, [newEvent({}, '$type')]],
      [stream, [newEvent({}, '')]],
      [stream, [{ ...newEvent(), id: 'not-a-uuid' }]],
      [stream, [newEvent(), newEvent(outside)]],
      [stream, [{ ...newEvent(), metadata: outside }]],
      [stream, [{ ...newEvent(), metadata: { $correlationId: 'x' } }]],
    ];
    for (const [name, events] of refused) {
      const error = await rejection(store().append(name, 'any', events));
      expect(error).toBeInstanceOf(ProfileViolation);
      expect(error).not.toBeInstanceOf(StoreFailure);
    }
    expect(await all(store().readStream(stream))).toEqual([]);
  });
}
