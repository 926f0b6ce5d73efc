import { type Database } from '#database/database.js';
import { type Generation } from './generation.js';
import { type Projector } from './projector.js';
import { indexStatements } from './table-sql.js';

/**
 * Makes the indexes of a generation that has caught up: one sort of the rows each, instead of a search for every row.
 * One worker at a time, each index in a transaction of its own; so whoever comes after a crash goes on with the next.
 * @param isStopped asked between two of them
 */
export async function indexTables(
  database: Database,
  projector: Projector,
  { model, generation, schema }: Generation,
  isStopped: () => boolean,
): Promise<void> {
  const statements = projector.tables.flatMap((table) => [
    ...indexStatements(table, schema),
    `ANALYZE ${schema}.${table.name}`,
  ]);
  const done = 'UPDATE projecting.generation SET indexed = true WHERE model = $1 AND generation = $2';
  for (const statement of [...statements, undefined]) {
    if (isStopped()) return;
    await database.transaction(async (sql) => {
      // Readers and writers of checkpoints go on beside it; swapping and dropping wait.
      const [row] = await sql.query<{ readonly indexed: boolean }>(
        'SELECT indexed FROM projecting.generation WHERE model = $1 AND generation = $2 FOR NO KEY UPDATE',
        [model, generation],
      );
      if (row?.indexed === false)
        await sql.query(statement ?? done, statement === undefined ? [model, generation] : []);
    });
  }
}
