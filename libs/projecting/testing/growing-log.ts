import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { StoreFailure } from '#event-store/failures.js';
import { messagesOf } from '#event-store/feed-chunks.js';
import { type EventStore, type Feed, type FeedChunk, type StoredEvent } from '#event-store/port.js';

const eventAt = (n: number): StoredEvent => ({
  ...{ stream: 's', revision: n, position: String(n).padStart(6, '0'), id: String(n), type: 'Noted' },
  ...{ data: {}, metadata: {} },
});

/** A log in memory that grows when it is told to, and counts what is read from it. Every reading makes new events. */
export class GrowingLog implements Pick<EventStore, 'subscribe' | 'head'> {
  /** Events of one chunk. */
  readonly chunk = 8;
  /** Events handed out, and feeds opened, since the beginning. */
  read = 0;
  feeds = 0;
  /** A feed fails after so many events. */
  failAfter = Infinity;
  /** Every chunk begins with so many events that came before it. */
  repeats = 0;
  private readonly opened = new Set<object>();
  private readonly handedOut: WeakRef<StoredEvent>[] = [];
  private grown = Promise.withResolvers<undefined>();

  constructor(private size: number) {}

  grow(by: number): void {
    this.size += by;
    this.wake();
  }

  positions(): readonly string[] {
    return Array.from({ length: this.size }, (_, n) => eventAt(n + 1).position);
  }

  head(): Promise<string | undefined> {
    return Promise.resolve(this.positions().at(-1));
  }

  /** Feeds that are being read. */
  open(): number {
    return this.opened.size;
  }

  /** Events that somebody still holds, after a collection of garbage. */
  async alive(): Promise<number> {
    await nextTurn();
    setFlagsFromString('--expose-gc');
    (runInNewContext('gc') as () => void)();
    return this.handedOut.filter((each) => each.deref() !== undefined).length;
  }

  subscribe({ after }: { readonly after?: string } = {}): Feed {
    this.feeds += 1;
    let isClosed = false;
    const chunks = (feed: Feed): AsyncGenerator<FeedChunk> =>
      this.chunksOf(feed, Number(after ?? 0), () => isClosed);
    const feed: Feed = {
      chunks: () => chunks(feed),
      async *[Symbol.asyncIterator]() {
        for await (const each of chunks(feed)) yield* messagesOf(each);
      },
      close: () => {
        isClosed = true;
        this.opened.delete(feed);
        this.wake();
        return Promise.resolve();
      },
    };
    this.opened.add(feed);
    return feed;
  }

  private async *chunksOf(feed: Feed, after: number, isClosed: () => boolean): AsyncGenerator<FeedChunk> {
    let at = after;
    let isLive = false;
    if (at > this.size) throw new StoreFailure('corrupt', 'beyond the end of the log');
    try {
      while (!isClosed()) {
        if (at >= this.failAfter) throw new Error('lost');
        if (at < this.size) {
          const to = Math.min(this.size, at + this.chunk);
          const from = Math.max(0, at - this.repeats);
          const events = Array.from({ length: to - from }, (_, n) => eventAt(from + n + 1));
          for (const event of events) this.handedOut.push(new WeakRef(event));
          this.read += to - at;
          at = to;
          yield { events, position: eventAt(to).position, caughtUp: false };
        } else if (!isLive) {
          isLive = true;
          yield { events: [], position: at === 0 ? undefined : eventAt(at).position, caughtUp: true };
        } else await this.grown.promise;
      }
    } finally {
      this.opened.delete(feed);
    }
  }

  private wake(): void {
    this.grown.resolve(undefined);
    this.grown = Promise.withResolvers<undefined>();
  }
}
