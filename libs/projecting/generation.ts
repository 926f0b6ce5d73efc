import { type Database, type Sql } from '#database/database.js';
import { BUCKETS, CONTROL } from './engine-tables.js';
import { type Projector } from './projector.js';
import { openSchema, protectTable } from './row-security.js';
import { createStatement, snake } from './table-sql.js';

export interface GenerationKey {
  readonly model: string;
  readonly generation: number;
}

/** `building` beside the one that is read; `live`; `previous`, kept for a rollback. */
export type Phase = 'building' | 'live' | 'previous';

export interface Generation extends GenerationKey {
  readonly version: number;
  readonly schema: string;
  readonly phase: Phase;
  /** Its tables have the indexes that queries need. */
  readonly indexed: boolean;
}

/** Turns on a model: whoever creates, swaps or drops its generations. */
export const lockModel = (sql: Sql, model: string): Promise<unknown> =>
  sql.query('SELECT 1 FROM projecting.model WHERE name = $1 FOR UPDATE', [model]);

export const generationsOf = (sql: Sql, model: string): Promise<readonly Generation[]> =>
  sql.query<Generation>(
    'SELECT model, generation, version, schema, phase, indexed FROM projecting.generation WHERE model = $1 ORDER BY generation',
    [model],
  );

/** Empty tables in a schema of their own, without indexes, with checkpoints at the beginning of the log. */
async function createGeneration(sql: Sql, projector: Projector, generation: number): Promise<void> {
  const schema = `${snake(projector.name).replaceAll('-', '_')}_${generation}`;
  await sql.query(
    `INSERT INTO projecting.generation (model, generation, version, schema, phase) VALUES ($1, $2, $3, $4, 'building')`,
    [projector.name, generation, projector.version, schema],
  );
  await sql.query(
    `INSERT INTO projecting.bucket (model, generation, bucket) SELECT $1, $2::int, n FROM generate_series(0, $3::int - 1) AS n`,
    [projector.name, generation, BUCKETS],
  );
  await createTables(sql, projector, schema);
}

export async function createTables(sql: Sql, projector: Projector, schema: string): Promise<void> {
  await sql.script(`CREATE SCHEMA ${schema}; SET LOCAL search_path TO ${schema}`);
  await sql.script(openSchema(schema));
  for (const table of projector.tables)
    await sql.script(`${createStatement(table)}\n${protectTable(table.name)}`);
  await sql.script('SET LOCAL search_path TO DEFAULT');
}

/** Drops what was being built, whichever version it is of. */
async function dropBuilding(sql: Sql, generations: readonly Generation[]): Promise<void> {
  for (const { model, generation, schema, phase } of generations) {
    if (phase !== 'building') continue;
    await sql.script(`DROP SCHEMA ${schema} CASCADE`);
    await sql.query('DELETE FROM projecting.generation WHERE model = $1 AND generation = $2', [
      model,
      generation,
    ]);
  }
}

export interface Upkeep {
  /** Build a changed version without being asked. */
  readonly rebuildOnNewVersion: boolean;
}

/**
 * Makes the generations that should exist: the first one, that of a new version, that of a rebuild asked for.
 * An older program finds its own version live or kept, and makes nothing.
 */
export async function ensureGenerations(
  database: Database,
  projector: Projector,
  upkeep: Upkeep,
): Promise<readonly Generation[]> {
  const { name, version } = projector;
  return database.transaction(async (sql) => {
    await sql.query('INSERT INTO projecting.model (name) VALUES ($1) ON CONFLICT DO NOTHING', [name]);
    await lockModel(sql, name);
    const [wish] = await sql.query<{ rebuild_wanted: boolean }>(
      'SELECT rebuild_wanted FROM projecting.model WHERE name = $1',
      [name],
    );
    const existing = await generationsOf(sql, name);
    const newest = Math.max(0, ...existing.map((each) => each.version));
    const isNew = newest < version && (existing.length === 0 || upkeep.rebuildOnNewVersion);
    const wanted = wish?.rebuild_wanted === true && newest <= version;
    if (!isNew && !wanted) return existing;
    await dropBuilding(sql, existing);
    await createGeneration(sql, projector, Math.max(0, ...existing.map((each) => each.generation)) + 1);
    await sql.query('UPDATE projecting.model SET rebuild_wanted = false WHERE name = $1', [name]);
    await sql.query('SELECT pg_notify($1, $2)', [CONTROL, name]);
    return generationsOf(sql, name);
  });
}

/** Null when it goes again. */
export const recordFailure = (
  database: Database,
  { model, generation }: GenerationKey,
  failure: string | null,
): Promise<unknown> =>
  database.query(
    `UPDATE projecting.generation SET failure = $3 WHERE model = $1 AND generation = $2 AND failure IS DISTINCT FROM $3`,
    [model, generation, failure],
  );
