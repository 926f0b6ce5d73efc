import { isStoreFailure } from '../failures.js';
import { type Position } from '../port.js';
import { openLogFile, type LogFile } from './log-file.js';
import { formatPosition } from './position.js';
import { COLUMNS, type Row, toStoredEvent } from './record.js';
import { toStoreFailure } from './sqlite-failure.js';
import { IndexTables } from './stream-index/index-tables.js';
import { IndexedPositions } from './stream-index/indexed-positions.js';
import { StreamIndex } from './stream-index/stream-index.js';

export interface Damage {
  readonly position?: Position;
  readonly problem: string;
}

export interface Verification {
  /** Records looked at. */
  readonly records: number;
  readonly damages: readonly Damage[];
}

const CHUNK = 1000;

/**
 * Walks a whole log and names all that is wrong with it: checksums, gaps, entries of the index that
 * are missing or lead nowhere, and the structure of the file. A writer may have it open meanwhile.
 * @throws StoreFailure when the log cannot be opened at all
 */
export function verifyLog(directory: string): Verification {
  const file = openLogFile(directory, { readOnly: true });
  try {
    // One snapshot for everything: a writer goes on beside it.
    file.database.exec('BEGIN');
    const damages: Damage[] = structureOf(file);
    const index = new StreamIndex(new IndexTables(file.database));
    const records = checkRecords(file, new IndexedPositions(index), damages);
    checkIndexSize(index, records, damages);
    return { records, damages };
  } catch (error) {
    throw toStoreFailure(error, `verifying ${directory}`);
  } finally {
    file.close();
  }
}

function structureOf({ database }: LogFile): Damage[] {
  const problems = database
    .prepare('PRAGMA quick_check')
    .all()
    .map((row) => String(row['quick_check']));
  return problems.filter((problem) => problem !== 'ok').map((problem) => ({ problem }));
}

function checkRecords({ database, hashOf }: LogFile, index: IndexedPositions, damages: Damage[]): number {
  const next = database.prepare(
    `SELECT ${COLUMNS} FROM event WHERE position > ? ORDER BY position LIMIT ${CHUNK}`,
  );
  next.setReturnArrays(true);
  let records = 0;
  let last = 0;
  for (let rows = read(); rows.length > 0; rows = read()) {
    for (const row of rows) {
      records++;
      for (let missing = last + 1; missing < row[0]; missing++) report(missing, 'the record is missing');
      last = row[0];
      checkRecord(row);
    }
  }
  return records;

  function read(): Row[] {
    return next.all(last) as unknown[] as Row[];
  }

  function report(position: number, problem: string): void {
    damages.push({ position: formatPosition(position), problem });
  }

  function checkRecord(row: Row): void {
    const [position, revision, , , stream] = row;
    try {
      toStoredEvent(row);
    } catch (error) {
      if (!isStoreFailure(error, 'corrupt') && !(error instanceof SyntaxError)) throw error;
      report(position, 'the record does not match its checksum');
      return;
    }
    const hash = hashOf(stream);
    if (!index.names(position, hash, revision)) report(position, `the index of ${stream} does not name it`);
    if (revision > 0 && !index.has(hash, revision - 1)) report(position, `it follows a gap in ${stream}`);
  }
}

/** Every record has its entry; so more entries than records lead nowhere. */
function checkIndexSize(index: StreamIndex, records: number, damages: Damage[]): void {
  const entries = [...index.parts()].reduce((sum, part) => sum + part.through - part.before, 0);
  if (entries > records)
    damages.push({ problem: `${entries - records} entries of the stream index lead nowhere` });
}
