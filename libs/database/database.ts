import { type Answers, type Sql, type Statement, type TransactionOptions } from './sql.js';
import { openPglite } from './pglite/pglite-database.js';
import { openPostgres } from './postgres/postgres-database.js';

export { DatabaseFailure, isDatabaseFailure } from './failure.js';
export type { Answers, Sql, SqlRow, SqlValue, Statement, TransactionOptions } from './sql.js';

/** What was notified; undefined after a lost connection: notifications may have been missed, so look for yourself. */
export type NotificationListener = (payload: string | undefined) => void;

/**
 * The read database. Nothing in it is a source of truth: it may be deleted at any time and is then
 * built again from the log, so it must never be the only place that knows something.
 */
export interface Database extends Sql {
  readonly kind: 'pglite' | 'postgres';
  /** Commits when `work` resolves, rolls back when it rejects; `work` uses only the `sql` it is given. */
  transaction<T>(work: (sql: Sql) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /**
   * The rows of each statement; all see one moment of the database, as the {@link READER}, in one turn to the server.
   * What a statement sets with `set_config(…, …, true)` holds for those after it, and no longer.
   */
  read(statements: readonly Statement[]): Promise<Answers>;
  /** As {@link read}, where a statement depends on what the one before has found: a turn for each. */
  reading<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /** Hears `pg_notify` of any connection, after its commit. The answer stops listening. */
  listen(channel: string, listener: NotificationListener): Promise<() => Promise<void>>;
  /** Waits for what is running; idempotent. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** `postgres://…`; absent: PGlite in this process, on disk in `directory`. */
  readonly url?: string | undefined;
  /** Directory of the embedded database alone, such as `<dataDir>/read-model`; made when missing. */
  readonly directory: string;
  /** Connections of the pool; PostgreSQL only. Default 10. */
  readonly connections?: number;
  /** Shown in `pg_stat_activity`. */
  readonly name?: string;
}

/** @throws DatabaseFailure `unavailable` when it cannot be reached or another process has the directory open */
export const openDatabase = ({
  url,
  directory,
  connections = 10,
  name = 'ledger',
}: DatabaseOptions): Promise<Database> =>
  url === undefined || url === '' ? openPglite(directory) : openPostgres({ url, connections, name });
