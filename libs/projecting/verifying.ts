import { type Database, type Sql } from '#database/database.js';
import { type EventStore, type StoredEvent } from '#event-store/port.js';
import { type EventRegistry } from '#messages/event-registry.js';
import { applyEvents, enterSchema } from './applying.js';
import { bucketOf } from './buckets.js';
import { digestOf, type TableDigest } from './digest.js';
import { NotPossible } from './failures.js';
import { createTables } from './generation.js';
import { type ModelName, readableGeneration } from './model-state.js';
import { type Projector } from './projector.js';
import { snake } from './table-sql.js';
import { type Table } from './table.js';

export interface Verification {
  readonly model: string;
  readonly equal: boolean;
  /** Up to where both were compared. */
  readonly position: string;
  readonly live: readonly TableDigest[];
  readonly replayed: readonly TableDigest[];
  /** The first row, as text, that one of them has and the other has not. */
  readonly firstDifference?: {
    readonly table: string;
    readonly only: 'live' | 'replayed';
    readonly row: string;
  };
}

interface World {
  readonly database: Database;
  readonly store: EventStore;
  readonly registry: EventRegistry;
  readonly projector: Projector;
  /** Ends the replay with its reason. */
  readonly signal?: AbortSignal;
}

const BATCH = 500;

/**
 * Compares the tables that are read with a fresh replay of the log up to the same event, in a schema of its own.
 * Writers wait only while the rows are copied. Parked streams show as a difference.
 * @throws NotPossible when there is nothing to read yet
 */
export async function verifyProjection(world: World): Promise<Verification> {
  const { database, projector } = world;
  const schema = `verify_${snake(projector.name).replaceAll('-', '_')}`;
  await database.script(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  const positions = await database.transaction((sql) => copyLive(sql, projector, schema));
  try {
    await replay(world, schema, positions);
    return await compare(
      database,
      projector,
      schema,
      [...positions.values()].reduce((a, b) => (a > b ? a : b), ''),
    );
  } finally {
    await database.script(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  }
}

/** The live rows as they are now, and the event that each bucket of them has seen last. */
async function copyLive(
  sql: Sql,
  projector: Projector,
  schema: string,
): Promise<ReadonlyMap<number, string>> {
  const model: ModelName = projector;
  const live = await readableGeneration(sql, model);
  if (live === undefined) throw new NotPossible(`${projector.name} is being built`);
  const buckets = await sql.query<{ readonly bucket: number; readonly position: string }>(
    'SELECT bucket, position FROM projecting.bucket WHERE model = $1 AND generation = $2 ORDER BY bucket FOR UPDATE',
    [projector.name, live.generation],
  );
  await createTables(sql, projector, schema);
  for (const { name } of projector.tables) {
    await sql.script(`CREATE TABLE ${schema}.live_${name} AS TABLE ${live.schema}.${name}`);
  }
  return new Map(buckets.map(({ bucket, position }) => [bucket, position]));
}

async function replay(world: World, schema: string, positions: ReadonlyMap<number, string>): Promise<void> {
  const last = [...positions.values()].reduce((a, b) => (a > b ? a : b), '');
  let batch: StoredEvent[] = [];
  const flush = async (): Promise<void> => {
    const events = batch;
    batch = [];
    if (events.length === 0) return;
    await world.database.transaction(async (sql) => {
      await enterSchema(sql, schema);
      await applyEvents(sql, world, events);
    });
  };
  for await (const event of world.store.readAll()) {
    world.signal?.throwIfAborted();
    if (event.position > last) break;
    if (event.position <= (positions.get(bucketOf(event.stream)) ?? '')) batch.push(event);
    if (batch.length >= BATCH) await flush();
  }
  await flush();
}

async function compare(
  database: Database,
  { name, tables }: Projector,
  schema: string,
  position: string,
): Promise<Verification> {
  const replayed = await digestOf(database, tables, schema);
  const live = await digestOf(database, tables, schema, 'live_');
  const different = tables.find(
    (_, n) => live[n]?.digest !== replayed[n]?.digest || live[n]?.rows !== replayed[n]?.rows,
  );
  const result = { model: name, equal: different === undefined, position, live, replayed };
  return different === undefined
    ? result
    : { ...result, firstDifference: await firstDifference(database, different, schema) };
}

async function firstDifference(
  database: Database,
  table: Table,
  schema: string,
): Promise<NonNullable<Verification['firstDifference']>> {
  const [live, replayed] = [`${schema}.live_${table.name}`, `${schema}.${table.name}`];
  const rows = (from: string): string => `SELECT t::text AS row FROM ${from} t`;
  const [row] = await database.query<{ readonly side: 'live' | 'replayed'; readonly row: string }>(
    `SELECT 'live' AS side, row FROM (${rows(live)} EXCEPT ALL ${rows(replayed)}) AS a
     UNION ALL SELECT 'replayed', row FROM (${rows(replayed)} EXCEPT ALL ${rows(live)}) AS b
     ORDER BY row, side LIMIT 1`,
  );
  return { table: table.name, only: row?.side ?? 'live', row: row?.row ?? '' };
}
