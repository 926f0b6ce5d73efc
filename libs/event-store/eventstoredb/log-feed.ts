import { type EventStoreDBClient } from '@eventstore/db-client';
import { messagesOf } from '../feed-chunks.js';
import { matcher, prefixesOf } from '../filter.js';
import {
  type Feed,
  type FeedChunk,
  type FeedMessage,
  type LogFilter,
  type Position,
  type StoredEvent,
} from '../port.js';
import { toStoreFailure } from './client-error.js';
import { Backoff, type Patience } from './patience.js';
import { fromWire, isSystemEvent, positionIn } from './wire-event.js';
import { openRead, type ReadCall } from './wire/read-call.js';
import { encodeSubscription, type ReadAnswer, type ServerFilter } from './wire/read-message.js';

/** Events that the server looks through at once, and how many such windows pass between checkpoints. */
const SEARCH_WINDOW = 512;
const WINDOWS_PER_CHECKPOINT = 2;

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
  /** Everything that passes the filter up to here has been handed out. */
  #cursor: Position | undefined;
  #current: ReadCall | undefined;
  #failure: Error | undefined;
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
    this.#current?.cancel();
    return Promise.resolve();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<FeedMessage, void> {
    for await (const chunk of this.chunks()) {
      for (const message of messagesOf(chunk)) {
        yield message;
        if (this.#isClosed()) return;
      }
    }
  }

  async *chunks(): AsyncGenerator<FeedChunk, void> {
    const backoff = new Backoff(this.#patience);
    try {
      while (!this.#isClosed()) {
        try {
          for await (const chunk of this.#subscribed(backoff)) {
            yield chunk;
            if (this.#isClosed()) return;
            if (this.#failure !== undefined) throw this.#failure;
          }
        } catch (error) {
          if (this.#isClosed()) return;
          await restAfter(error, backoff);
        }
      }
    } finally {
      this.#onEnd(this);
    }
  }

  /** First the history, filtered by the server; then the live end, and the whole history when nothing is filtered. */
  async *#subscribed(backoff: Backoff): AsyncGenerator<FeedChunk, void> {
    if (this.#filter !== undefined) {
      for await (const answers of this.#ask(serverFilter(this.#filter))) {
        backoff.reset();
        const end = answers.findIndex(isCaughtUp);
        yield* this.#gather(end < 0 ? answers : answers.slice(0, end), () => true);
        if (end >= 0) break;
      }
    }
    const passes = matcher(this.#filter);
    for await (const answers of this.#ask(undefined)) {
      backoff.reset();
      const end = answers.findLastIndex(isCaughtUp);
      yield* this.#gather(answers.slice(0, end + 1), passes);
      if (end >= 0) yield { events: [], position: this.#cursor, caughtUp: true };
      yield* this.#gather(answers.slice(end + 1), passes);
    }
  }

  /**
   * What the answers add to what was handed out.
   * Without a filter, what is passed over is the server's own: it concerns nobody, and no position is told for it.
   */
  *#gather(
    answers: readonly ReadAnswer[],
    passes: (event: { readonly type: string; readonly stream: string }) => boolean,
  ): Generator<FeedChunk, void> {
    const events: StoredEvent[] = [];
    const before = this.#cursor;
    try {
      for (const answer of answers) {
        if (answer.kind === 'checkpoint') this.#reach(answer.position);
        if (answer.kind !== 'event') continue;
        const isOurs = !isSystemEvent(answer.event) && passes(answer.event);
        if (!isOurs && this.#filter === undefined) continue;
        const position = positionIn(answer.event);
        if (this.#cursor !== undefined && position <= this.#cursor) continue;
        if (isOurs) events.push(fromWire(answer.event));
        this.#cursor = position;
      }
    } catch (error) {
      // What stands before an event that cannot be read is handed out before that is told.
      if (events.length === 0 || !(error instanceof Error)) throw error;
      this.#failure = error;
    }
    if (this.#cursor !== before) yield { events, position: this.#cursor, caughtUp: false };
  }

  #reach(position: Position): void {
    if (this.#cursor === undefined || position > this.#cursor) this.#cursor = position;
  }

  #ask(filter: ServerFilter | undefined): AsyncIterable<readonly ReadAnswer[]> {
    this.#current = openRead(this.#client, encodeSubscription(this.#cursor, filter), false);
    return this.#current.chunks();
  }

  /** A call, because the flag changes while the generator is suspended. */
  #isClosed(): boolean {
    return this.#closed;
  }
}

const isCaughtUp = ({ kind }: ReadAnswer): boolean => kind === 'caught-up';

function serverFilter(filter: LogFilter | undefined): ServerFilter | undefined {
  if (filter === undefined) return undefined;
  const { field, prefixes } = prefixesOf(filter);
  return { field, prefixes, window: SEARCH_WINDOW, windowsPerCheckpoint: WINDOWS_PER_CHECKPOINT };
}

/** A feed outlives any outage; what waiting cannot mend ends it. */
async function restAfter(error: unknown, backoff: Backoff): Promise<void> {
  const failure = toStoreFailure(error, 'subscribing');
  if (failure.kind !== 'unavailable') throw failure;
  await backoff.rest();
}
