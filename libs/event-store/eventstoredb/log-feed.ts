import {
  type AllStreamResolvedEvent,
  type AllStreamSubscription,
  type EventStoreDBClient,
  eventTypeFilter,
  type Filter,
  type Position as WirePosition,
  START,
  streamNameFilter,
} from '@eventstore/db-client';
import { matcher, prefixesOf } from '../filter.js';
import { chunksOf } from '../feed-chunks.js';
import { type Feed, type FeedChunk, type FeedMessage, type LogFilter, type Position } from '../port.js';
import { toStoreFailure } from './client-error.js';
import { Backoff, type Patience } from './patience.js';
import { formatPosition, parsePosition } from './position.js';
import { pull } from './pulling.js';
import { fromWire, isSystemEvent } from './wire-event.js';

/** Events that the server looks through at once, and how many such windows pass between checkpoints. */
const SEARCH_WINDOW = 512;
const WINDOWS_PER_CHECKPOINT = 2;
/** Events left out after which a live feed tells its position, even when more are waiting. */
const PROGRESS_EVERY = 256;

/** What the subscription's stream carries, in the order in which the server sent it. */
type Item = AllStreamResolvedEvent | { readonly checkpoint: WirePosition } | { readonly caughtUp: true };

/**
 * A feed of the whole log. A subscription dies with its connection; the feed makes the next one from
 * the last position, so that its reader sees neither the loss nor any event twice.
 *
 * With a filter, the server filters while the feed catches up. Its checkpoints are too coarse for a
 * reader that waits for a position, so the live end is filtered here, where every position is seen.
 */
export class EventStoreDbFeed implements Feed {
  readonly #client: EventStoreDBClient;
  readonly #filter: LogFilter | undefined;
  readonly #patience: Patience;
  readonly #onEnd: (feed: EventStoreDbFeed) => void;
  #cursor: Position | undefined;
  #current: AllStreamSubscription | undefined;
  #closed = false;

  constructor(
    client: EventStoreDBClient,
    slice: { readonly after?: Position; readonly filter?: LogFilter },
    patience: Patience,
    onEnd: (feed: EventStoreDbFeed) => void,
  ) {
    this.#client = client;
    this.#filter = slice.filter;
    this.#cursor = slice.after;
    this.#patience = patience;
    this.#onEnd = onEnd;
  }

  close(): Promise<void> {
    this.#closed = true;
    // It waits for the connection, which may never come.
    void this.#current?.unsubscribe().catch(() => undefined);
    return Promise.resolve();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<FeedMessage, void> {
    for await (const message of this.#messages()) if (message !== undefined) yield message;
  }

  chunks(): AsyncIterable<FeedChunk> {
    return chunksOf(this.#messages(), () => this.#hasMore());
  }

  /** Undefined for each item that is no message: whoever gathers messages must not wait for one behind it. */
  async *#messages(): AsyncGenerator<FeedMessage | undefined, void> {
    const backoff = new Backoff(this.#patience);
    try {
      while (!this.#isClosed()) {
        try {
          if (this.#filter !== undefined) yield* this.#catchUp(backoff);
          if (!this.#isClosed()) yield* this.#follow(backoff);
        } catch (error) {
          if (this.#isClosed()) return;
          await restAfter(error, backoff);
        }
      }
    } finally {
      this.#onEnd(this);
    }
  }

  /** The history, filtered by the server. */
  async *#catchUp(backoff: Backoff): AsyncGenerator<FeedMessage | undefined, void> {
    for await (const item of this.#subscribe(serverFilter(this.#filter))) {
      backoff.reset();
      if ('caughtUp' in item || this.#isClosed()) break;
      if ('checkpoint' in item) yield* this.#reached(formatPosition(item.checkpoint));
      else yield* this.#deliver(item);
    }
  }

  /** The live end, and the whole history when nothing is filtered. */
  async *#follow(backoff: Backoff): AsyncGenerator<FeedMessage | undefined, void> {
    const passes = matcher(this.#filter);
    let passed: Position | undefined;
    let count = 0;
    for await (const item of this.#subscribe(undefined)) {
      backoff.reset();
      if (this.#isClosed()) return;
      if ('caughtUp' in item) {
        if (passed !== undefined) this.#cursor = passed;
        passed = undefined;
        yield { kind: 'caught-up', position: this.#cursor };
      } else if ('checkpoint' in item || item.event === undefined) yield undefined;
      else if (!isSystemEvent(item.event) && passes({ type: item.event.type, stream: item.event.streamId })) {
        passed = undefined;
        count = 0;
        yield* this.#deliver(item);
      } else if (this.#filter !== undefined) {
        passed = formatPosition(item.event.position);
        // One message for all that is at hand: each may cost its reader a write.
        if (++count % PROGRESS_EVERY !== 0 && this.#hasMore()) continue;
        yield* this.#reached(passed);
        passed = undefined;
      } else yield undefined;
    }
  }

  *#deliver({ event }: AllStreamResolvedEvent): Generator<FeedMessage | undefined, void> {
    if (event === undefined || isSystemEvent(event)) {
      yield undefined;
      return;
    }
    const stored = fromWire(event);
    if (this.#cursor !== undefined && stored.position <= this.#cursor) {
      yield undefined;
      return;
    }
    this.#cursor = stored.position;
    yield { kind: 'event', event: stored };
  }

  *#reached(position: Position): Generator<FeedMessage | undefined, void> {
    if (this.#cursor !== undefined && position <= this.#cursor) {
      yield undefined;
      return;
    }
    this.#cursor = position;
    yield { kind: 'progress', position };
  }

  /** Pulled through the stream's own buffer: a slow reader slows down the server. */
  #subscribe(filter: Filter | undefined): AsyncIterable<Item> {
    const subscription = this.#client.subscribeToAll({
      fromPosition: this.#cursor === undefined ? START : parsePosition(this.#cursor),
      ...(filter === undefined ? {} : { filter }),
    });
    // Put among the events, the signal keeps its place in their order.
    subscription.on('caughtUp', () => void subscription.push({ caughtUp: true }));
    this.#current = subscription;
    return pull<Item>(subscription, () => subscription.unsubscribe());
  }

  #hasMore(): boolean {
    return (this.#current?.readableLength ?? 0) > 0;
  }

  /** A call, because the flag changes while the generator is suspended. */
  #isClosed(): boolean {
    return this.#closed;
  }
}

function serverFilter(filter: LogFilter | undefined): Filter | undefined {
  if (filter === undefined) return undefined;
  const { field, prefixes } = prefixesOf(filter);
  return (field === 'type' ? eventTypeFilter : streamNameFilter)({
    prefixes: [...prefixes],
    maxSearchWindow: SEARCH_WINDOW,
    checkpointInterval: WINDOWS_PER_CHECKPOINT,
    checkpointReached: (subscription, checkpoint) => void subscription.push({ checkpoint }),
  });
}

/** A feed outlives any outage; what waiting cannot mend ends it. */
async function restAfter(error: unknown, backoff: Backoff): Promise<void> {
  const failure = toStoreFailure(error, 'subscribing');
  if (failure.kind !== 'unavailable') throw failure;
  await backoff.rest();
}
