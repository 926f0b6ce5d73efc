import { describe, expect, it } from '@jest/globals';
import { type FeedMessage, type StoredEvent } from '../port.js';
import { type FollowedLog, LogFeed } from './log-feed.js';
import { CHUNK } from './log-reader.js';
import { formatPosition } from './position.js';
import { Signal } from './signal.js';

const eventAt = (position: number): StoredEvent => ({
  stream: 's',
  revision: position - 1,
  position: formatPosition(position),
  id: String(position),
  type: 'Noted',
  data: {},
  metadata: {},
});

/** A log of so many events that counts what is read from it. */
function countedLog(size: number): FollowedLog & { looks: number; size: number } {
  return {
    looks: 0,
    size,
    grown: new Signal(),
    committed() {
      return this.size;
    },
    isOpen: () => true,
    read(after, upTo) {
      this.looks++;
      const through = Math.min(upTo, after + CHUNK);
      return { events: Array.from({ length: through - after }, (_, n) => eventAt(after + n + 1)), through };
    },
  };
}

describe('LogFeed', () => {
  it('reads no further than its consumer has come', async () => {
    const log = countedLog(100_000);
    const messages = new LogFeed(log, 0, undefined)[Symbol.asyncIterator]();
    for (let n = 0; n < CHUNK; n++) await messages.next();
    expect(log.looks).toBe(1);
    await messages.next();
    expect(log.looks).toBe(2);
  });

  it('does not look at the log while nothing happens, and once when something does', async () => {
    const log = countedLog(1);
    const messages = new LogFeed(log, 0, undefined)[Symbol.asyncIterator]();
    const kinds = [(await messages.next()).value, (await messages.next()).value].map(
      (message) => (message as FeedMessage).kind,
    );
    expect(kinds).toEqual(['event', 'caught-up']);
    const next = messages.next();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(log.looks).toBe(1);
    log.size = 2;
    log.grown.wake();
    expect((await next).value).toEqual({ kind: 'event', event: eventAt(2) });
    expect(log.looks).toBe(2);
  });
});
