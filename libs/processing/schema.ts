import { type Migration } from '#database/migrations.js';

/** Tables of the processes; all of it can be rebuilt from the log. */
export const processingMigrations: readonly Migration[] = [
  {
    name: 'processing-0001-checkpoints-and-timers',
    up: `
      CREATE TABLE process_checkpoint (
        process text PRIMARY KEY,
        position text NOT NULL COLLATE "C"
      );
      CREATE TABLE process_timer (
        process text NOT NULL,
        key text NOT NULL,
        due_at text NOT NULL COLLATE "C",
        event_id text NOT NULL,
        deed text NOT NULL,
        PRIMARY KEY (process, key)
      );
      CREATE INDEX process_timer_due ON process_timer (due_at, process, key);
    `,
  },
  {
    name: 'processing-0002-timers-that-wait',
    up: 'ALTER TABLE process_timer ADD COLUMN retry_at timestamptz',
  },
];
