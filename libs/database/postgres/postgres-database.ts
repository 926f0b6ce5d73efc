import { Pool, types, type CustomTypesConfig, type PoolClient, type PoolConfig } from 'pg';
import { columnParsers } from '../column-values.js';
import { type Database, type NotificationListener } from '../database.js';
import { isDatabaseFailure, toDatabaseFailure } from '../failure.js';
import { checkedChannel } from '../listeners.js';
import {
  type Answers,
  type Sql,
  type SqlRow,
  type SqlValue,
  type Statement,
  type TransactionOptions,
} from '../sql.js';
import { inTransaction } from '../transaction.js';
import { NotificationClient } from './notification-client.js';
import { Readers } from './readers.js';

const typesConfig: CustomTypesConfig = {
  getTypeParser: (type, format) =>
    columnParsers[type] ?? (types.getTypeParser(type, format) as (text: string) => unknown),
};

export interface PostgresOptions {
  readonly url: string;
  readonly connections: number;
  readonly name: string;
}

const configOf = ({ url, connections, name }: PostgresOptions): PoolConfig => ({
  connectionString: url,
  application_name: name,
  max: connections,
  keepAlive: true,
  connectionTimeoutMillis: 5000,
  idleTimeoutMillis: 30_000,
  options: '-c timezone=UTC -c datestyle=ISO',
  types: typesConfig,
});

const over = (client: Pool | PoolClient): Sql => ({
  async query<Row extends object = SqlRow>(
    statement: string,
    parameters: readonly SqlValue[] = [],
  ): Promise<readonly Row[]> {
    try {
      return (await client.query<Row>(statement, [...parameters])).rows;
    } catch (error) {
      throw toDatabaseFailure(error);
    }
  },
  async script(statements) {
    try {
      await client.query(statements);
    } catch (error) {
      throw toDatabaseFailure(error);
    }
  },
});

class PostgresDatabase implements Database {
  readonly kind = 'postgres';
  private readonly sql: Sql;
  private closing: Promise<void> | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly readers: Readers,
    private readonly notifications: NotificationClient,
  ) {
    this.sql = over(pool);
  }

  query<Row extends object = SqlRow>(
    statement: string,
    parameters?: readonly SqlValue[],
  ): Promise<readonly Row[]> {
    return this.sql.query<Row>(statement, parameters);
  }

  script(statements: string): Promise<void> {
    return this.sql.script(statements);
  }

  async transaction<T>(work: (sql: Sql) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    const client = await this.pool
      .connect()
      .catch((error: unknown) => Promise.reject(toDatabaseFailure(error)));
    // A client that is lost between two statements says so here; the next statement fails anyway.
    const lost = (): void => undefined;
    client.on('error', lost);
    let broken = false;
    try {
      return await inTransaction(over(client), work, options);
    } catch (error) {
      broken = isDatabaseFailure(error, 'unavailable');
      throw error;
    } finally {
      client.off('error', lost);
      // Whatever state a broken connection is in, the server rolls back when it goes.
      client.release(broken);
    }
  }

  read(statements: readonly Statement[]): Promise<Answers> {
    return this.readers.read(statements);
  }

  reading<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.readers.reading(work);
  }

  listen(channel: string, listener: NotificationListener): Promise<() => Promise<void>> {
    return this.notifications.listen(checkedChannel(channel), listener);
  }

  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  private async end(): Promise<void> {
    await this.notifications.close();
    await Promise.all([this.readers.end(), this.pool.end()]);
  }
}

/** @throws DatabaseFailure `unavailable` when no server answers */
export async function openPostgres(options: PostgresOptions): Promise<Database> {
  const config = configOf(options);
  const pool = new Pool(config);
  // An idle connection that dies is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  const database = new PostgresDatabase(pool, new Readers(config), new NotificationClient(config));
  try {
    await database.query('SELECT 1');
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
