import { type Database, type Sql } from '#database/database.js';
import { type EventStore, type StoredEvent } from '#event-store/port.js';
import { type EventRegistry } from '#messages/event-registry.js';
import { applyEvents, enterSchema } from './applying.js';
import { bucketOf } from './buckets.js';
import { CONTROL, PROJECTED } from './engine-tables.js';
import { isPoison, messageOf } from './failures.js';
import { type Generation, generationsOf } from './generation.js';
import { type ParkedStream, parkedStreams } from './parked-streams.js';
import { type Projector } from './projector.js';
import { alone } from './standing-still.js';

export interface ParkedWorld {
  readonly database: Database;
  readonly store: EventStore;
  readonly registry: EventRegistry;
  readonly projector: Projector;
}

/** `applied`: the stream goes on by itself. `still-parked`: it failed again, here or at a later event. */
export type RetryOutcome = 'applied' | 'still-parked' | 'not-parked';

const generationsRun = async (sql: Sql, { name, version }: Projector): Promise<readonly Generation[]> =>
  (await generationsOf(sql, name)).filter((each) => each.version === version);

/** The parked streams of a model, in the order of the log. */
export async function listParked({
  database,
  projector,
}: Pick<ParkedWorld, 'database' | 'projector'>): Promise<readonly ParkedStream[]> {
  const generations = await generationsRun(database, projector);
  return (await Promise.all(generations.map((generation) => parkedStreams(database, generation)))).flat();
}

/** Applies what waits in a parked stream, in order, now that the cause is gone. */
export const retryParked = (world: ParkedWorld, stream: string): Promise<RetryOutcome> =>
  settleParked(world, stream, 0);

/** Gives up the event that failed, for this model, and applies what waits behind it. */
export const skipParked = (world: ParkedWorld, stream: string): Promise<RetryOutcome> =>
  settleParked(world, stream, 1);

async function settleParked(world: ParkedWorld, stream: string, skip: number): Promise<RetryOutcome> {
  let outcome: RetryOutcome = 'not-parked';
  for (const generation of await generationsRun(world.database, world.projector)) {
    const settling = (sql: Sql) => settleOne(world, sql, generation, stream, skip);
    const one = await alone(world.database, generation.model, () => world.database.transaction(settling));
    if (one !== 'not-parked' && outcome !== 'still-parked') outcome = one;
  }
  return outcome;
}

async function settleOne(
  world: ParkedWorld,
  sql: Sql,
  generation: Generation,
  stream: string,
  skip: number,
): Promise<RetryOutcome> {
  const { model, generation: number } = generation;
  // With all buckets locked nobody else writes the rows, and the checkpoint says exactly which events are behind it.
  const buckets = await sql.query<{ readonly bucket: number; readonly position: string }>(
    'SELECT bucket, position FROM projecting.bucket WHERE model = $1 AND generation = $2 ORDER BY bucket FOR UPDATE',
    [model, number],
  );
  const bucket = buckets.find((each) => each.bucket === bucketOf(stream));
  const [parked] = await sql.query<{ readonly revision: number }>(
    'SELECT revision FROM projecting.parked_stream WHERE model = $1 AND generation = $2 AND stream = $3',
    [model, number, stream],
  );
  if (bucket === undefined || parked === undefined) return 'not-parked';
  const waiting: StoredEvent[] = [];
  for await (const event of world.store.readStream(stream, { from: parked.revision + skip })) {
    if (event.position > bucket.position) break;
    waiting.push(event);
  }
  await enterSchema(sql, generation.schema);
  const failed = await applyInOrder(world, sql, waiting);
  const key = [model, number, stream];
  if (failed === undefined) {
    await sql.query(
      'DELETE FROM projecting.parked_stream WHERE model = $1 AND generation = $2 AND stream = $3',
      key,
    );
  } else {
    const { event, error } = failed;
    await sql.query(
      `UPDATE projecting.parked_stream SET revision = $4, position = $5, event_id = $6, event_type = $7, error = $8, waiting = $9,
         attempts = attempts + 1 WHERE model = $1 AND generation = $2 AND stream = $3`,
      [
        ...key,
        event.revision,
        event.position,
        event.id,
        event.type,
        messageOf(error),
        waiting.length - waiting.indexOf(event) - 1,
      ],
    );
  }
  for (const channel of [PROJECTED, CONTROL]) await sql.query('SELECT pg_notify($1, $2)', [channel, model]);
  return failed === undefined ? 'applied' : 'still-parked';
}

/** One by one, so that what precedes a failure stays; undefined when all could be applied. */
async function applyInOrder(
  world: ParkedWorld,
  sql: Sql,
  events: readonly StoredEvent[],
): Promise<{ readonly event: StoredEvent; readonly error: unknown } | undefined> {
  for (const event of events) {
    await sql.query('SAVEPOINT one_event');
    try {
      await applyEvents(sql, world, [event]);
      await sql.query('RELEASE SAVEPOINT one_event');
    } catch (error) {
      if (!isPoison(error)) throw error;
      await sql.query('ROLLBACK TO SAVEPOINT one_event');
      return { event, error };
    }
  }
  return undefined;
}
