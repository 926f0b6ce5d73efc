import { Pool, type PoolClient, type PoolConfig } from 'pg';
import { isDatabaseFailure, toDatabaseFailure } from '../failure.js';
import { READER } from '../reader.js';
import { type Answers, type Sql, type SqlValue, type Statement } from '../sql.js';
import { Batch, Kept } from './batch.js';

const asReader = [
  `-c role=${READER}`,
  '-c default_transaction_read_only=on',
  // Of one moment, also where statements follow each other.
  '-c default_transaction_isolation=repeatable\\ read',
].join(' ');

const begin: Statement = { text: 'BEGIN', parameters: [], prepared: true };
const rollback: Statement = { text: 'ROLLBACK', parameters: [], prepared: true };

/**
 * Connections that can only read, as the {@link READER}, from their first statement to their last: whatever a query
 * forgets, it has no other rights to fall back on.
 */
export class Readers {
  private readonly pool: Pool;
  private readonly kept = new WeakMap<PoolClient, Kept>();

  constructor(config: PoolConfig) {
    this.pool = new Pool({ ...config, options: `${config.options ?? ''} ${asReader}` });
    this.pool.on('error', () => undefined);
  }

  read(statements: readonly Statement[]): Promise<Answers> {
    return this.with((ask) => ask(statements));
  }

  reading<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.with(async (ask) => {
      const opening = [begin];
      const query = async (
        text: string,
        parameters: readonly SqlValue[] = [],
      ): Promise<readonly object[]> => {
        const answers = await ask([...opening.splice(0), { text, parameters }]);
        return answers.at(-1) ?? [];
      };
      const script = async (text: string): Promise<void> => {
        await query(text);
      };
      try {
        return await work({ query: query as Sql['query'], script });
      } finally {
        // Nobody waits for it: there is nothing to commit, and the connection's next statement comes after it.
        if (opening.length === 0) ask([rollback]).catch(() => undefined);
      }
    });
  }

  end(): Promise<void> {
    return this.pool.end();
  }

  private async with<T>(
    work: (ask: (statements: readonly Statement[]) => Promise<Answers>) => Promise<T>,
  ): Promise<T> {
    const client = await this.pool
      .connect()
      .catch((error: unknown) => Promise.reject(toDatabaseFailure(error)));
    const kept = this.kept.get(client) ?? new Kept();
    this.kept.set(client, kept);
    const lost = (): void => undefined;
    client.on('error', lost);
    let broken = false;
    let last: Batch | undefined;
    try {
      return await work((statements) => client.query((last = new Batch(statements, kept))).answers);
    } catch (error) {
      broken = last?.unsure === true || isDatabaseFailure(error, 'unavailable');
      throw error;
    } finally {
      client.off('error', lost);
      client.release(broken);
    }
  }
}
