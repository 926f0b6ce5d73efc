import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { all, newEvent } from '../contract/fixtures.js';
import { encodeAppend } from '../encoding.js';
import { Checkpointer } from './checkpointer.js';
import { openEmbeddedEventStore } from './embedded-event-store.js';
import { GroupCommit } from './group-commit.js';
import { LOG_FILE, openLogFile } from './log-file.js';
import { LogReader } from './log-reader.js';
import { scratchDirectory } from './scratch.js';
import { verifyLog } from './verify.js';

let directory: Awaited<ReturnType<typeof scratchDirectory>>;
beforeEach(async () => {
  directory = await scratchDirectory();
});
afterEach(() => directory.remove());

/** A log that is written back each time so many pages have come together. */
function writing(beginAt: number, path = join(directory.path, LOG_FILE)) {
  const file = openLogFile(directory.path);
  const checkpointer = new Checkpointer(path, file, beginAt);
  const reader = new LogReader(file);
  const writer = new GroupCommit(file, reader, () => undefined, checkpointer);
  let written = 0;
  return {
    file,
    reader,
    async write(groups: number): Promise<void> {
      for (let group = 0; group < groups; group++)
        await Promise.all(
          Array.from({ length: 20 }, () => {
            const stream = `s-${written++}`;
            return writer.append(
              stream,
              'no-stream',
              encodeAppend(stream, [newEvent({ x: 'x'.repeat(2000) })]),
            );
          }),
        );
    },
    async close(): Promise<void> {
      await checkpointer.close();
      file.close();
    },
  };
}

/** In its write-ahead log now. */
const pagesOf = ({ file }: ReturnType<typeof writing>): number =>
  Number(file.database.prepare('PRAGMA wal_checkpoint(NOOP)').get()?.['log']);

describe('writing back beside the event loop', () => {
  it('lets the write-ahead log begin anew, while it is written and read, and loses nothing', async () => {
    const log = writing(100);
    await log.write(150);
    // 150 groups are 1,800 pages and more; the log was begun anew each time it was written back.
    expect(statSync(join(directory.path, LOG_FILE)).size).toBeGreaterThan(2 ** 22);
    expect(pagesOf(log)).toBeLessThan(1500);
    expect(log.reader.shortStream('s-0', 0)).toHaveLength(1);
    await log.close();
    const again = openEmbeddedEventStore(directory.path);
    expect(await all(again.readAll())).toHaveLength(3000);
    await again.close();
    expect(verifyLog(directory.path)).toEqual({ records: 3000, damages: [] });
  });

  it('waits for a reader that holds an older state, and goes on after it', async () => {
    const log = writing(100);
    await log.write(5);
    const backup = new DatabaseSync(join(directory.path, LOG_FILE), { readOnly: true });
    backup.exec('BEGIN');
    expect(backup.prepare('SELECT count(*) AS count FROM event').get()).toEqual({ count: 100 });
    await log.write(40);
    expect(backup.prepare('SELECT count(*) AS count FROM event').get()).toEqual({ count: 100 });
    const held = pagesOf(log);
    backup.close();
    await log.write(40);
    expect(pagesOf(log)).toBeLessThan(held);
    await log.close();
    expect(verifyLog(directory.path)).toEqual({ records: 1700, damages: [] });
  });

  it('is left to SQLite when the thread cannot do it', async () => {
    const log = writing(50, join(directory.path, 'is', 'not', 'there'));
    const limit = () => log.file.database.prepare('PRAGMA wal_autocheckpoint').get();
    let groups = 0;
    for (; groups < 1000 && limit()?.['wal_autocheckpoint'] !== 4000; groups++) await log.write(1);
    expect(limit()).toEqual({ wal_autocheckpoint: 4000 });
    await log.close();
    expect(verifyLog(directory.path)).toEqual({ records: 20 * groups, damages: [] });
  });
});
