import { type Database } from '#database/database.js';
import { CONTROL } from './engine-tables.js';
import { NotPossible } from './failures.js';
import { rollback } from './swap.js';

/** @throws NotPossible when nobody has ever run the model */
async function command(database: Database, model: string, change: string): Promise<void> {
  await database.transaction(async (sql) => {
    const changed = await sql.query(
      `UPDATE projecting.model SET ${change} WHERE name = $1 RETURNING 1 AS one`,
      [model],
    );
    if (changed.length === 0) throw new NotPossible(`${model} has never been run`);
    await sql.query('SELECT pg_notify($1, $2)', [CONTROL, model]);
  });
}

/** Every worker stops on it after the batch it is writing; queries go on. */
export const pauseProjection = (database: Database, model: string): Promise<void> =>
  command(database, model, 'paused = true');

export const resumeProjection = (database: Database, model: string): Promise<void> =>
  command(database, model, 'paused = false');

/**
 * Asks for new tables from the beginning of the log, beside the ones that are read; a worker of the newest version
 * builds them and swaps them in. One that is being built already starts again.
 */
export const rebuildProjection = (database: Database, model: string): Promise<void> =>
  command(database, model, 'rebuild_wanted = true');

/** Reads the tables from before the last rebuild again; they catch up from where they were left. @throws NotPossible when there are none */
export const rollbackProjection = (database: Database, model: string): Promise<void> =>
  rollback(database, model);
