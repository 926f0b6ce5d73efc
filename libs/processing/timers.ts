import { type Instant } from '#kernel/time.js';
import { type Sql } from '#database/database.js';
import { declaredCommands } from '#messages/command.js';
import { type Deed } from './process.js';

export interface DueTimer {
  readonly process: string;
  readonly key: string;
  readonly dueAt: Instant;
  /** Event that set it: the cause of what it does. */
  readonly eventId: string;
  readonly then: Deed;
}

export interface TimerBacklog {
  readonly process: string;
  readonly set: number;
  readonly due: number;
}

type StoredDeed =
  | { readonly kind: 'task'; readonly task: string; readonly subject: string }
  | { readonly kind: 'command'; readonly type: string; readonly body: Record<string, unknown> };

const atOnce = 1000;

const toStored = (deed: Deed): StoredDeed =>
  deed.kind === 'task'
    ? deed
    : { kind: 'command', type: deed.command.constructor.name, body: { ...deed.command } };

function fromStored(stored: StoredDeed): Deed {
  if (stored.kind === 'task') return stored;
  const type = declaredCommands().find(({ name }) => name === stored.type);
  if (type === undefined) throw new Error(`a timer wants ${stored.type}, which is no command`);
  return { kind: 'command', command: Object.assign(new type(), stored.body) };
}

/** Due times, derived from the log: the table can be dropped, the processes fill it again. */
export const timers = {
  async set(
    db: Sql,
    process: string,
    key: string,
    dueAt: Instant,
    eventId: string,
    then: Deed,
  ): Promise<void> {
    await db.query(
      `INSERT INTO process_timer (process, key, due_at, event_id, deed) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (process, key) DO UPDATE SET due_at = $3, event_id = $4, deed = $5, retry_at = NULL`,
      [process, key, dueAt, eventId, JSON.stringify(toStored(then))],
    );
  },

  /** Sets many at once, such as those that another worker leaves. */
  async setAll(db: Sql, all: readonly DueTimer[]): Promise<void> {
    for (let first = 0; first < all.length; first += atOnce) {
      const some = all.slice(first, first + atOnce);
      await db.query(
        `INSERT INTO process_timer (process, key, due_at, event_id, deed)
         SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
         ON CONFLICT (process, key) DO UPDATE
         SET due_at = excluded.due_at, event_id = excluded.event_id, deed = excluded.deed, retry_at = NULL`,
        [
          some.map(({ process }) => process),
          some.map(({ key }) => key),
          some.map(({ dueAt }) => dueAt),
          some.map(({ eventId }) => eventId),
          some.map(({ then }) => JSON.stringify(toStored(then))),
        ],
      );
    }
  },

  async cancel(db: Sql, process: string, key: string): Promise<void> {
    await db.query('DELETE FROM process_timer WHERE process = $1 AND key = $2', [process, key]);
  },

  /** The earliest that are due, oldest first, without those that wait because they could not be done. */
  async due(db: Sql, now: Instant, limit: number): Promise<readonly DueTimer[]> {
    const rows = await db.query<{
      process: string;
      key: string;
      due_at: string;
      event_id: string;
      deed: string;
    }>(
      `SELECT process, key, due_at, event_id, deed FROM process_timer
       WHERE due_at <= $1 AND (retry_at IS NULL OR retry_at <= clock_timestamp()) ORDER BY due_at, process, key LIMIT $2`,
      [now, limit],
    );
    return rows.map(({ process, key, due_at: dueAt, event_id: eventId, deed }) => ({
      process,
      key,
      dueAt,
      eventId,
      then: fromStored(JSON.parse(deed) as StoredDeed),
    }));
  },

  /** How many timers each process has set, and how many of them are due. */
  backlog(db: Sql, now: Instant): Promise<readonly TimerBacklog[]> {
    return db.query<TimerBacklog>(
      'SELECT process, count(*) AS set, count(*) FILTER (WHERE due_at <= $1) AS due FROM process_timer GROUP BY process',
      [now],
    );
  },

  /** Leaves a timer alone for a while, so that any number that cannot be done do not keep the others waiting. */
  async postpone(db: Sql, { process, key, dueAt }: DueTimer, forSeconds: number): Promise<void> {
    await db.query(
      `UPDATE process_timer SET retry_at = clock_timestamp() + make_interval(secs => $4)
       WHERE process = $1 AND key = $2 AND due_at = $3`,
      [process, key, dueAt, forSeconds],
    );
  },

  /** Removes a timer that has fired, unless it was set anew meanwhile. */
  async fired(db: Sql, { process, key, dueAt }: DueTimer): Promise<void> {
    await db.query('DELETE FROM process_timer WHERE process = $1 AND key = $2 AND due_at = $3', [
      process,
      key,
      dueAt,
    ]);
  },
};
