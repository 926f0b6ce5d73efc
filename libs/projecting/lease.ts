import { type Database, type Sql } from '#database/database.js';
import { LeaseLost } from './failures.js';
import { type GenerationKey } from './generation.js';

/** The right to write some buckets of a generation, and where each of them stands. */
export interface Lease extends GenerationKey {
  readonly buckets: readonly number[];
  readonly token: number;
  readonly ttlMs: number;
  /** Of every bucket, as this worker's last commit left it. */
  readonly positions: Map<number, string>;
}

interface Wanted extends GenerationKey {
  readonly buckets: readonly number[];
  readonly owner: string;
  readonly ttlMs: number;
}

const until = (parameter: string): string =>
  `clock_timestamp() + ${parameter}::int8 * interval '1 millisecond'`;

/** Takes all the buckets or none; undefined while another worker holds one of them. */
export function takeLease(database: Database, wanted: Wanted): Promise<Lease | undefined> {
  const { model, generation, buckets, owner, ttlMs } = wanted;
  return database.transaction(async (sql) => {
    // Locked in one order, so that two workers with another number of shards cannot deadlock.
    const rows = await sql.query<{ bucket: number; position: string; free: boolean }>(
      `SELECT bucket, position, owner IS NULL OR owner = $4 OR expires_at < clock_timestamp() AS free
       FROM projecting.bucket WHERE model = $1 AND generation = $2 AND bucket = ANY($3::int8[]) ORDER BY bucket FOR UPDATE`,
      [model, generation, buckets, owner],
    );
    if (rows.length !== buckets.length || rows.some(({ free }) => !free)) return undefined;
    const [taken] = await sql.query<{ token: number }>(
      `WITH fence AS MATERIALIZED (SELECT nextval('projecting.fence') AS token)
       UPDATE projecting.bucket b SET owner = $4, token = fence.token, expires_at = ${until('$5')} FROM fence
       WHERE model = $1 AND generation = $2 AND bucket = ANY($3::int8[]) RETURNING b.token`,
      [model, generation, buckets, owner, ttlMs],
    );
    if (taken === undefined) return undefined;
    const positions = new Map(rows.map(({ bucket, position }) => [bucket, position]));
    return { model, generation, buckets, token: taken.token, ttlMs, positions };
  });
}

/** What one commit adds to a bucket's checkpoint. */
export interface Progress {
  readonly position: string;
  readonly recordedAt: string | null;
  /** Events seen, by bucket. */
  readonly seen: ReadonlyMap<number, number>;
}

/** Seconds over which a rate is taken. */
export const RATE_WINDOW = 10;
const elapsed = 'extract(epoch FROM clock_timestamp() - b.window_at)';
const inWindow = (now: string, next: string): string =>
  `CASE WHEN ${elapsed} < ${RATE_WINDOW} THEN ${now} ELSE ${next} END`;
/** Counts the events of a window, and begins the next one when it is over. */
const window = `rate = ${inWindow('b.rate', `(b.seen - b.window_seen) / ${elapsed}`)},
  window_seen = ${inWindow('b.window_seen', 'b.seen')}, window_at = ${inWindow('b.window_at', 'clock_timestamp()')}`;

/** Events a second of a bucket `b`: of the present window, and as long as it is young of the one before. */
export const rateOfBucket = `((b.seen - b.window_seen) / greatest(${elapsed}, ${RATE_WINDOW})
  + b.rate * greatest(0, 1 - ${elapsed} / ${RATE_WINDOW}))`;

/** Locked in one order by whoever locks several: no two of them can wait for each other. */
const locked = (condition: string): string =>
  `WITH locked AS MATERIALIZED (SELECT model, generation, bucket FROM projecting.bucket WHERE ${condition}
    ORDER BY model, generation, bucket FOR UPDATE)`;

const isLocked = 'b.model = locked.model AND b.generation = locked.generation AND b.bucket = locked.bucket';
const ofLease = 'model = $1 AND generation = $2 AND bucket = ANY($3::int8[]) AND token = $4';

/** Where each bucket stands after a commit that read the log up to `position`. */
const after = ({ buckets, positions }: Lease, position: string): readonly string[] =>
  buckets.map((bucket) => [positions.get(bucket) ?? '', position].reduce((a, b) => (a > b ? a : b)));

/** To be called when the transaction has committed. */
export function advanced(lease: Lease, position: string): void {
  const positions = after(lease, position);
  lease.buckets.forEach((bucket, n) => lease.positions.set(bucket, positions[n] ?? ''));
}

/**
 * The first statement of every write: shows the token and where the worker believes the buckets to stand, moves the
 * checkpoint, extends the lease, and keeps the rows locked, so that nobody can take the lease before this
 * transaction has ended.
 * @throws LeaseLost when somebody else took a bucket meanwhile, or the database has lost a commit, as after a
 * failover to a standby that lagged behind
 */
export async function advance(
  sql: Sql,
  lease: Lease,
  { position, recordedAt, seen }: Progress,
): Promise<void> {
  const { model, generation, buckets, token, ttlMs } = lease;
  const moved = await sql.query(
    `${locked(ofLease)}
     UPDATE projecting.bucket b SET position = u.next, recorded_at = coalesce($6::timestamptz, b.recorded_at),
         seen = b.seen + u.seen, expires_at = ${until('$7')}, ${window}
     FROM unnest($3::int8[], $8::int8[], $5::text[], $9::text[]) AS u(bucket, seen, next, stands), locked
     WHERE ${isLocked} AND b.bucket = u.bucket AND b.token = $4 AND b.position = u.stands RETURNING 1 AS one`,
    [
      model,
      generation,
      buckets,
      token,
      after(lease, position),
      recordedAt,
      ttlMs,
      buckets.map((bucket) => seen.get(bucket) ?? 0),
      buckets.map((bucket) => lease.positions.get(bucket) ?? ''),
    ],
  );
  if (moved.length !== buckets.length)
    throw new LeaseLost(`${model}: another worker has taken over, or the database went back`);
}

/** Extends every lease of a worker that it still holds; one statement for all of them. */
export const renewLeases = (database: Database, owner: string, ttlMs: number): Promise<unknown> =>
  database.query(
    `${locked('owner = $1')}
     UPDATE projecting.bucket b SET expires_at = ${until('$2')} FROM locked WHERE ${isLocked} AND b.owner = $1`,
    [owner, ttlMs],
  );

export const releaseLease = (
  database: Database,
  { model, generation, buckets, token }: Lease,
): Promise<unknown> =>
  database.query(
    `${locked(ofLease)}
     UPDATE projecting.bucket b SET owner = NULL, expires_at = NULL FROM locked WHERE ${isLocked} AND b.token = $4`,
    [model, generation, buckets, token],
  );
