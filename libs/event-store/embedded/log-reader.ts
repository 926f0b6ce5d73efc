import { type DatabaseSync, type StatementSync } from 'node:sqlite';
import { prefixesOf } from '../filter.js';
import { type LogFilter, type StoredEvent } from '../port.js';
import { type LogFile } from './log-file.js';
import { COLUMNS, corrupt, type Row, toStoredEvent } from './record.js';
import { streamHash } from './stream-hash.js';

/** Records handed out by one look into the file; between two looks others get their turn. */
export const CHUNK = 256;
/** Positions that a filter is applied to in one look. */
const WINDOW = 8192;

const STREAM = `
  SELECT stream_event.position, stream_event.revision, ${COLUMNS}
  FROM stream_event LEFT JOIN event ON event.position = stream_event.position
  WHERE stream_hash = ?`;

/** Where a reader of a stream stands; exclusive. */
export interface StreamCursor {
  readonly revision: number;
  readonly position: number;
}

export interface StreamChunk {
  readonly events: readonly StoredEvent[];
  /** Where to go on; undefined when there is nothing further. */
  readonly next: StreamCursor | undefined;
}

export interface LogChunk {
  readonly events: readonly StoredEvent[];
  /** The position up to which everything that passes the filter is in `events`. */
  readonly through: number;
}

/** Synchronous looks into the log; every record is checked before it is handed out. */
export class LogReader {
  readonly #database: DatabaseSync;
  readonly #hashSeed: number;
  readonly #forwards: StatementSync;
  readonly #backwards: StatementSync;
  readonly #last: StatementSync;
  readonly #log = new Map<string, StatementSync>();

  constructor(file: LogFile) {
    this.#database = file.database;
    this.#hashSeed = file.hashSeed;
    this.#forwards = this.#prepare(
      `${STREAM} AND (stream_event.revision, stream_event.position) > (?, ?)
       ORDER BY stream_event.revision, stream_event.position LIMIT ?`,
    );
    this.#backwards = this.#prepare(
      `${STREAM} AND (stream_event.revision, stream_event.position) < (?, ?)
       ORDER BY stream_event.revision DESC, stream_event.position DESC LIMIT ?`,
    );
    this.#last = this.#prepare('SELECT max(position) FROM event');
  }

  /** Position of the last record; 0 while there is none. */
  lastPosition(): number {
    const [row] = this.#last.all() as unknown[] as [number | null][];
    return row?.[0] ?? 0;
  }

  streamChunk(
    stream: string,
    direction: 'forwards' | 'backwards',
    cursor: StreamCursor,
    limit: number,
  ): StreamChunk {
    const statement = direction === 'forwards' ? this.#forwards : this.#backwards;
    const hash = streamHash(stream, this.#hashSeed);
    const rows = statement.all(hash, cursor.revision, cursor.position, limit) as unknown[] as IndexedRow[];
    const events: StoredEvent[] = [];
    for (const [position, revision, ...row] of rows) {
      if (row[0] === null) throw corrupt(position, 'is missing');
      const event = toStoredEvent(row as unknown as Row);
      if (event.revision !== revision) throw corrupt(position, 'is not the one that the index names');
      // Another stream may share the hash.
      if (event.stream === stream) events.push(event);
    }
    const last = rows.at(-1);
    const next =
      last === undefined || rows.length < limit ? undefined : { revision: last[1], position: last[0] };
    return { events, next };
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

type IndexedRow = readonly [position: number, revision: number, ...row: readonly (number | string | null)[]];

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
