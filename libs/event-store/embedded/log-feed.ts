import { setImmediate as nextTurn } from 'node:timers/promises';
import { StoreFailure } from '../failures.js';
import { messagesOf } from '../feed-chunks.js';
import { type Feed, type FeedChunk, type FeedMessage, type LogFilter } from '../port.js';
import { CHUNK, type LogChunk } from './log-reader.js';
import { formatPosition } from './position.js';
import { type Signal } from './signal.js';

export interface FollowedLog {
  read(after: number, upTo: number, filter: LogFilter | undefined): LogChunk;
  /** Position of the last record on disk. */
  committed(): number;
  isOpen(): boolean;
  /** Woken after every commit and on closing. */
  readonly grown: Signal;
}

/**
 * Reads the log from a position and then waits for more. Catching up and being live are the same loop
 * over one cursor, so there is no hand-over where an event could be lost or seen twice; and nothing is
 * buffered beyond the chunk that is being consumed.
 */
export class LogFeed implements Feed {
  readonly #log: FollowedLog;
  readonly #after: number;
  readonly #filter: LogFilter | undefined;
  #closed = false;

  constructor(log: FollowedLog, after: number, filter: LogFilter | undefined) {
    this.#log = log;
    this.#after = after;
    this.#filter = filter;
  }

  close(): Promise<void> {
    this.#closed = true;
    this.#log.grown.wake();
    return Promise.resolve();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<FeedMessage, void> {
    for await (const chunk of this.chunks()) {
      for (const message of messagesOf(chunk)) {
        yield message;
        if (!this.#isOpen()) return;
      }
    }
  }

  async *chunks(): AsyncGenerator<FeedChunk, void> {
    const log = this.#log;
    let cursor = this.#after;
    let live = false;
    expectWithin(cursor, log.committed());
    while (this.#isOpen()) {
      const end = log.committed();
      if (cursor === end && live) await log.grown.next();
      else if (cursor === end) {
        live = true;
        yield { events: [], position: cursor === 0 ? undefined : formatPosition(cursor), caughtUp: true };
      } else {
        const { events, through } = log.read(cursor, end, this.#filter);
        cursor = through;
        yield { events, position: formatPosition(cursor), caughtUp: false };
        if (end - cursor >= CHUNK) await nextTurn();
      }
    }
  }

  #isOpen(): boolean {
    return !this.#closed && this.#log.isOpen();
  }
}

/** A reader that is ahead of the log would skip what is written next, without a word. */
function expectWithin(cursor: number, end: number): void {
  if (cursor <= end) return;
  const at = formatPosition(cursor);
  throw new StoreFailure(
    'corrupt',
    `Position ${at} is beyond the end of the log: was it restored from an older copy?`,
    { at },
  );
}
