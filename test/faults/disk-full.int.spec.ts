import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { problemOf } from '#apps/api/problems/known-errors.js';
import { openDatabase } from '#database/database.js';
import { prepareTemplate } from '#database/pglite/template.js';
import { openEmbeddedEventStore } from '#event-store/embedded/embedded-event-store.js';
import { verifyLog } from '#event-store/embedded/verify.js';
import { openFileKeyRing } from '#privacy/file-key-ring.js';

const mount = (directory: string, size: string): boolean =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', directory]).status === 0;
const unmount = (directory: string): unknown => spawnSync('umount', ['-l', directory]);

const probe = mkdtempSync(join(tmpdir(), 'ledger-mount-'));
const canMount = mount(probe, '1m');
if (canMount) unmount(probe);
rmSync(probe, { recursive: true });

/** A real file system that gets full; only who may mount one can try. */
const title = 'a disk that is full';
const skipped = `${title} [skipped: this user may not mount a file system]`;
(canMount ? describe : describe.skip)(canMount ? title : skipped, () => {
  let disk: string;
  beforeEach(() => {
    disk = mkdtempSync(join(tmpdir(), 'ledger-full-'));
    mount(disk, '120m');
  });
  afterEach(() => {
    unmount(disk);
    rmSync(disk, { recursive: true, force: true });
  });
  const fill = (): void => {
    spawnSync('dd', ['if=/dev/zero', `of=${join(disk, 'filler')}`, 'bs=4k']);
  };
  const makeRoom = (): void => rmSync(join(disk, 'filler'));
  const problem = (error: unknown) => {
    const { type, details } = problemOf(error);
    return `${type.status} ${type.code} ${details.headers?.['retry-after'] ?? ''}`;
  };

  it('lets the log keep what was acknowledged, take nothing by halves, and go on when there is room', async () => {
    const directory = join(disk, 'log');
    const store = openEmbeddedEventStore(directory);
    const acknowledged: string[] = [];
    const append = async (stream: string): Promise<void> => {
      const one = () => ({
        ...{ id: crypto.randomUUID(), type: 'Happened', metadata: {} },
        data: { filling: 'x'.repeat(10_000) },
      });
      const { position } = await store.append(stream, 'no-stream', [one(), one()]);
      acknowledged.push(`${stream} ${position}`);
    };
    for (let n = 0; n < 5; n += 1) await append(`before-${n}`);
    fill();
    const refused: string[] = [];
    for (let n = 0; refused.length < 5 && n < 3000; n += 1)
      await append(`full-${n}`).catch((error: unknown) => void refused.push(problem(error)));
    expect(new Set(refused)).toStrictEqual(new Set(['507 storage-full 10']));
    makeRoom();
    await append('after');
    const found: string[] = [];
    for await (const { stream, revision, position } of store.readAll())
      if (revision === 1) found.push(`${stream} ${position}`);
    expect(found).toStrictEqual(acknowledged);
    await store.close();
    expect(verifyLog(directory)).toStrictEqual({ records: 2 * acknowledged.length, damages: [] });
  }, 60_000);

  it('lets the read database be read, write nothing, and go on when there is room', async () => {
    await prepareTemplate();
    const database = await openDatabase({ directory: join(disk, 'read-model') });
    await database.script('CREATE TABLE things (n int8 PRIMARY KEY)');
    const add = (n: number) =>
      database.transaction((sql) => sql.query('INSERT INTO things VALUES ($1)', [n]));
    const all = () => database.query('SELECT n FROM things ORDER BY n');
    await add(1);
    fill();
    await new Promise((next) => setTimeout(next, 300));
    for (const n of [2, 3]) expect(await add(n).then(() => '', problem)).toBe('507 storage-full 10');
    expect(await all()).toStrictEqual([{ n: 1 }]);
    await database.close();
    const refused = openDatabase({ directory: join(disk, 'read-model') });
    await expect(refused).rejects.toThrow(/has 0 MiB left, and it writes nothing below 48 MiB: make room/);
    makeRoom();
    const again = await openDatabase({ directory: join(disk, 'read-model') });
    await again.query('INSERT INTO things VALUES (4)');
    expect(await again.query('SELECT n FROM things ORDER BY n')).toStrictEqual([{ n: 1 }, { n: 4 }]);
    await again.close();
  }, 120_000);

  it('makes no key that is not kept', async () => {
    const ring = openFileKeyRing(join(disk, 'keys.db'), { create: true });
    await ring.keyFor('before');
    writeFileSync(join(disk, 'other'), 'x');
    fill();
    let refused = '';
    for (let n = 0; refused === '' && n < 500; n += 1)
      await ring.keyFor(`full-${n}`).catch((error: unknown) => (refused = problem(error)));
    expect(refused).toBe('507 storage-full 10');
    makeRoom();
    await ring.keyFor('after');
    await ring.close();
  }, 60_000);
});
