import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreFailure } from '../failures.js';
import { ReadTurn } from './read-turn.js';
import { toStoreFailure } from './sqlite-failure.js';
import { INDEX_SCHEMA, IndexTables } from './stream-index/index-tables.js';
import { type IndexSizes, StreamIndex } from './stream-index/stream-index.js';
import { streamHash } from './stream-hash.js';
import { WAL_PAGES, WalSync } from './wal-sync.js';

export const LOG_FILE = 'events.sqlite';
const FORMAT = 2;

/**
 * Records lie in log order, so that an append only ever touches the end of the table and reading the whole log is one
 * scan. Large columns come last, so that a filter reads past them. What finds the records of a stream is kept by
 * {@link StreamIndex}.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS log (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    format INTEGER NOT NULL,
    hash_seed INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS event (
    position INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    type TEXT NOT NULL,
    stream TEXT NOT NULL,
    id TEXT NOT NULL,
    data TEXT NOT NULL,
    metadata TEXT NOT NULL
  ) STRICT;
  ${INDEX_SCHEMA}
`;

export interface LogFile {
  readonly database: DatabaseSync;
  /** Key of a stream in the index; seeded for this log alone, so that nobody can prepare names that share one. */
  readonly hashOf: (stream: string) => number;
  readonly index: StreamIndex;
  readonly reads: ReadTurn;
  /** Makes what is committed durable; a file opened only for reading commits nothing. */
  sync(): Promise<void>;
  close(): void;
}

/**
 * Opens the log of an existing directory, making the file when there is none.
 * @throws StoreFailure `denied`, `corrupt`, `unavailable`
 */
export function openLogFile(
  directory: string,
  options: { readonly readOnly?: boolean; readonly index?: IndexSizes } = {},
): LogFile {
  const readOnly = options.readOnly ?? false;
  const path = join(directory, LOG_FILE);
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { readOnly });
    if (!readOnly) prepare(database);
    const seed = hashSeedOf(database, path);
    const hashOf = (stream: string): number => streamHash(stream, seed);
    const index = new StreamIndex(new IndexTables(database), options.index);
    if (!readOnly) completeIndex(database, index, hashOf);
    return logFile(database, hashOf, index, readOnly ? undefined : new WalSync(path));
  } catch (error) {
    database?.close();
    throw toStoreFailure(error, `opening ${path}`);
  }
}

const logFile = (
  database: DatabaseSync,
  hashOf: LogFile['hashOf'],
  index: StreamIndex,
  wal: WalSync | undefined,
  reads = new ReadTurn(database),
): LogFile => ({
  database,
  hashOf,
  index,
  reads,
  sync: () => wal?.sync() ?? Promise.resolve(),
  close() {
    reads.end();
    database.close();
    wal?.close();
  },
});

function prepare(database: DatabaseSync): void {
  // NORMAL syncs all but the commit itself, which the one writer syncs before it answers: see WalSync.
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    PRAGMA wal_autocheckpoint = ${WAL_PAGES};
    PRAGMA cache_size = -32768;
    PRAGMA temp_store = MEMORY;
  `);
  database.exec(SCHEMA);
  database.prepare('INSERT OR IGNORE INTO log VALUES (1, ?, ?)').run(FORMAT, randomInt(2 ** 31));
}

function hashSeedOf(database: DatabaseSync, path: string): number {
  const row = database.prepare('SELECT format, hash_seed FROM log').get();
  if (row?.['format'] !== FORMAT) {
    throw new StoreFailure(
      'denied',
      `${path} has format ${String(row?.['format'])}; this version reads format ${FORMAT}.`,
    );
  }
  return Number(row['hash_seed']);
}

/** Makes entries from the records themselves where the newest ones of the index were damaged. */
function completeIndex(database: DatabaseSync, index: StreamIndex, hashOf: LogFile['hashOf']): void {
  const next = database.prepare(
    'SELECT position, revision, stream FROM event WHERE position > ? ORDER BY position LIMIT 10000',
  );
  for (let rows = next.all(index.through); rows.length > 0; rows = next.all(index.through)) {
    database.exec('BEGIN IMMEDIATE');
    for (const { position, revision, stream } of rows) {
      // Every position has an entry, also where the record is gone.
      while (index.through + 1 < Number(position)) index.add(0, 0);
      index.add(hashOf(String(stream)), Number(revision));
    }
    index.write();
    database.exec('COMMIT');
    index.commit();
  }
}
