import { describe, expect, it } from '@jest/globals';
import { chunksOf, messagesOf } from './feed-chunks.js';
import { type FeedChunk, type FeedMessage, type StoredEvent } from './port.js';

const eventAt = (position: string): StoredEvent => ({
  ...{ stream: 's', revision: 0, position, id: position, type: 'Noted', data: {}, metadata: {} },
});
const event = (position: string): FeedMessage => ({ kind: 'event', event: eventAt(position) });

/** What is at hand arrives at once; `null` is where the feed would wait for the log to grow. */
async function gathered(items: readonly (FeedMessage | undefined | null)[]): Promise<readonly FeedChunk[]> {
  let next = 0;
  const messages = async function* (): AsyncGenerator<FeedMessage | undefined> {
    for (const item of items) {
      next += 1;
      if (item !== null) yield await Promise.resolve(item);
    }
  };
  return Array.fromAsync(chunksOf(messages(), () => next < items.length && items[next] !== null));
}

describe('chunks of a feed', () => {
  it('hold what is at hand, and end where the feed has caught up', async () => {
    const items = [event('1'), event('2'), { kind: 'caught-up', position: '2' }, event('3')] as const;
    expect(await gathered(items)).toEqual([
      { events: [eventAt('1'), eventAt('2')], position: '2', caughtUp: true },
      { events: [eventAt('3')], position: '3', caughtUp: false },
    ]);
  });

  it('keep nothing back when what is at hand behind an event is no message', async () => {
    expect(await gathered([event('1'), undefined, null, event('2')])).toEqual([
      { events: [eventAt('1')], position: '1', caughtUp: false },
      { events: [eventAt('2')], position: '2', caughtUp: false },
    ]);
    expect(await gathered([undefined, null])).toEqual([]);
  });

  it('are bounded', async () => {
    const chunks = await gathered(Array.from({ length: 600 }, (_, n) => event(String(n).padStart(3, '0'))));
    expect(chunks.map(({ events }) => events.length)).toEqual([256, 256, 88]);
  });

  it('are the same as their messages', () => {
    const chunk = { events: [eventAt('1'), eventAt('2')], caughtUp: false } as const;
    expect([...messagesOf({ ...chunk, position: '2' })]).toEqual([event('1'), event('2')]);
    const progress = { kind: 'progress', position: '5' };
    expect([...messagesOf({ ...chunk, position: '5' })]).toEqual([event('1'), event('2'), progress]);
    expect([...messagesOf({ events: [], position: undefined, caughtUp: true })]).toEqual([
      { kind: 'caught-up', position: undefined },
    ]);
  });
});
