import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreFailure } from '../failures.js';
import { toStoreFailure } from './sqlite-failure.js';

export const LOG_FILE = 'events.sqlite';
const FORMAT = 1;

/**
 * Records lie in log order, so that an append only ever touches the end of the big table and reading the
 * whole log is one scan. The index from stream to record is the only structure in random order: 20 bytes
 * an event, whatever the length of the names. Large columns come last, so that a filter reads past them.
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
  CREATE TABLE IF NOT EXISTS stream_event (
    stream_hash INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (stream_hash, revision, position)
  ) STRICT, WITHOUT ROWID;
`;

export interface LogFile {
  readonly database: DatabaseSync;
  /** Of this log alone, so that nobody can prepare names that share a hash. */
  readonly hashSeed: number;
}

/**
 * Opens the log of an existing directory, making the file when there is none.
 * @throws StoreFailure `denied`, `corrupt`, `unavailable`
 */
export function openLogFile(directory: string, options: { readonly readOnly?: boolean } = {}): LogFile {
  const readOnly = options.readOnly ?? false;
  const path = join(directory, LOG_FILE);
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { readOnly });
    if (!readOnly) prepare(database);
    return { database, hashSeed: hashSeedOf(database, path) };
  } catch (error) {
    database?.close();
    throw toStoreFailure(error, `opening ${path}`);
  }
}

function prepare(database: DatabaseSync): void {
  // The WAL is written back every 16 MiB: rarely enough to be cheap, often enough that a restart is quick.
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA wal_autocheckpoint = 4000;
    PRAGMA cache_size = -65536;
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
