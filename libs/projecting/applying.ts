import { type Database, type Sql } from '#database/database.js';
import { type StoredEvent } from '#event-store/port.js';
import { type EventRegistry, UnknownEvent } from '#messages/event-registry.js';
import { metadataFromJson } from '#messages/metadata.js';
import { bucketOf } from './buckets.js';
import { PROJECTED } from './engine-tables.js';
import { isPoison } from './failures.js';
import { type Generation } from './generation.js';
import { advance, advanced, type Lease } from './lease.js';
import { park, parkedAmong, queueBehind } from './parked-streams.js';
import { handlersByType, type Projector } from './projector.js';
import { projected } from './reading.js';
import { BatchWriter } from './writer.js';

export interface Applying {
  readonly database: Database;
  readonly registry: EventRegistry;
  readonly projector: Projector;
  readonly generation: Generation;
  readonly lease: Lease;
  /** More parked streams than this and the projector itself must be at fault. */
  readonly mostParked: number;
}

/** Runs the handlers and writes what they want, in the tables of one generation. @throws UnknownEvent */
export async function applyEvents(
  sql: Sql,
  { projector, registry }: Pick<Applying, 'projector' | 'registry'>,
  schema: string,
  events: readonly StoredEvent[],
): Promise<void> {
  const handlers = handlersByType(projector);
  const writer = new BatchWriter();
  for (const event of events) {
    registry.versionOf(event.type);
    const handling = handlers(event.type);
    if (handling.length === 0) continue;
    const current = projected(registry, event);
    for (const handle of handling) handle(current, writer);
  }
  await sql.query("SELECT set_config('search_path', $1, true)", [schema]);
  await writer.flush(sql);
}

const seenByBucket = (events: readonly StoredEvent[]): ReadonlyMap<number, number> => {
  const seen = new Map<number, number>();
  for (const { stream } of events) seen.set(bucketOf(stream), (seen.get(bucketOf(stream)) ?? 0) + 1);
  return seen;
};

const recordedAtOf = (event: StoredEvent | undefined): string | null =>
  event === undefined ? null : metadataFromJson(event.metadata).recordedAt;

async function commit(
  { database, lease }: Applying,
  events: readonly StoredEvent[],
  position: string,
  write: (sql: Sql) => Promise<void>,
): Promise<void> {
  await database.transaction(async (sql) => {
    const recordedAt = recordedAtOf(events.at(-1));
    await advance(sql, lease, { position, recordedAt, seen: seenByBucket(events) });
    await write(sql);
    await sql.query('SELECT pg_notify($1, $2)', [PROJECTED, lease.model]);
  });
  advanced(lease, position);
}

/**
 * Applies the events exactly once: rows and checkpoint commit together. When one of them cannot be applied the batch
 * is halved until it is found; its stream is parked and everything else goes on. What stands before an event that
 * nobody knows is applied, and nothing behind it.
 * @throws UnknownEvent, LeaseLost, ProjectionFailed, DatabaseFailure `unavailable`
 */
export async function applyBatch(
  applying: Applying,
  events: readonly StoredEvent[],
  position: string,
): Promise<void> {
  const { generation, lease, mostParked } = applying;
  try {
    await commit(applying, events, position, async (sql) => {
      const parked = await parkedAmong(sql, lease, lease.buckets);
      const [queued, free] = partition(events, ({ stream }) => parked.has(stream));
      await queueBehind(sql, lease, queued);
      await applyEvents(sql, applying, generation.schema, free);
    });
  } catch (error) {
    const [first, ...others] = events;
    const isUnknown = error instanceof UnknownEvent;
    if (first === undefined || !(isPoison(error) || isUnknown)) throw error;
    if (others.length > 0) {
      const half = events.slice(0, Math.ceil(events.length / 2));
      await applyBatch(applying, half, half.at(-1)?.position ?? position);
      await applyBatch(applying, events.slice(half.length), position);
    } else if (isUnknown) throw error;
    else await commit(applying, events, position, (sql) => park(sql, lease, first, error, mostParked));
  }
}

function partition<T>(
  all: readonly T[],
  belongs: (one: T) => boolean,
): readonly [readonly T[], readonly T[]] {
  return [all.filter(belongs), all.filter((one) => !belongs(one))];
}
