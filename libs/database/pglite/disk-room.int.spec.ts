import { type Worker } from 'node:worker_threads';
import { describe, expect, it } from '@jest/globals';
import { scratchDirectory } from '#event-store/embedded/scratch.js';
import { DiskRoom } from './disk-room.js';
import { PgliteConnection } from './pglite-connection.js';
import { openPglite } from './pglite-database.js';

const MiB = 1024 * 1024;

describe('the room that the embedded read database has', () => {
  it('is enough down to two segments of its log and a batch; below it nothing is written, and it is said why', async () => {
    for (const [free, isEnough] of [
      [48 * MiB, true],
      [48 * MiB - 1, false],
      [0, false],
    ] as const) {
      const room = new DiskRoom('/data/read-model', () => Promise.resolve(free));
      if (isEnough) await room.expect();
      else
        await expect(room.expect()).rejects.toMatchObject({
          ...{ kind: 'unavailable', sqlState: '53100' },
          message: expect.stringContaining('The disk of the read database /data/read-model has') as unknown,
        });
    }
  });

  it('is not looked at for every statement, and soon enough again', async () => {
    let looks = 0;
    const free = [99 * MiB, 0];
    const room = new DiskRoom('/data', () => Promise.resolve(free[Math.min((looks += 1), 2) - 1] ?? 0));
    for (let n = 0; n < 5; n += 1) await room.expect();
    expect(looks).toBe(1);
    await new Promise((next) => setTimeout(next, 300));
    await expect(room.expect()).rejects.toThrow('0 MiB');
  });
});

describe('a thread that computes for ever', () => {
  const endless = 'SELECT count(*) FROM generate_series(1, 1e12)';

  it('is ended when its disk is full, and whoever waits for it is told', async () => {
    let isFull = false;
    const connection = new PgliteConnection(
      () => undefined,
      () => Promise.resolve(isFull),
      50,
    );
    await connection.start({ directory: 'memory://' });
    isFull = true;
    const asked = [connection.query(endless), connection.query('SELECT 1')];
    for (const each of asked)
      await expect(each).rejects.toMatchObject({
        kind: 'unavailable',
        message: 'The embedded read database stopped.',
      });
    expect(connection.isGone).toBe(true);
    await connection.close();
  }, 60_000);

  it('is started again by whoever asks next, with all that was committed and everybody who listens', async () => {
    const scratch = await scratchDirectory();
    const database = await openPglite(scratch.path);
    await database.script('CREATE TABLE things (n int8 PRIMARY KEY); INSERT INTO things VALUES (1)');
    const heard: (string | undefined)[] = [];
    await database.listen('things', (payload) => heard.push(payload));
    const { connection } = database as unknown as { readonly connection: { readonly worker: Worker } };
    await connection.worker.terminate();
    expect(await database.query('SELECT n FROM things')).toStrictEqual([{ n: 1 }]);
    await database.query("SELECT pg_notify('things', 'again')");
    expect(heard).toStrictEqual([undefined, 'again']);
    await database.close();
    await scratch.remove();
  }, 60_000);

  it('is left alone while there is room', async () => {
    const connection = new PgliteConnection(
      () => undefined,
      () => Promise.resolve(false),
      20,
    );
    await connection.start({ directory: 'memory://' });
    const long = await connection.query('SELECT count(*) AS n FROM generate_series(1, 3e6)');
    expect(long).toStrictEqual([{ n: 3_000_000 }]);
    await connection.close();
  }, 60_000);
});
