import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
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
  type StreamAppend,
  type StoredEvent,
  type StreamSlice,
} from '../port.js';
import { Checkpointer } from './checkpointer.js';
import { lockDirectory } from './directory-lock.js';
import { eventsOf, PAUSE } from './event-walk.js';
import { GroupCommit } from './group-commit.js';
import { type FollowedLog, LogFeed } from './log-feed.js';
import { LOG_FILE, type LogFile, openLogFile } from './log-file.js';
import { CHUNK, LogReader } from './log-reader.js';
import { formatPosition, parsePosition } from './position.js';
import { Signal } from './signal.js';
import { toStoreFailure } from './sqlite-failure.js';
import { firstOfStream, scanStream } from './stream-scan.js';

/**
 * The log in one SQLite file of a directory: no server, one writing process.
 * Open it with {@link openEmbeddedEventStore}.
 */
export class EmbeddedEventStore implements EventStore {
  readonly #file: LogFile;
  readonly #lock: { release(): void };
  readonly #reader: LogReader;
  readonly #writer: GroupCommit;
  readonly #checkpointer: Checkpointer;
  readonly #grown = new Signal();
  readonly #followed: FollowedLog;
  #closed = false;
  #closing: Promise<void> | undefined;

  constructor(file: LogFile, lock: { release(): void }, checkpointer: Checkpointer) {
    this.#file = file;
    this.#lock = lock;
    this.#reader = new LogReader(file);
    this.#writer = new GroupCommit(file, this.#reader, () => this.#grown.wake(), checkpointer);
    this.#checkpointer = checkpointer;
    this.#followed = {
      read: (after, upTo, filter) => this.#look(() => this.#reader.logChunk(after, upTo, filter)),
      committed: () => this.#reader.durable,
      grown: this.#grown,
      isOpen: () => !this.#closed,
    };
  }

  async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly EventToAppend[],
  ): Promise<Appended> {
    this.#expectOpen();
    return await this.#writer.append(stream, expected, encodeAppend(stream, events));
  }

  async appendTogether(parts: readonly StreamAppend[]): Promise<readonly Appended[]> {
    this.#expectOpen();
    return await this.#writer.appendTogether(
      parts.map(({ stream, expected, events }) => ({
        stream,
        expected,
        events: encodeAppend(stream, events),
      })),
    );
  }

  readStream(stream: string, slice: StreamSlice = {}): AsyncIterable<StoredEvent> {
    return scanStream(this.#reader, stream, slice, (read) => this.#look(read));
  }

  streamAtHand(stream: string, from: number): readonly StoredEvent[] | undefined {
    return this.#look(() => firstOfStream(this.#reader, stream, from));
  }

  readAll(slice: LogSlice = {}): AsyncIterable<StoredEvent> {
    return eventsOf(() => this.#logChunks(slice));
  }

  *#logChunks(slice: LogSlice): Generator<readonly StoredEvent[] | typeof PAUSE, undefined> {
    if (slice.filter !== undefined) prefixesOf(slice.filter);
    let cursor = parsePosition(slice.after);
    let left = slice.limit ?? Infinity;
    const end = this.#reader.durable;
    while (cursor < end && left > 0) {
      const chunk = this.#look(() => this.#reader.logChunk(cursor, end, slice.filter, Math.min(left, CHUNK)));
      left -= chunk.events.length;
      cursor = chunk.through;
      yield chunk.events;
      if (cursor < end && left > 0) yield PAUSE;
    }
    return undefined;
  }

  subscribe(slice: Omit<LogSlice, 'limit'> = {}): Feed {
    this.#expectOpen();
    if (slice.filter !== undefined) prefixesOf(slice.filter);
    return new LogFeed(this.#followed, parsePosition(slice.after), slice.filter);
  }

  head(): Promise<Position | undefined> {
    const { durable } = this.#reader;
    return Promise.resolve(durable === 0 ? undefined : formatPosition(durable));
  }

  /** Writes what waits, ends the feeds, gives the directory free; idempotent. */
  close(): Promise<void> {
    this.#closed = true;
    return (this.#closing ??= this.#end());
  }

  async #end(): Promise<void> {
    await this.#writer.idle();
    this.#grown.wake();
    await this.#checkpointer.close();
    this.#file.close();
    this.#lock.release();
  }

  #look<T>(read: () => T): T {
    this.#expectOpen();
    try {
      return read();
    } catch (error) {
      throw toStoreFailure(error, 'reading the log');
    }
  }

  #expectOpen(): void {
    if (this.#closed) throw new StoreFailure('unavailable', 'The event log is closed.');
  }
}

/**
 * Opens, or makes, the log of a directory and locks it for this process.
 * @throws StoreFailure `unavailable` while another process has it open; `denied`; `corrupt`
 */
export function openEmbeddedEventStore(directory: string): EmbeddedEventStore {
  mkdirSync(directory, { recursive: true });
  const lock = lockDirectory(directory);
  try {
    const file = openLogFile(directory);
    return new EmbeddedEventStore(file, lock, new Checkpointer(join(directory, LOG_FILE), file));
  } catch (error) {
    lock.release();
    throw error;
  }
}
