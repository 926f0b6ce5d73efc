import { type Sql } from '#database/database.js';
import { type Phase } from './generation.js';
import { rateOfBucket } from './lease.js';
import { type LastVerification, lastVerification } from './verifications.js';

/** A generation as the database has it; without one, a model that nobody has run yet. */
export interface StatusRow {
  readonly model: string;
  readonly paused: boolean;
  readonly generation: number | null;
  readonly version: number;
  readonly phase: Phase;
  readonly failure: string | null;
  readonly position: string;
  readonly seen: number;
  readonly recordedAt: string | null;
  readonly owners: readonly string[] | null;
  readonly parked: number;
  readonly rate: number | null;
  readonly verified: LastVerification | null;
}

export const readStatusRows = (sql: Sql): Promise<readonly StatusRow[]> =>
  sql.query<StatusRow>(
    `SELECT m.name AS model, m.paused, g.generation, g.version, g.phase, g.failure, b.position, coalesce(b.seen, 0) AS seen, b.recorded_at AS "recordedAt",
       b.owners, (SELECT count(*) FROM projecting.parked_stream p WHERE p.model = m.name AND p.generation = g.generation) AS parked,
       b.rate, ${lastVerification('m.name')} AS verified
     FROM projecting.model m LEFT JOIN projecting.generation g ON g.model = m.name
     LEFT JOIN LATERAL (
       SELECT min(position) AS position, sum(seen)::int8 AS seen, max(recorded_at) AS recorded_at,
         sum(${rateOfBucket})::float8 AS rate,
         array_agg(DISTINCT owner) FILTER (WHERE owner IS NOT NULL AND expires_at > clock_timestamp()) AS owners
       FROM projecting.bucket b WHERE model = g.model AND generation = g.generation) AS b ON true
     ORDER BY m.name, g.generation`,
  );
