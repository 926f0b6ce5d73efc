/** Tables of the processes; all of it can be rebuilt from the log. */
export const processingSchema = `
  CREATE TABLE IF NOT EXISTS process_checkpoint (
    process text PRIMARY KEY,
    position text NOT NULL COLLATE "C"
  );
  CREATE TABLE IF NOT EXISTS process_timer (
    process text NOT NULL,
    key text NOT NULL,
    due_at text NOT NULL COLLATE "C",
    event_id text NOT NULL,
    deed text NOT NULL,
    PRIMARY KEY (process, key)
  );
  CREATE INDEX IF NOT EXISTS process_timer_due ON process_timer (due_at, process, key);
`;
