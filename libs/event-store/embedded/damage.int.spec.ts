import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { all, newEvents, readUntil, rejection } from '../contract/fixtures.js';
import { encodeAppend } from '../encoding.js';
import { type EmbeddedEventStore, openEmbeddedEventStore } from './embedded-event-store.js';
import { GroupCommit } from './group-commit.js';
import { LOG_FILE, openLogFile } from './log-file.js';
import { LogReader } from './log-reader.js';
import { scratchDirectory } from './scratch.js';
import { verifyLog } from './verify.js';

let directory: Awaited<ReturnType<typeof scratchDirectory>>;
let store: EmbeddedEventStore;

/** Three streams of four events; then the file is damaged behind the store's back and opened again. */
async function damaged(sql: string): Promise<void> {
  for (const stream of ['a', 'b', 'c']) await store.append(stream, 'no-stream', newEvents(4));
  await store.close();
  const file = new DatabaseSync(join(directory.path, LOG_FILE));
  file.exec(sql);
  file.close();
  store = openEmbeddedEventStore(directory.path);
}

beforeEach(async () => {
  directory = await scratchDirectory();
  store = openEmbeddedEventStore(directory.path);
});
afterEach(async () => {
  await store.close();
  await directory.remove();
});

const corruptAt = (position: number): object =>
  expect.objectContaining({
    kind: 'corrupt',
    details: expect.objectContaining({ at: String(position).padStart(16, '0') }) as object,
  });

const COLUMNS: [column: string, value: string][] = [
  ['data', `'{"n":7}'`],
  ['metadata', `'{}'`],
  ['type', `'Another'`],
  ['id', `'00000000-0000-4000-8000-000000000000'`],
  ['stream', `'c'`],
  ['revision', '1'],
  ['checksum', '1'],
];

describe('a damaged log', () => {
  it.each(COLUMNS)(
    'finds a record whose %s was changed, names it and never serves it',
    async (column, value) => {
      await damaged(`UPDATE event SET ${column} = ${value} WHERE position = 7`);
      expect(await rejection(all(store.readStream('b')))).toEqual(corruptAt(7));
      expect(await rejection(all(store.readStream('b', { direction: 'backwards' })))).toEqual(corruptAt(7));
      expect(await rejection(all(store.readAll()))).toEqual(corruptAt(7));
      expect(await rejection(readUntil(store.subscribe(), () => false))).toEqual(corruptAt(7));
      expect(await all(store.readStream('a'))).toHaveLength(4);
      expect(await all(store.readAll({ after: '0000000000000007' }))).toHaveLength(5);
      expect(verifyLog(directory.path)).toEqual({
        records: 12,
        damages: [{ position: '0000000000000007', problem: 'the record does not match its checksum' }],
      });
    },
  );

  it('does not append to a stream whose last record is damaged', async () => {
    await damaged(`UPDATE event SET data = '{}' WHERE position = 8`);
    expect(await rejection(store.append('b', 3, newEvents(1)))).toEqual(corruptAt(8));
    expect((await store.append('c', 3, newEvents(1))).revision).toBe(4);
  });

  it('finds a record that is missing', async () => {
    await damaged('DELETE FROM event WHERE position = 6');
    expect(await rejection(all(store.readAll()))).toEqual(corruptAt(6));
    expect(await rejection(all(store.readStream('b')))).toEqual(corruptAt(6));
    expect(() => store.streamAtHand('b', 0)).toThrow('The record at position 0000000000000006 is missing');
    expect(verifyLog(directory.path).damages).toEqual([
      { position: '0000000000000006', problem: 'the record is missing' },
      { problem: '1 entries of the stream index lead nowhere' },
    ]);
  });

  it('makes the newest part of the stream index anew where it is damaged', async () => {
    await damaged('UPDATE index_tail SET entries = zeroblob(length(entries)) WHERE before = 4');
    expect(await all(store.readStream('b'))).toHaveLength(4);
    expect(await all(store.readStream('c', { direction: 'backwards' }))).toHaveLength(4);
    expect((await store.append('c', 3, newEvents(1))).revision).toBe(4);
    expect(verifyLog(directory.path)).toEqual({ records: 13, damages: [] });
  });

  it('finds an older part of the stream index that is damaged, and goes on with all else', async () => {
    await store.close();
    const file = openLogFile(directory.path, { index: { young: 4, fan: 100 } });
    const writer = new GroupCommit(file, new LogReader(file), () => undefined);
    const write = (stream: string, from: number): Promise<unknown> =>
      writer.append(stream, from < 0 ? 'no-stream' : from, encodeAppend(stream, newEvents(400)));
    for (const from of [-1, 399]) for (const stream of ['a', 'b']) await write(stream, from);
    await write('c', -1);
    file.database.exec("UPDATE index_block SET entries = x'00' WHERE id = (SELECT min(id) FROM index_block)");
    file.close();
    store = openEmbeddedEventStore(directory.path);
    expect(await rejection(all(store.readStream('a')))).toMatchObject({ kind: 'corrupt' });
    expect(await all(store.readStream('c'))).toHaveLength(400);
    expect((await store.append('c', 399, newEvents(1))).revision).toBe(400);
    expect((await store.append('new', 'no-stream', newEvents(1))).revision).toBe(0);
    expect(() => verifyLog(directory.path)).toThrow(/a part of the stream index of which block 0 is damaged/);
  });

  it('refuses a file of another format, and one that is no log', async () => {
    await store.append('a', 'no-stream', newEvents(1));
    await store.close();
    const path = join(directory.path, LOG_FILE);
    const file = new DatabaseSync(path);
    file.exec('UPDATE log SET format = 1');
    file.close();
    expect(() => openEmbeddedEventStore(directory.path)).toThrow(/has format 1; this version reads format 2/);
  });

  it('refuses a reader that is ahead of the log, instead of skipping what comes next', async () => {
    await store.append('a', 'no-stream', newEvents(2));
    const feed = store.subscribe({ after: '0000000000000003' });
    expect(await rejection(readUntil(feed, () => true))).toEqual(corruptAt(3));
  });

  it('finds nothing in a sound log, also while it is being written', async () => {
    await store.append('a', 'no-stream', newEvents(2500));
    expect(verifyLog(directory.path)).toEqual({ records: 2500, damages: [] });
    await store.append('a', 2499, newEvents(1));
    expect(verifyLog(directory.path)).toEqual({ records: 2501, damages: [] });
  });
});
