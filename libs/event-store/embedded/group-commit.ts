import { type StatementSync } from 'node:sqlite';
import { type EncodedEvent } from '../encoding.js';
import { StoreFailure } from '../failures.js';
import { type Appended, type ExpectedRevision, type StoredEvent } from '../port.js';
import { answerOfRepeat, placeOf } from '../repeat.js';
import { checksumOf } from './checksum.js';
import { type LogFile } from './log-file.js';
import { type LogReader } from './log-reader.js';
import { formatPosition } from './position.js';
import { IOERR, resultCode, toStoreFailure } from './sqlite-failure.js';
import { type StreamHeads } from './stream-heads.js';
import { type StreamIndex } from './stream-index/stream-index.js';

/** Appends in one transaction at most: bounds how long the event loop stands still. */
const GROUP = 512;
const NONE = -1;

interface Waiting {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly EncodedEvent[];
  readonly resolve: (appended: Appended) => void;
  readonly reject: (failure: StoreFailure) => void;
}

/**
 * The one writer. Appends that arrive in the same turn of the event loop share a transaction and its
 * one sync to disk; each is decided on its own, and none is answered before the sync is done.
 */
export class GroupCommit {
  readonly #reader: LogReader;
  readonly #hashOf: LogFile['hashOf'];
  readonly #index: StreamIndex;
  readonly #heads: StreamHeads;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #rollback: StatementSync;
  readonly #insertEvent: StatementSync;
  readonly #onCommitted: () => void;
  #queue: Waiting[] = [];
  /** Position of the last record written, committed or not. */
  #written: number;
  #committed: number;

  constructor(file: LogFile, reader: LogReader, onCommitted: () => void) {
    const { database } = file;
    this.#reader = reader;
    this.#heads = reader.heads;
    this.#hashOf = file.hashOf;
    this.#index = file.index;
    this.#onCommitted = onCommitted;
    this.#begin = database.prepare('BEGIN IMMEDIATE');
    this.#commit = database.prepare('COMMIT');
    this.#rollback = database.prepare('ROLLBACK');
    this.#insertEvent = database.prepare(
      'INSERT INTO event (position, revision, checksum, type, stream, id, data, metadata) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    );
    // Where the last records are gone, their positions are not given out again.
    this.#committed = this.#written = Math.max(reader.lastPosition(), file.index.through);
  }

  /** Position of the last record that is safely on disk; 0 while there is none. */
  get committed(): number {
    return this.#committed;
  }

  append(stream: string, expected: ExpectedRevision, events: readonly EncodedEvent[]): Promise<Appended> {
    return new Promise((resolve, reject) => {
      if (this.#queue.push({ stream, expected, events, resolve, reject }) === 1)
        setImmediate(() => this.flush());
    });
  }

  /** Writes what waits, now. */
  flush(): void {
    while (this.#queue.length > 0) {
      const group = this.#queue.slice(0, GROUP);
      this.#queue = this.#queue.slice(GROUP);
      this.#writeGroup(group);
    }
  }

  #writeGroup(group: readonly Waiting[]): void {
    let answers: (() => void)[];
    let committing = false;
    try {
      this.#begin.run();
      answers = group.map((waiting) => this.#decide(waiting));
      this.#index.write();
      committing = true;
      this.#commit.run();
    } catch (error) {
      this.#undo();
      const failure = groupFailure(error, committing);
      for (const waiting of group) waiting.reject(failure);
      return;
    }
    this.#heads.commit();
    this.#index.commit();
    const grown = this.#written > this.#committed;
    this.#committed = this.#written;
    for (const answer of answers) answer();
    if (grown) this.#onCommitted();
  }

  #undo(): void {
    this.#heads.rollback();
    this.#index.rollback();
    this.#written = this.#committed;
    try {
      this.#rollback.run();
    } catch {
      // SQLite has rolled back already, or the transaction never began.
    }
  }

  /** @returns what to tell the caller once the transaction is committed */
  #decide(waiting: Waiting): () => void {
    try {
      const appended = this.#appendOrRepeat(waiting);
      return () => waiting.resolve(appended);
    } catch (error) {
      // A refusal wrote nothing and concerns its caller alone; anything else fails the group.
      if (!(error instanceof StoreFailure)) throw error;
      return () => waiting.reject(error);
    }
  }

  #appendOrRepeat({ stream, expected, events }: Waiting): Appended {
    const actual = this.#headOf(stream);
    const fits =
      expected === 'any' ||
      (expected === 'exists' ? actual > NONE : actual === (expected === 'no-stream' ? NONE : expected));
    const place = placeOf(expected) ?? actual - events.length + 1;
    if (!fits || placeOf(expected) === undefined) {
      const answer = answerOfRepeat(this.#standing(stream, place, events.length, actual), events);
      if (answer !== undefined) return answer;
    }
    if (fits) return this.#write(stream, actual, events);
    throw new StoreFailure('conflict', `${stream} is ${said(actual)}, not ${said(expected)}`, {
      actualRevision: actual === NONE ? 'no-stream' : actual,
    });
  }

  #headOf(stream: string): number {
    const known = this.#heads.get(stream);
    if (known !== undefined) return known;
    for (const [last] of this.#reader.streamChunks(stream, 'backwards', Number.MAX_SAFE_INTEGER, 1)) {
      if (last === undefined) continue;
      this.#heads.learn(stream, last.revision);
      return last.revision;
    }
    return NONE;
  }

  /** What stands at a place, when the stream reaches that far. */
  #standing(stream: string, place: number, count: number, actual: number): StoredEvent[] {
    if (place < 0 || actual < place + count - 1) return [];
    return [...this.#reader.streamChunks(stream, 'forwards', place, count)].flat().slice(0, count);
  }

  #write(stream: string, actual: number, events: readonly EncodedEvent[]): Appended {
    const hash = this.#hashOf(stream);
    let revision = actual;
    for (const { id, type, data, metadata } of events) {
      const position = ++this.#written;
      revision++;
      const checksum = checksumOf({ position, stream, revision, id, type, data, metadata });
      this.#insertEvent.run(position, revision, checksum, type, stream, id, data, metadata);
      this.#index.add(hash, revision);
    }
    this.#heads.advance(stream, revision);
    return { revision, position: formatPosition(this.#written) };
  }
}

/** An I/O error while committing may have come after the commit record reached the disk. */
function groupFailure(error: unknown, committing: boolean): StoreFailure {
  if (committing && resultCode(error) === IOERR) {
    return new StoreFailure('outcome-unknown', 'the disk failed while a commit was written', {
      cause: error,
    });
  }
  return toStoreFailure(error, 'appending');
}

const said = (revision: ExpectedRevision): string =>
  typeof revision === 'string' ? revision : revision === NONE ? 'without events' : `at revision ${revision}`;
