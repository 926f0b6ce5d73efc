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
import { alone } from './standing-still.js';
import { BatchWriter } from './writer.js';

export interface Applying {
  readonly database: Database;
  readonly registry: EventRegistry;
  readonly projector: Projector;
  readonly generation: Generation;
  readonly lease: Lease;
  /** More parked streams than this and the projector itself must be at fault. */
  readonly mostParked: number;
  /** Nobody reads the tables yet: a commit that a crash of the database loses is done again, and not waited for. */
  readonly isUnread: boolean;
}

/**
 * Runs the handlers and writes what they want into the tables of the transaction's search path.
 * @throws UnknownEvent
 */
export async function applyEvents(
  sql: Sql,
  { projector, registry }: Pick<Applying, 'projector' | 'registry'>,
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
  await writer.flush(sql);
}

export const enterSchema = (sql: Sql, schema: string): Promise<unknown> =>
  sql.query("SELECT set_config('search_path', $1, true)", [schema]);

const seenByBucket = (events: readonly StoredEvent[]): ReadonlyMap<number, number> => {
  const seen = new Map<number, number>();
  for (const { stream } of events) {
    const bucket = bucketOf(stream);
    seen.set(bucket, (seen.get(bucket) ?? 0) + 1);
  }
  return seen;
};

const recordedAtOf = (event: StoredEvent | undefined): string | null =>
  event === undefined ? null : metadataFromJson(event.metadata).recordedAt;

/** With the buckets locked: what is parked now, where the rows go, who is told, and how long the commit waits. */
async function enter({ generation, lease, isUnread }: Applying, sql: Sql): Promise<ReadonlySet<string>> {
  const [row] = await sql.query<{ readonly parked: readonly string[] }>(
    `SELECT ARRAY(${parkedAmong}) AS parked, set_config('search_path', $4, true), pg_notify($5, $1),
       CASE WHEN $6 THEN set_config('synchronous_commit', 'off', true) END`,
    [lease.model, lease.generation, lease.buckets, generation.schema, PROJECTED, isUnread],
  );
  return new Set(row?.parked);
}

/** @returns milliseconds that it held the database: not those in which it waited for its turn */
async function commit(
  applying: Applying,
  events: readonly StoredEvent[],
  position: string,
  write: (sql: Sql, parked: ReadonlySet<string>) => Promise<void>,
): Promise<number> {
  const { database, lease } = applying;
  let begun = 0;
  const writing = async (sql: Sql): Promise<void> => {
    begun = performance.now();
    const recordedAt = recordedAtOf(events.at(-1));
    await advance(sql, lease, { position, recordedAt, seen: seenByBucket(events) });
    await write(sql, await enter(applying, sql));
  };
  await alone(database, lease.model, () => database.transaction(writing));
  advanced(lease, position);
  return performance.now() - begun;
}

/**
 * Applies the events exactly once: rows and checkpoint commit together. When one of them cannot be applied the batch
 * is halved until it is found; its stream is parked and everything else goes on. What stands before an event that
 * nobody knows is applied, and nothing behind it.
 * @returns milliseconds that the longest commit held the database
 * @throws UnknownEvent, LeaseLost, ProjectionFailed, DatabaseFailure `unavailable`
 */
export async function applyBatch(
  applying: Applying,
  events: readonly StoredEvent[],
  position: string,
): Promise<number> {
  const { lease, mostParked } = applying;
  try {
    return await commit(applying, events, position, async (sql, parked) => {
      if (parked.size === 0) return applyEvents(sql, applying, events);
      const [queued, free] = partition(events, ({ stream }) => parked.has(stream));
      await queueBehind(sql, lease, queued);
      return applyEvents(sql, applying, free);
    });
  } catch (error) {
    const [first, ...others] = events;
    const isUnknown = error instanceof UnknownEvent;
    if (first === undefined || !(isPoison(error) || isUnknown)) throw error;
    if (others.length > 0) {
      const half = events.slice(0, Math.ceil(events.length / 2));
      const ms = await applyBatch(applying, half, half.at(-1)?.position ?? position);
      return Math.max(ms, await applyBatch(applying, events.slice(half.length), position));
    }
    if (isUnknown) throw error;
    return commit(applying, events, position, (sql) => park(sql, lease, first, error, mostParked));
  }
}

function partition<T>(
  all: readonly T[],
  belongs: (one: T) => boolean,
): readonly [readonly T[], readonly T[]] {
  return [all.filter(belongs), all.filter((one) => !belongs(one))];
}
