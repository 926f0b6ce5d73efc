import { DatabaseFailure, toDatabaseFailure } from './failure.js';
import { type Sql, type TransactionOptions } from './sql.js';

const opening = ({ snapshot = false }: TransactionOptions): string =>
  snapshot ? 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY' : 'BEGIN';

/** Runs `work` between BEGIN and COMMIT on a connection that nobody else uses meanwhile. */
export async function inTransaction<T>(
  connection: Sql,
  work: (sql: Sql) => Promise<T>,
  options: TransactionOptions,
): Promise<T> {
  await connection.query(opening(options));
  let result: T;
  try {
    result = await work(connection);
  } catch (error) {
    try {
      await connection.query('ROLLBACK');
    } catch (lost) {
      throw new DatabaseFailure('unavailable', toDatabaseFailure(lost).message, undefined, error);
    }
    throw error;
  }
  await connection.query('COMMIT');
  return result;
}
