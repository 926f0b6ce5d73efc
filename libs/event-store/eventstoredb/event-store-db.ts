import { EventStoreDBClient } from '@eventstore/db-client';
import { encodeAppend } from '../encoding.js';
import { StoreFailure } from '../failures.js';
import { prefixesOf } from '../filter.js';
import {
  type Appended,
  type EventStore,
  type EventToAppend,
  type ExpectedRevision,
  type Feed,
  type LogSlice,
  type Position,
  type StoredEvent,
  type StreamSlice,
} from '../port.js';
import { appendWithPatience } from './appender.js';
import { EventStoreDbFeed } from './log-feed.js';
import { PATIENCE, type Patience, within } from './patience.js';
import { parsePosition } from './position.js';
import { readHead, readStream } from './reading.js';
import { toWire } from './wire-event.js';
import { BatchAppends } from './wire/append-call.js';

const CLOSING = 2_000;

/** The log on an EventStoreDB or KurrentDB, one node or a cluster. Open it with {@link openEventStoreDb}. */
export class EventStoreDb implements EventStore {
  readonly #client: EventStoreDBClient;
  readonly #appends: BatchAppends;
  readonly #patience: Patience;
  readonly #feeds = new Set<EventStoreDbFeed>();
  #closed = false;

  constructor(client: EventStoreDBClient, patience: Patience) {
    this.#client = client;
    this.#appends = new BatchAppends(client);
    this.#patience = patience;
  }

  async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly EventToAppend[],
  ): Promise<Appended> {
    this.#expectOpen();
    const sent = encodeAppend(stream, events).map((event, index) => toWire(event, events[index]?.data));
    return await appendWithPatience(this.#appends, stream, expected, sent, this.#patience);
  }

  async *readStream(stream: string, slice: StreamSlice = {}): AsyncGenerator<StoredEvent, void> {
    this.#expectOpen();
    yield* readStream(this.#client, stream, slice, this.#patience);
  }

  /** A subscription up to its first `caught-up`: the client's own `readAll` cannot filter. */
  async *readAll(slice: LogSlice = {}): AsyncGenerator<StoredEvent, void> {
    const { limit, ...rest } = slice;
    let left = limit ?? Infinity;
    if (left === 0) return;
    const feed = this.subscribe(rest);
    try {
      for await (const { events, caughtUp } of feed.chunks()) {
        for (const event of events) {
          yield event;
          if (--left === 0) return;
        }
        if (caughtUp) return;
      }
    } finally {
      await feed.close();
    }
  }

  subscribe(slice: Omit<LogSlice, 'limit'> = {}): Feed {
    this.#expectOpen();
    if (slice.filter !== undefined) prefixesOf(slice.filter);
    if (slice.after !== undefined) parsePosition(slice.after);
    const feed = new EventStoreDbFeed(this.#client, slice, this.#patience, (ended) =>
      this.#feeds.delete(ended),
    );
    this.#feeds.add(feed);
    return feed;
  }

  async head(): Promise<Position | undefined> {
    this.#expectOpen();
    return await readHead(this.#client, this.#patience);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.all([...this.#feeds].map((feed) => feed.close()));
    // A server that hangs must not keep the process from ending.
    await within(CLOSING, this.#client.dispose()).catch(() => undefined);
  }

  #expectOpen(): void {
    if (this.#closed) throw new StoreFailure('unavailable', 'The event store is closed.');
  }
}

/**
 * Connects lazily: the first call finds out whether the server is there.
 * Keep-alive is every 10 s unless the connection string says otherwise. One store per process: the client
 * keeps the appends in flight of all its instances in one table.
 * @param url `esdb://…` or `esdb+discover://…`, with credentials, `tlsCAFile` and gossip seeds where needed
 * @throws StoreFailure `denied` when the connection string is not one; it is not repeated, as it may hold a password
 */
export function openEventStoreDb(url: string, patience: Patience = PATIENCE): EventStore {
  // With it off, the client reports a wrong revision instead of an error.
  if (/[?&]throw_?-?on_?-?append_?-?failure=false/i.test(url)) {
    throw new StoreFailure('denied', 'The connection string must not switch off throwOnAppendFailure.');
  }
  try {
    return new EventStoreDb(EventStoreDBClient.connectionString(url), patience);
  } catch (error) {
    const lost =
      error instanceof Error && error.message.startsWith('Failed to load') ? error.message : 'see its syntax';
    throw new StoreFailure('denied', `The connection string of the event store is not valid: ${lost}`);
  }
}
