import { createHash } from 'node:crypto';
import { type Database } from './database.js';
import { type Sql } from './sql.js';

/** One step forward of a set of tables. Once released it is never edited: a later step corrects it. */
export interface Migration {
  /** `0001-what-it-does`; steps are applied in the order of their names. */
  readonly name: string;
  readonly up: string | ((sql: Sql) => Promise<void>);
}

/** Any fixed number: whoever migrates takes turns on it. */
const LOCK = 4_711_020;

const checksum = ({ name, up }: Migration): string =>
  createHash('sha256')
    .update(`${name}\n${typeof up === 'string' ? up : 'code'}`)
    .digest('hex');

const ledger = `CREATE TABLE IF NOT EXISTS migration (
  name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT clock_timestamp())`;

/**
 * Applies the steps that are missing, each in its own transaction; processes that start together take turns.
 * Steps that only the database knows stay: a newer program made them and an older one may still be running.
 * @throws Error when an applied step was edited
 */
export async function migrate(
  database: Database,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  const applied: string[] = [];
  for (const migration of migrations.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const isNew = await database.transaction(async (sql) => {
      await sql.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
      await sql.script(ledger);
      return await apply(sql, migration);
    });
    if (isNew) applied.push(migration.name);
  }
  return applied;
}

async function apply(sql: Sql, migration: Migration): Promise<boolean> {
  const [known] = await sql.query<{ readonly checksum: string }>(
    'SELECT checksum FROM migration WHERE name = $1',
    [migration.name],
  );
  if (known !== undefined) {
    if (known.checksum !== checksum(migration))
      throw new Error(`migration ${migration.name} was edited after it was applied`);
    return false;
  }
  if (typeof migration.up === 'string') await sql.script(migration.up);
  else await migration.up(sql);
  await sql.query('INSERT INTO migration (name, checksum) VALUES ($1, $2)', [
    migration.name,
    checksum(migration),
  ]);
  return true;
}
