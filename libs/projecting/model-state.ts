import { type Database, type Sql } from '#database/database.js';
import { ModelBehind } from './failures.js';
import { setInstitutions, settingOf } from './row-security.js';

/** A model as one program version reads it. */
export interface ModelName {
  readonly name: string;
  readonly version: number;
}

export interface ReadableGeneration {
  readonly generation: number;
  readonly schema: string;
  readonly phase: 'live' | 'previous';
  /** Everything up to here is in it; empty before the first event. */
  readonly position: string;
  /** System time of the last event looked at; null before the first. */
  readonly recordedAt: string | null;
}

/**
 * The tables that a program of this version reads: the live ones, or those kept from before while programs of two
 * versions run side by side. No row while they are still being built. Parameters: the model's name and version.
 */
const readable = `SELECT g.generation, g.schema, g.phase, min(b.position) AS position, max(b.recorded_at) AS "recordedAt"
  FROM projecting.generation g JOIN projecting.bucket b USING (model, generation)
  WHERE g.model = $1 AND g.version = $2 AND g.phase IN ('live', 'previous')
  GROUP BY g.generation, g.schema, g.phase ORDER BY g.phase LIMIT 1`;

export async function readableGeneration(
  sql: Sql,
  { name, version }: ModelName,
): Promise<ReadableGeneration | undefined> {
  const [row] = await sql.query<ReadableGeneration>(readable, [name, version]);
  return row;
}

/** Finds the generation, and sets the transaction on it and on the institutions ($3). */
export const enter = `SELECT r.*, set_config('search_path', r.schema, true), ${setInstitutions('$3')}
  FROM (${readable}) r`;

/** Whose rows a query may see. */
export type Institutions = '*' | readonly string[];

/** System time at which the ledger last heard of each provider; null when it never has. */
export type LastReports = Readonly<Record<string, string | null>>;

/** Every answer says how much of the log it rests on. */
export interface AsOf {
  readonly position: string | undefined;
  /** System time of the last event it knows of. */
  readonly time: string | null;
  /** Absent where the answer rests on the log itself and on no read model. */
  readonly lastReports?: LastReports;
}

export const asOfOf = ({ position, recordedAt }: ReadableGeneration, lastReports: LastReports): AsOf => ({
  position: position === '' ? undefined : position,
  time: recordedAt,
  lastReports,
});

export const beingBuilt = ({ name }: ModelName): ModelBehind =>
  new ModelBehind(name, 5, `The read model ${name} is being built.`);

export interface ModelView {
  readonly sql: Sql;
  readonly asOf: AsOf;
  readonly institutions: Institutions;
  /** Overrides the page that was asked for, while the whole list is read. */
  readonly batch?: { readonly limit: number; readonly cursor: string | undefined };
}

/**
 * Runs the queries of `read` on one moment of one generation: a swap in between changes nothing, and what `asOf`
 * says is true of all of them.
 * @throws ModelBehind while the tables of this version are being built for the first time
 */
export function readModel<T>(
  database: Database,
  model: ModelName,
  institutions: Institutions,
  read: (view: ModelView) => Promise<T>,
  lastReports: LastReports = {},
): Promise<T> {
  return database.reading(async (sql) => {
    const { name, version } = model;
    const [found] = await sql.query<ReadableGeneration>(enter, [name, version, settingOf(institutions)]);
    if (found === undefined) throw beingBuilt(model);
    return await read({ sql, asOf: asOfOf(found, lastReports), institutions });
  });
}
