import { type Database, type Sql } from '#database/database.js';
import { CONTROL, PROJECTED } from './engine-tables.js';
import { NotPossible } from './failures.js';
import { type Generation, type GenerationKey, generationsOf, lockModel } from './generation.js';
import { type Lease } from './lease.js';
import { alone } from './standing-still.js';

interface Standing {
  readonly generation: number;
  readonly caught_up: boolean;
  readonly least: string;
  readonly most: string;
}

/** Where generations stand; their writers wait until this transaction has ended. */
async function standings(sql: Sql, model: string): Promise<ReadonlyMap<number, Standing>> {
  await sql.query('SELECT 1 FROM projecting.bucket WHERE model = $1 ORDER BY generation, bucket FOR UPDATE', [
    model,
  ]);
  const rows = await sql.query<Standing>(
    `SELECT generation, bool_and(caught_up) AS caught_up, min(position) AS least, max(position) AS most
     FROM projecting.bucket WHERE model = $1 GROUP BY generation`,
    [model],
  );
  return new Map(rows.map((row) => [row.generation, row]));
}

const parkedCount = async (sql: Sql, { model, generation }: GenerationKey): Promise<number> => {
  const [row] = await sql.query<{ parked: number }>(
    'SELECT count(*) AS parked FROM projecting.parked_stream WHERE model = $1 AND generation = $2',
    [model, generation],
  );
  return row?.parked ?? 0;
};

/** `behind`: not yet where the live one is. `unindexed`: full, and its indexes are to be made. `parked`: it could apply less than the live one can, so somebody must look. */
export type SwapOutcome = 'swapped' | 'not-building' | 'behind' | 'unindexed' | 'parked';

/**
 * Says that the shard has reached the end of the log, and puts the generation in the place of the live one when
 * every shard has and no reader would go back in time. The live one stays as `previous`, for a rollback, and the
 * one before that is dropped, all in one transaction.
 */
export function settle(database: Database, lease: Lease): Promise<SwapOutcome> {
  const { model, generation, buckets, token } = lease;
  const settling = async (sql: Sql): Promise<SwapOutcome> => {
    await lockModel(sql, model);
    const generations = await generationsOf(sql, model);
    const building = generations.find((each) => each.generation === generation && each.phase === 'building');
    if (building === undefined) return 'not-building';
    await sql.query(
      `UPDATE projecting.bucket SET caught_up = true
       WHERE model = $1 AND generation = $2 AND bucket = ANY($3::int8[]) AND token = $4 AND NOT caught_up`,
      [model, generation, buckets, token],
    );
    const live = generations.find(({ phase }) => phase === 'live');
    const stands = await standings(sql, model);
    const mine = stands.get(generation);
    if (mine?.caught_up !== true) return 'behind';
    if (!building.indexed) return 'unindexed';
    if (live !== undefined) {
      if (mine.least < (stands.get(live.generation)?.most ?? '')) return 'behind';
      if ((await parkedCount(sql, building)) > (await parkedCount(sql, live))) return 'parked';
    }
    await replace(
      sql,
      building,
      live,
      generations.find(({ phase }) => phase === 'previous'),
    );
    return 'swapped';
  };
  return alone(database, model, () => database.transaction(settling));
}

async function replace(sql: Sql, next: Generation, live?: Generation, previous?: Generation): Promise<void> {
  if (live !== undefined && previous !== undefined) await dropGeneration(sql, previous);
  if (live !== undefined) await setPhase(sql, live, 'previous');
  await setPhase(sql, next, 'live');
  for (const channel of [CONTROL, PROJECTED])
    await sql.query('SELECT pg_notify($1, $2)', [channel, next.model]);
}

const setPhase = (
  sql: Sql,
  { model, generation }: GenerationKey,
  phase: Generation['phase'],
): Promise<unknown> =>
  sql.query(
    `UPDATE projecting.generation SET phase = $3, live_at = CASE $3 WHEN 'live' THEN clock_timestamp() ELSE live_at END
     WHERE model = $1 AND generation = $2`,
    [model, generation, phase],
  );

async function dropGeneration(sql: Sql, { model, generation, schema }: Generation): Promise<void> {
  await sql.script(`DROP SCHEMA ${schema} CASCADE`);
  await sql.query('DELETE FROM projecting.generation WHERE model = $1 AND generation = $2', [
    model,
    generation,
  ]);
}

/**
 * Gives the model back to the generation before; the one that was live is kept as `previous`.
 * @throws NotPossible when there is none, and during a rebuild, whose swap would take the model away from it again
 */
export const rollback = (database: Database, model: string): Promise<void> =>
  alone(database, model, () => database.transaction((sql) => goBack(sql, model)));

async function goBack(sql: Sql, model: string): Promise<void> {
  await lockModel(sql, model);
  const generations = await generationsOf(sql, model);
  const live = generations.find(({ phase }) => phase === 'live');
  const previous = generations.find(({ phase }) => phase === 'previous');
  if (live === undefined || previous === undefined)
    throw new NotPossible(`${model} has no generation to go back to`);
  if (generations.some(({ phase }) => phase === 'building'))
    throw new NotPossible(`${model} is being rebuilt; it can go back when that is done`);
  await sql.query(
    `UPDATE projecting.generation SET phase = 'building' WHERE model = $1 AND generation = $2`,
    [model, live.generation],
  );
  await setPhase(sql, previous, 'live');
  await setPhase(sql, live, 'previous');
  for (const channel of [CONTROL, PROJECTED]) await sql.query('SELECT pg_notify($1, $2)', [channel, model]);
}
