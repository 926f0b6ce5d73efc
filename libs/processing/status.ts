import { type Sql } from '#database/database.js';
import { type Instant } from '#kernel/time.js';

/** How far a process has come, whichever worker follows it. */
export interface ProcessProgress {
  readonly process: string;
  /** Position of the last event that it is done with; null before the first. */
  readonly position: string | null;
  readonly timersSet: number;
  readonly timersDue: number;
}

export const processesProgress = (db: Sql, now: Instant): Promise<readonly ProcessProgress[]> =>
  db.query<ProcessProgress>(
    `SELECT process, max(c.position) AS position, count(t.key) AS "timersSet",
       count(t.key) FILTER (WHERE t.due_at <= $1) AS "timersDue"
     FROM process_checkpoint c FULL JOIN process_timer t USING (process) GROUP BY process ORDER BY process`,
    [now],
  );
