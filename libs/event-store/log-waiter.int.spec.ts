import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openEmbeddedEventStore } from './embedded/embedded-event-store.js';
import { scratchDirectory } from './embedded/scratch.js';
import { LogBehind, LogWaiter } from './log-waiter.js';
import { type EventStore, type Feed, type Position } from './port.js';

describe('waiting for the log', () => {
  let scratch: Awaited<ReturnType<typeof scratchDirectory>>;
  let store: EventStore;
  /** What the follower does not show yet. */
  let hidden: Position | undefined;
  let heads = 0;
  const feeds = new Set<Feed>();

  /** As behind a follower: what it has is what its leader had a while ago. */
  const follower = {
    head: () => {
      heads += 1;
      return hidden === undefined ? store.head() : Promise.resolve(undefined);
    },
    subscribe: (...slice: Parameters<EventStore['subscribe']>): Feed => {
      const feed = store.subscribe(...slice);
      feeds.add(feed);
      const close = (): Promise<void> => {
        feeds.delete(feed);
        return feed.close();
      };
      async function* chunks() {
        for await (const chunk of feed.chunks())
          yield hidden === undefined ? chunk : { ...chunk, position: undefined };
      }
      return { chunks, close, [Symbol.asyncIterator]: () => feed[Symbol.asyncIterator]() };
    },
  };
  const append = async (): Promise<Position> => {
    const event = { id: crypto.randomUUID(), type: 'Happened', data: {}, metadata: {} };
    return (await store.append('things', 'any', [event])).position;
  };
  const after = (position: Position, n: number): Position =>
    String(Number(position) + n).padStart(position.length, '0');

  beforeEach(async () => {
    scratch = await scratchDirectory();
    store = openEmbeddedEventStore(scratch.path);
    hidden = undefined;
    heads = 0;
  });
  afterEach(async () => {
    await store.close();
    await scratch.remove();
    expect(feeds).toStrictEqual(new Set());
  });

  it('is over at once for what the log has, and for what it is known to have without looking again', async () => {
    const first = await append();
    const last = await append();
    const waiter = new LogWaiter(follower);
    await waiter.waitFor(last);
    await waiter.waitFor(first);
    expect(heads).toBe(1);
  });

  it('is woken by the append that brings it, however many wait, and then follows nothing any more', async () => {
    const position = await append();
    const waiter = new LogWaiter(follower, 60_000);
    const all = [1, 1, 2].map((n) => waiter.waitFor(after(position, n)));
    await append();
    await all[1];
    await append();
    await Promise.all(all);
    expect(heads).toBe(1);
  });

  it('is bounded: whoever asks for what is not there is told to ask again', async () => {
    const waiter = new LogWaiter(follower, 20);
    const position = await append();
    await expect(waiter.waitFor(after(position, 1))).rejects.toThrow(LogBehind);
    await append();
    await waiter.waitFor(after(position, 1));
  });

  it('goes on for one when another gives up, and for one who comes while the last one goes', async () => {
    const position = await append();
    const patient = new LogWaiter(follower, 60_000);
    const impatient = new LogWaiter(follower, 10);
    const coming = patient.waitFor(after(position, 1));
    const gone = impatient.waitFor(after(position, 2)).catch((error: unknown) => {
      const next = impatient.waitFor(position);
      return next.then(() => error);
    });
    expect(await gone).toBeInstanceOf(LogBehind);
    await append();
    await coming;
  });

  it('waits for what a follower has not got yet, although the leader has', async () => {
    const position = await append();
    hidden = position;
    const waiter = new LogWaiter(follower, 60_000);
    let isThere = false;
    const waited = waiter.waitFor(position).then(() => (isThere = true));
    await new Promise((next) => setTimeout(next, 20));
    expect(isThere).toBe(false);
    hidden = undefined;
    await append();
    await waited;
  });

  it('fails as the store does', async () => {
    const waiter = new LogWaiter(follower);
    const waited = waiter.waitFor(after(await append(), 9));
    await Promise.all([store.close(), expect(waited).rejects.toMatchObject({ kind: 'unavailable' })]);
  });
});
