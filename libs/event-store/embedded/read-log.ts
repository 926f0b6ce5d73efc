import { type StoredEvent } from '../port.js';
import { openLogFile } from './log-file.js';
import { COLUMNS, type Row, toStoredEvent } from './record.js';

const CHUNK = 1000;

/**
 * Every event of a log in its order, without being its store: a ledger may write to it meanwhile, and what it writes
 * later is not among them.
 * @throws StoreFailure `corrupt` at a record that is not what was written
 */
export function* readLog(directory: string): Generator<StoredEvent> {
  const { database } = openLogFile(directory, { readOnly: true });
  try {
    database.exec('BEGIN');
    const next = database.prepare(
      `SELECT ${COLUMNS} FROM event WHERE position > ? ORDER BY position LIMIT ${CHUNK}`,
    );
    next.setReturnArrays(true);
    for (let last = 0; ;) {
      const rows = next.all(last) as unknown[] as Row[];
      for (const row of rows) yield toStoredEvent(row);
      const [position] = rows.at(-1) ?? [];
      if (position === undefined) return;
      last = position;
    }
  } finally {
    database.close();
  }
}
