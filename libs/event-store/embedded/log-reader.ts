import { type DatabaseSync, type StatementSync } from 'node:sqlite';
import { prefixesOf } from '../filter.js';
import { type LogFilter, type StoredEvent } from '../port.js';
import { type LogFile } from './log-file.js';
import { type ReadTurn } from './read-turn.js';
import { COLUMNS, corrupt, type Row, toStoredEvent } from './record.js';
import { NONE, StreamHeads } from './stream-heads.js';
import { type Entry } from './stream-index/entries.js';
import { type StreamIndex } from './stream-index/stream-index.js';

/** Records handed out by one look into the file; between two looks others get their turn. */
export const CHUNK = 256;
/** Positions that a filter is applied to in one look. */
const WINDOW = 8192;

/** Entries of a stream that are looked up at once. */
const LOCATED = 65_536;

export interface LogChunk {
  readonly events: readonly StoredEvent[];
  /** The position up to which everything that passes the filter is in `events`. */
  readonly through: number;
}

/** Synchronous looks into the log; every record is checked before it is handed out. */
export class LogReader {
  readonly #database: DatabaseSync;
  readonly #hashOf: LogFile['hashOf'];
  readonly #index: StreamIndex;
  readonly #reads: ReadTurn;
  /** Of the streams read or written lately. */
  readonly heads = new StreamHeads();
  /** Position of the last record that is safely on disk, 0 while there is none: later ones are not shown. */
  durable = 0;
  readonly #one: StatementSync;
  readonly #run: StatementSync;
  readonly #last: StatementSync;
  readonly #log = new Map<string, StatementSync>();

  constructor(file: LogFile) {
    this.#database = file.database;
    this.#hashOf = file.hashOf;
    this.#index = file.index;
    this.#reads = file.reads;
    this.#one = this.#prepare(`SELECT ${COLUMNS} FROM event WHERE position = ?`);
    this.#run = this.#prepare(
      `SELECT ${COLUMNS} FROM event WHERE position BETWEEN ? AND ? ORDER BY position`,
    );
    this.#last = this.#prepare('SELECT max(position) FROM event');
  }

  /** Position of the last record; 0 while there is none. */
  lastPosition(): number {
    const [row] = this.#last.all() as unknown[] as [number | null][];
    return row?.[0] ?? 0;
  }

  /**
   * The events of one stream from a revision on, a chunk at a time.
   * @param through position of the last record shown
   */
  *streamChunks(
    stream: string,
    direction: 'forwards' | 'backwards',
    from: number,
    limit: number,
    through = this.durable,
  ): Generator<readonly StoredEvent[], void> {
    const hash = this.#hashOf(stream);
    let next = from;
    let left = limit;
    for (let ask = Math.min(limit, LOCATED); ; ask *= 16) {
      const entries = this.#index.find({ hash, direction, from: next, limit: ask, through });
      // A decision that makes a new thing looks whether it is there, and then appends.
      if (entries.length === 0 && direction === 'forwards' && next === 0) this.heads.learn(stream, NONE);
      for (let start = 0; start < entries.length && left > 0; start += CHUNK) {
        // Another stream may share the hash; what it takes from the entries asked for is asked for again.
        const records = this.#records(entries.slice(start, start + CHUNK));
        const events = records.filter((event) => event.stream === stream).slice(0, left);
        left -= events.length;
        const last = events.at(-1);
        // All of it was seen in this one look: its end is what an append is about to ask for.
        const isWhole = limit === Infinity && direction === 'forwards' && entries.length <= CHUNK;
        if (isWhole && last !== undefined) this.heads.learn(stream, last.revision);
        yield events;
        next = (last?.revision ?? next - STEP[direction]) + STEP[direction];
      }
      if (left <= 0 || entries.length < ask) return;
    }
  }

  /** All events of a stream from a revision on, in one look; undefined when they are more than a chunk. */
  shortStream(stream: string, from: number): readonly StoredEvent[] | undefined {
    const wanted = { hash: this.#hashOf(stream), direction: 'forwards', from, limit: CHUNK + 1 } as const;
    this.#reads.begin();
    const entries = this.#index.find({ ...wanted, through: this.durable });
    if (entries.length > CHUNK) return undefined;
    const events = this.#records(entries).filter((event) => event.stream === stream);
    const last = events.at(-1)?.revision ?? (from === 0 ? NONE : undefined);
    if (last !== undefined) this.heads.learn(stream, last);
    return events;
  }

  /** The records that entries name, in their order; neighbours in the log are read in one go. */
  #records(entries: readonly Entry[]): StoredEvent[] {
    const events: StoredEvent[] = [];
    for (let start = 0, end = 1; start < entries.length; start = end++) {
      const first = positionAt(entries, start);
      const step = positionAt(entries, end) === first - 1 ? -1 : 1;
      while (positionAt(entries, end) === first + step * (end - start)) end++;
      const last = first + step * (end - 1 - start);
      const rows =
        first === last
          ? [this.#one.get(first) as unknown as Row]
          : (this.#run.all(Math.min(first, last), Math.max(first, last)) as unknown[] as Row[]);
      if (step < 0) rows.reverse();
      for (let index = start; index < end; index++) {
        const row = rows[index - start];
        const position = positionAt(entries, index);
        if (row?.[0] !== position) throw corrupt(position, 'is missing');
        const event = toStoredEvent(row);
        if (event.revision !== entries[index]?.revision)
          throw corrupt(position, 'is not the one that the index names');
        events.push(event);
      }
    }
    return events;
  }

  /** Records after one position and up to another, in order. */
  logChunk(after: number, upTo: number, filter: LogFilter | undefined, limit = CHUNK): LogChunk {
    const through = Math.min(upTo, after + (filter === undefined ? limit : WINDOW));
    const { where, values } = condition(filter);
    const rows = this.#logStatement(where).all(after, through, ...values, limit) as unknown[] as Row[];
    const events = rows.map(toStoredEvent);
    if (filter === undefined) expectGapless(rows, after, through);
    const last = rows.at(-1);
    return { events, through: last !== undefined && rows.length === limit ? last[0] : through };
  }

  #logStatement(where: string): StatementSync {
    let statement = this.#log.get(where);
    if (statement === undefined) {
      statement = this.#prepare(
        `SELECT ${COLUMNS} FROM event WHERE position > ? AND position <= ? ${where} ORDER BY position LIMIT ?`,
      );
      this.#log.set(where, statement);
    }
    return statement;
  }

  #prepare(sql: string): StatementSync {
    const statement = this.#database.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
  }
}

const STEP = { forwards: 1, backwards: -1 } as const;

const positionAt = (entries: readonly Entry[], index: number): number => entries[index]?.position ?? NaN;

function condition(filter: LogFilter | undefined): { where: string; values: string[] } {
  if (filter === undefined) return { where: '', values: [] };
  const { field, prefixes } = prefixesOf(filter);
  const terms = prefixes.map(() => `substr(${field}, 1, length(?)) = ?`);
  return { where: `AND (${terms.join(' OR ')})`, values: prefixes.flatMap((prefix) => [prefix, prefix]) };
}

/** Positions have no gaps, so a missing record shows. */
function expectGapless(rows: readonly Row[], after: number, through: number): void {
  for (const [index, row] of rows.entries())
    if (row[0] !== after + 1 + index) throw corrupt(after + 1 + index, 'is missing');
  if (rows.length < through - after) throw corrupt(after + 1 + rows.length, 'is missing');
}
