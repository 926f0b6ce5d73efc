import { type Database } from '#database/database.js';
import { type Verification } from './verifying.js';

/** How the last comparison of a model with a fresh replay that the clock began has ended. */
export interface LastVerification {
  readonly startedAt: string;
  /** Null while it runs, or when its worker died. */
  readonly finishedAt: string | null;
  readonly equal: boolean | null;
  readonly position: string | null;
  readonly firstDifference: Verification['firstDifference'] | null;
  /** Why there is no result. */
  readonly failure: string | null;
}

const instant = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The row as an expression, for the model that another expression names. */
export const lastVerification = (model: string): string => `(SELECT json_build_object(
  'startedAt', ${instant('v.started_at')}, 'finishedAt', ${instant('v.finished_at')}, 'equal', v.equal,
  'position', v.position, 'firstDifference', v.first_difference, 'failure', v.failure)
  FROM projecting.verification v WHERE v.model = ${model} AND v.started_at IS NOT NULL)`;

/** Longer than any replay: who has not ended by then has died. */
const ABANDONED = `interval '6 hours'`;

/**
 * Takes a verification that is due, so that of several workers one does it. Of a model that never had one, it is as if
 * one had just been made: the first is due with the next.
 * @param due the last instant at which there should have been one
 */
export async function takeVerification(database: Database, model: string, due: string): Promise<boolean> {
  const taken = await database.query(
    `INSERT INTO projecting.verification AS v (model, due)
     SELECT name, $2::timestamptz FROM projecting.model WHERE name = $1
     ON CONFLICT (model) DO UPDATE SET due = excluded.due, started_at = clock_timestamp(), finished_at = NULL,
       equal = NULL, position = NULL, first_difference = NULL, failure = NULL
     WHERE v.due < excluded.due
       OR (v.started_at < clock_timestamp() - ${ABANDONED} AND v.finished_at IS NULL)
     RETURNING v.started_at IS NOT NULL AS mine`,
    [model, due],
  );
  return taken[0]?.['mine'] === true;
}

export const recordVerification = (
  database: Database,
  model: string,
  result: Pick<Verification, 'equal' | 'position' | 'firstDifference'> | { readonly failure: string },
): Promise<unknown> =>
  database.query(
    `UPDATE projecting.verification SET finished_at = clock_timestamp(), equal = $2, position = $3,
       first_difference = $4::text::jsonb, failure = $5 WHERE model = $1`,
    'failure' in result
      ? [model, null, null, null, result.failure]
      : [
          model,
          result.equal,
          result.position,
          result.firstDifference === undefined ? null : JSON.stringify(result.firstDifference),
          null,
        ],
  );

/** For the next worker: this one stops before it has come to a result. */
export const giveVerificationBack = (database: Database, model: string): Promise<unknown> =>
  database.query(`UPDATE projecting.verification SET due = '-infinity', started_at = NULL WHERE model = $1`, [
    model,
  ]);
