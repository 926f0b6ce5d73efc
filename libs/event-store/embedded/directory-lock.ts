import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreFailure } from '../failures.js';
import { resultCode, toStoreFailure } from './sqlite-failure.js';

const BUSY = 5;

/**
 * One writer per directory. The lock is the kernel's own, taken through an empty SQLite file: it goes
 * when its process goes, however that ended, and leaves nothing stale behind as a pid file would.
 * The log itself stays readable to other processes (`ledgerctl verify`, a backup).
 * @throws StoreFailure `unavailable` while another store has the directory open
 */
export function lockDirectory(directory: string): { release(): void } {
  let file: DatabaseSync | undefined;
  try {
    file = new DatabaseSync(join(directory, 'events.lock'));
    file.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    file?.close();
    if (resultCode(error) !== BUSY) throw toStoreFailure(error, `locking ${directory}`);
    throw new StoreFailure(
      'unavailable',
      `The event log in ${directory} is open in another process. A data directory has one writer: stop the other one, or use another directory.`,
      { cause: error },
    );
  }
  const held = file;
  return { release: () => held.close() };
}
