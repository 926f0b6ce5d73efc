import { type Database, type Sql } from '#database/database.js';
import { ModelBehind } from './failures.js';

/** A model as one program version reads it. */
export interface ModelName {
  readonly name: string;
  readonly version: number;
}

export interface ReadableGeneration {
  readonly generation: number;
  readonly schema: string;
  /** Everything up to here is in it; empty before the first event. */
  readonly position: string;
  /** System time of the last event looked at; null before the first. */
  readonly recordedAt: string | null;
}

/**
 * The tables that a program of this version reads: the live ones, or those kept from before while programs of two
 * versions run side by side. Undefined while they are still being built.
 */
export async function readableGeneration(
  sql: Sql,
  { name, version }: ModelName,
): Promise<ReadableGeneration | undefined> {
  const [row] = await sql.query<ReadableGeneration>(
    `SELECT g.generation, g.schema, min(b.position) AS position, max(b.recorded_at) AS "recordedAt"
     FROM projecting.generation g JOIN projecting.bucket b USING (model, generation)
     WHERE g.model = $1 AND g.version = $2 AND g.phase IN ('live', 'previous')
     GROUP BY g.generation, g.schema, g.phase ORDER BY g.phase LIMIT 1`,
    [name, version],
  );
  return row;
}

/** Whose rows a query may see. */
export type Institutions = '*' | readonly string[];

/** Every answer says how much of the log it rests on. */
export interface AsOf {
  readonly position: string | undefined;
  /** System time of the last event it knows of. */
  readonly time: string | null;
}

export interface ModelView {
  readonly sql: Sql;
  readonly asOf: AsOf;
  readonly institutions: Institutions;
  /** Overrides the page that was asked for, while the whole list is read. */
  readonly batch?: { readonly limit: number; readonly cursor: string | undefined };
}

/**
 * Runs the queries of `read` on one moment of one generation: a swap in between changes nothing, and what `asOf`
 * says is true of all of them. The one place where the caller's institutions enter the database.
 * @throws ModelBehind while the tables of this version are being built for the first time
 */
export function readModel<T>(
  database: Database,
  model: ModelName,
  institutions: Institutions,
  read: (view: ModelView) => Promise<T>,
): Promise<T> {
  return database.transaction(
    async (sql) => {
      const readable = await readableGeneration(sql, model);
      if (readable === undefined)
        throw new ModelBehind(model.name, 5, `The read model ${model.name} is being built.`);
      await sql.query(
        "SELECT set_config('search_path', $1, true), set_config('ledger.institutions', $2, true)",
        [readable.schema, institutions === '*' ? '*' : JSON.stringify(institutions)],
      );
      const asOf = {
        position: readable.position === '' ? undefined : readable.position,
        time: readable.recordedAt,
      };
      return await read({ sql, asOf, institutions });
    },
    { snapshot: true },
  );
}
