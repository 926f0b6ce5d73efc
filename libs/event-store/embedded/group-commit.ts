import { type StatementSync } from 'node:sqlite';
import { type EncodedEvent } from '../encoding.js';
import { StoreFailure } from '../failures.js';
import { type Appended, type ExpectedRevision, type StoredEvent } from '../port.js';
import { answerOfRepeat, placeOf } from '../repeat.js';
import { type Checkpointer } from './checkpointer.js';
import { checksumOf } from './checksum.js';
import { conflict, diskFailed, groupFailure, syncFailed } from './commit-failure.js';
import { Groups } from './groups.js';
import { type LogFile } from './log-file.js';
import { type LogReader } from './log-reader.js';
import { formatPosition } from './position.js';
import { type ReadTurn } from './read-turn.js';
import { toStoreFailure } from './sqlite-failure.js';
import { type Part, refuse, sizeOf, type Waiting } from './waiting.js';
import { NONE, type StreamHeads } from './stream-heads.js';
import { type StreamIndex } from './stream-index/stream-index.js';

/** Looks of the writer itself see what it has written, on disk or not. */
const WRITTEN = Infinity;

/** A group that is committed, and not known to be on disk. */
interface Written {
  /** What to tell each caller. */
  readonly answers: readonly (() => void)[];
  readonly heads: ReadonlyMap<string, number>;
  /** Position of its last record. */
  readonly through: number;
  /** It has records. */
  readonly isNew: boolean;
}

type Checkpoints = Pick<Checkpointer, 'turn' | 'written'>;

/**
 * The one writer. Appends that arrive in the same turn of the event loop, or while the disk is busy with others, share
 * a transaction and its one sync to disk; each is decided on its own, and none is answered or shown before the sync is
 * done, and those of all groups before it. Once a sync has failed, nothing that is not answered yet is answered for.
 */
export class GroupCommit {
  readonly #reader: LogReader;
  readonly #sync: LogFile['sync'];
  readonly #hashOf: LogFile['hashOf'];
  readonly #index: StreamIndex;
  readonly #reads: ReadTurn;
  readonly #heads: StreamHeads;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #rollback: StatementSync;
  readonly #insertEvent: StatementSync;
  readonly #onCommitted: () => void;
  readonly #checkpoints: Checkpoints | undefined;
  readonly #groups = new Groups<Waiting>((group, ended) => this.#writeGroup(group, ended));
  /** Once the disk has failed to keep a commit: what it holds is known only after a new start. */
  #broken: StoreFailure | undefined;
  /** Position of the last record written, on disk or not. */
  #written: number;
  /** When the group before has been answered. */
  #confirmed: Promise<void> = Promise.resolve();

  constructor(file: LogFile, reader: LogReader, onCommitted: () => void, checkpoints?: Checkpoints) {
    const { database } = file;
    this.#reader = reader;
    this.#heads = reader.heads;
    this.#sync = () => file.sync();
    this.#hashOf = file.hashOf;
    this.#index = file.index;
    this.#reads = file.reads;
    this.#onCommitted = onCommitted;
    this.#checkpoints = checkpoints;
    this.#begin = database.prepare('BEGIN IMMEDIATE');
    this.#commit = database.prepare('COMMIT');
    this.#rollback = database.prepare('ROLLBACK');
    this.#insertEvent = database.prepare(
      'INSERT INTO event (position, revision, checksum, type, stream, id, data, metadata) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    );
    // Where the last records are gone, their positions are not given out again.
    reader.durable = this.#written = Math.max(reader.lastPosition(), file.index.through);
  }

  append(stream: string, expected: ExpectedRevision, events: readonly EncodedEvent[]): Promise<Appended> {
    return new Promise((resolve, reject) => {
      const first = ([appended]: readonly Appended[]): void => resolve(appended as Appended);
      this.#groups.add({ parts: [{ stream, expected, events }], resolve: first, reject });
    });
  }

  /** @throws RangeError when a stream is named twice */
  appendTogether(parts: readonly Part[]): Promise<readonly Appended[]> {
    if (new Set(parts.map(({ stream }) => stream)).size < parts.length)
      throw new RangeError('An append to several streams names each of them once.');
    return new Promise((resolve, reject) => {
      this.#groups.add({ parts, resolve, reject });
    });
  }

  /** Resolves when all that waits has been written, or has failed. */
  idle(): Promise<void> {
    return this.#groups.idle();
  }

  async #writeGroup(group: readonly Waiting[], ended: () => void): Promise<void> {
    await this.#checkpoints?.turn();
    try {
      if (this.#broken !== undefined) throw this.#broken;
      const written = this.#transact(group);
      this.#checkpoints?.written(sizeOf(group));
      this.#confirmed = this.#confirm(group, written, this.#confirmed).then(ended);
    } catch (error) {
      refuse(group, toStoreFailure(error, 'appending'));
      ended();
    }
  }

  #transact(group: readonly Waiting[]): Written {
    const before = this.#written;
    let committing = false;
    try {
      this.#reads.end();
      this.#begin.run();
      const answers = group.map((waiting) => this.#decide(waiting));
      this.#index.write();
      committing = true;
      this.#commit.run();
      this.#index.commit();
      return { answers, heads: this.#heads.commit(), through: this.#written, isNew: this.#written > before };
    } catch (error) {
      this.#undo(before);
      throw groupFailure(error, committing);
    }
  }

  /** Answers a group once it is on disk, and all before it: a later one may rest on what it saw of an earlier one. */
  async #confirm(group: readonly Waiting[], written: Written, before: Promise<void>): Promise<void> {
    const { answers, heads, through, isNew } = written;
    const synced = isNew ? this.#toDisk() : undefined;
    await before;
    await synced;
    if (this.#broken !== undefined) {
      refuse(group, syncFailed(this.#broken.cause));
      return;
    }
    this.#heads.durable(heads);
    this.#reader.durable = through;
    for (const answer of answers) answer();
    if (isNew) this.#onCommitted();
  }

  async #toDisk(): Promise<void> {
    try {
      await this.#sync();
    } catch (error) {
      this.#broken = diskFailed(error);
    }
  }

  #undo(written: number): void {
    this.#heads.rollback();
    this.#index.rollback();
    this.#written = written;
    try {
      this.#rollback.run();
    } catch {
      // SQLite has rolled back already, or the transaction never began.
    }
  }

  /** @returns what to tell the caller once the transaction is committed */
  #decide({ parts, resolve, reject }: Waiting): () => void {
    try {
      // All are looked at before the first is written: the streams are different ones.
      const outcomes = parts.map((part) => this.#outcomeOf(part));
      const appended = outcomes.map((outcome) => outcome());
      return () => resolve(appended);
    } catch (error) {
      // A refusal wrote nothing and concerns its caller alone; anything else fails the group.
      if (!(error instanceof StoreFailure)) throw error;
      return () => reject(error);
    }
  }

  /** @returns what writes it, or answers it as the first time @throws StoreFailure `conflict` */
  #outcomeOf({ stream, expected, events }: Part): () => Appended {
    const actual = this.#headOf(stream);
    const fits =
      expected === 'any' ||
      (expected === 'exists' ? actual > NONE : actual === (expected === 'no-stream' ? NONE : expected));
    const place = placeOf(expected) ?? actual - events.length + 1;
    if (!fits || placeOf(expected) === undefined) {
      const answer = answerOfRepeat(this.#standing(stream, place, events.length, actual), events);
      if (answer !== undefined) return () => answer;
    }
    if (fits) return () => this.#write(stream, actual, events);
    throw conflict(stream, expected, actual);
  }

  #headOf(stream: string): number {
    const known = this.#heads.get(stream);
    if (known !== undefined) return known;
    for (const [last] of this.#reader.streamChunks(
      stream,
      'backwards',
      Number.MAX_SAFE_INTEGER,
      1,
      WRITTEN,
    )) {
      if (last === undefined) continue;
      this.#heads.learn(stream, last.revision);
      return last.revision;
    }
    return NONE;
  }

  /** What stands at a place, when the stream reaches that far. */
  #standing(stream: string, place: number, count: number, actual: number): StoredEvent[] {
    if (place < 0 || actual < place + count - 1) return [];
    return [...this.#reader.streamChunks(stream, 'forwards', place, count, WRITTEN)].flat().slice(0, count);
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
