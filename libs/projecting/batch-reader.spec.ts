import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Feed, type FeedChunk, type StoredEvent } from '#event-store/port.js';
import { messagesOf } from '#event-store/feed-chunks.js';
import { BatchLimit } from './batch-limit.js';
import { BatchReader } from './batch-reader.js';

const eventAt = (n: number): StoredEvent => ({
  ...{ stream: 's', revision: n, position: String(n).padStart(4, '0'), id: String(n), type: 'Noted' },
  ...{ data: {}, metadata: {} },
});
const events = (from: number, to: number): StoredEvent[] =>
  Array.from({ length: to - from + 1 }, (_, n) => eventAt(from + n));
const chunk = (from: number, to: number): FeedChunk => ({
  ...{ events: events(from, to), position: eventAt(to).position, caughtUp: false },
});
const caughtUp = (at: number): FeedChunk => ({ events: [], position: eventAt(at).position, caughtUp: true });

/** A feed of these chunks that then waits, ends or fails; it counts what was taken from it. */
function feedOf(chunks: readonly FeedChunk[], then: 'wait' | 'end' | Error): Feed & { taken: number } {
  const closed = Promise.withResolvers<undefined>();
  return {
    taken: 0,
    async *chunks() {
      for (const each of chunks) {
        this.taken += 1;
        yield await Promise.resolve(each);
      }
      if (then instanceof Error) throw then;
      if (then === 'wait') await closed.promise;
    },
    async *[Symbol.asyncIterator]() {
      for await (const each of this.chunks()) yield* messagesOf(each);
    },
    close() {
      closed.resolve(undefined);
      return Promise.resolve();
    },
  };
}
const size = { count: 10, waitMs: 1, commitMs: 1000 };

describe('batches of a feed', () => {
  it('hold what came while the one before was written, cut at the limit', async () => {
    const reader = new BatchReader(feedOf([chunk(1, 4), chunk(5, 16), caughtUp(16)], 'wait'), size);
    const first = await reader.next();
    expect(first).toEqual({ events: events(1, 10), position: '0010', caughtUp: false });
    expect(await reader.next()).toEqual({ events: events(11, 16), position: '0016', caughtUp: true });
    await reader.close();
    expect(await reader.next()).toBeUndefined();
  });

  it('are read ahead by no more than one batch', async () => {
    const feed = feedOf(
      Array.from({ length: 50 }, (_, n) => chunk(4 * n + 1, 4 * n + 4)),
      'end',
    );
    const reader = new BatchReader(feed, size);
    await sleep(5);
    expect(feed.taken).toBe(3);
    await reader.next();
    await sleep(5);
    expect(feed.taken).toBe(5);
    await reader.close();
  });

  it('do not wait for company when the log is caught up with, and tell of progress without events', async () => {
    const reader = new BatchReader(feedOf([caughtUp(7)], 'wait'), {
      ...size,
      waitMs: 60_000,
      commitMs: 60_000,
    });
    expect(await reader.next()).toEqual({ events: [], position: '0007', caughtUp: true });
    await reader.close();
  });

  it('come before the failure that ended their feed', async () => {
    const reader = new BatchReader(feedOf([chunk(1, 2)], new Error('lost')), size);
    expect(await reader.next()).toMatchObject({ events: events(1, 2) });
    await expect(reader.next()).rejects.toThrow('lost');
  });

  it('never go back, whatever the feed repeats', async () => {
    const reader = new BatchReader(feedOf([chunk(1, 5), chunk(3, 4)], 'end'), size);
    expect(await reader.next()).toMatchObject({ position: '0005' });
  });
});

describe('the limit of a batch', () => {
  const limit = new BatchLimit({ count: 2000, commitMs: 200 });

  it('grows while full batches are written quickly, and shrinks when one is not', () => {
    expect(limit.events).toBe(500);
    limit.took(500, 50);
    limit.took(30, 5);
    expect(limit.events).toBe(1000);
    limit.took(1000, 150);
    expect(limit.events).toBe(1000);
    limit.took(1000, 50);
    limit.took(2000, 50);
    expect(limit.events).toBe(2000);
    limit.took(2000, 900);
    expect(limit.events).toBe(1000);
    for (let n = 0; n < 20; n += 1) limit.took(limit.events, 900);
    expect(limit.events).toBe(250);
  });
});
