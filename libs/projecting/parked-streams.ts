import { type Sql } from '#database/database.js';
import { type StoredEvent } from '#event-store/port.js';
import { messageOf, ProjectionFailed } from './failures.js';
import { type GenerationKey } from './generation.js';
import { bucketOf } from './buckets.js';

export interface ParkedStream extends GenerationKey {
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly error: string;
  /** Events behind the one that failed. */
  readonly waiting: number;
  readonly attempts: number;
  readonly parkedAt: string;
}

const columns = `model, generation, stream, revision, position, event_id AS "eventId", event_type AS "eventType", error,
  waiting, attempts, parked_at AS "parkedAt"`;

export const parkedStreams = (
  sql: Sql,
  { model, generation }: GenerationKey,
  limit = 1000,
): Promise<readonly ParkedStream[]> =>
  sql.query<ParkedStream>(
    `SELECT ${columns} FROM projecting.parked_stream WHERE model = $1 AND generation = $2 ORDER BY position LIMIT $3`,
    [model, generation, limit],
  );

/**
 * The streams that are parked in the buckets $3 of generation $2 of model $1; asked inside the transaction that has
 * locked those buckets, and after the statement that locked them: one that began before would not see who was quicker.
 */
export const parkedAmong =
  'SELECT stream FROM projecting.parked_stream WHERE model = $1 AND generation = $2 AND bucket = ANY($3::int8[])';

export async function queueBehind(
  sql: Sql,
  { model, generation }: GenerationKey,
  events: readonly StoredEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await sql.query(
    `UPDATE projecting.parked_stream p SET waiting = waiting + u.n
     FROM (SELECT stream, count(*) AS n FROM unnest($3::text[]) AS e(stream) GROUP BY stream) AS u
     WHERE p.model = $1 AND p.generation = $2 AND p.stream = u.stream`,
    [model, generation, events.map(({ stream }) => stream)],
  );
}

/** @throws ProjectionFailed when so many streams are parked that the fault must be the projector's own */
export async function park(
  sql: Sql,
  key: GenerationKey,
  event: StoredEvent,
  error: unknown,
  most: number,
): Promise<void> {
  const { model, generation } = key;
  const [count] = await sql.query<{ parked: number }>(
    'SELECT count(*) AS parked FROM projecting.parked_stream WHERE model = $1 AND generation = $2',
    [model, generation],
  );
  if ((count?.parked ?? 0) >= most) {
    throw new ProjectionFailed(
      `${most} streams are parked, the next would be ${event.stream}: ${messageOf(error)}`,
    );
  }
  await sql.query(
    `INSERT INTO projecting.parked_stream (model, generation, stream, bucket, revision, position, event_id, event_type, error)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      model,
      generation,
      event.stream,
      bucketOf(event.stream),
      event.revision,
      event.position,
      event.id,
      event.type,
      messageOf(error),
    ],
  );
}
