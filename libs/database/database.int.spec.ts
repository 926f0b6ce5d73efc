import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeOnDatabases, noTest } from '#test/support/databases.js';
import { openDatabase } from './database.js';
import { migrate } from './migrations.js';

describeOnDatabases('the read database', (fixture) => {
  const itOnServer = fixture.hasServer ? it : noTest;

  it('gives every type the same JavaScript form', async () => {
    const [row] = await fixture.database.query(
      `SELECT 9007199254740991::int8 AS whole, 12.50::numeric AS amount, date '2020-02-29' AS day,
        timestamptz '2020-08-01 00:00:00.120-05' AS moment, '{"a":[1]}'::jsonb AS json, true AS flag, null AS nothing,
        ARRAY['a','b'] AS list`,
    );
    expect(row).toEqual({
      whole: 9007199254740991,
      amount: '12.50',
      day: '2020-02-29',
      moment: '2020-08-01T05:00:00.120Z',
      json: { a: [1] },
      flag: true,
      nothing: null,
      list: ['a', 'b'],
    });
  });

  it('takes columns as arrays, whatever stands in them', async () => {
    const texts = ['plain', 'quote " and \\ and {brace}, comma', '', null, 'NULL', 'ünï\ncode 😀'];
    const rows = await fixture.database.query(
      `SELECT t, n, b, i, j::jsonb AS j
       FROM unnest($1::text[], $2::int8[], $3::boolean[], $4::timestamptz[], $5::text[]) AS u(t, n, b, i, j)`,
      [
        texts,
        [1, 2, null, 4, 5, 6],
        [true, false, null, true, true, true],
        texts.map(() => '2020-01-01T00:00:00.001Z'),
        texts.map((text) => JSON.stringify({ text })),
      ],
    );
    expect(rows.map((row) => row['t'])).toEqual(texts);
    expect(rows.map((row) => row['j'])).toEqual(texts.map((text) => ({ text })));
    expect(rows[2]).toMatchObject({ n: null, b: null, i: '2020-01-01T00:00:00.001Z' });
  });

  it('commits all or nothing', async () => {
    const { database } = fixture;
    await database.script('CREATE TABLE t (a int)');
    const broken = database.transaction(async (sql) => {
      await sql.query('INSERT INTO t VALUES (1)');
      throw new Error('on purpose');
    });
    await expect(broken).rejects.toThrow('on purpose');
    await database.transaction((sql) => sql.query('INSERT INTO t VALUES (2)'));
    expect(await database.query('SELECT a FROM t')).toEqual([{ a: 2 }]);
  });

  it('keeps a transaction apart from what is asked beside it', async () => {
    const { database } = fixture;
    await database.script('CREATE TABLE t (a int)');
    const seen = await Promise.all([
      database.transaction(async (sql) => {
        await sql.query('INSERT INTO t VALUES (1)');
        return sql.query('SELECT a FROM t');
      }),
      ...[2, 3].map((a) =>
        database.transaction((sql) => sql.query('INSERT INTO t VALUES ($1) RETURNING a', [a])),
      ),
    ]);
    expect(seen.map((rows) => rows.length)).toEqual([1, 1, 1]);
    expect(await database.query('SELECT a FROM t ORDER BY a')).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }]);
  });

  it('reads one moment in a snapshot and refuses to write in it', async () => {
    const { database } = fixture;
    await database.script('CREATE TABLE t (a int)');
    await expect(
      database.transaction((sql) => sql.query('INSERT INTO t VALUES (1)'), { snapshot: true }),
    ).rejects.toMatchObject({ name: 'DatabaseFailure', kind: 'rejected', sqlState: '25006' });
  });

  it('tells a wrong statement by its state, and goes on', async () => {
    const { database } = fixture;
    await expect(database.query('SELECT * FROM nowhere')).rejects.toMatchObject({
      kind: 'rejected',
      sqlState: '42P01',
    });
    expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('hears a notification once its transaction is committed', async () => {
    const { database } = fixture;
    const heard: (string | undefined)[] = [];
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const stop = await database.listen('news', (payload) => {
      heard.push(payload);
      if (payload === 'last') resolve(undefined);
    });
    const rolledBack = database.transaction(async (sql) => {
      await sql.query("SELECT pg_notify('news', 'never')");
      throw new Error('on purpose');
    });
    await expect(rolledBack).rejects.toThrow();
    await database.transaction((sql) => sql.query("SELECT pg_notify('news', 'first')"));
    await database.query("SELECT pg_notify('news', 'last')");
    await promise;
    await stop();
    expect(heard).toEqual(['first', 'last']);
  });

  it('applies each migration once, in order, also from two processes at once', async () => {
    const { database } = fixture;
    const steps = [
      { name: '0002-fill', up: 'INSERT INTO m VALUES (1)' },
      { name: '0001-make', up: 'CREATE TABLE m (a int)' },
    ];
    const runs = await Promise.all([migrate(database, steps), migrate(database, steps)]);
    expect(runs.flat().toSorted()).toEqual(['0001-make', '0002-fill']);
    expect(await database.query('SELECT a FROM m')).toEqual([{ a: 1 }]);
    await expect(
      migrate(database, [{ name: '0001-make', up: 'CREATE TABLE other (a int)' }]),
    ).rejects.toThrow('was edited');
  });

  it('leaves nothing of a migration that fails', async () => {
    const { database } = fixture;
    const step = { name: '0001-half', up: 'CREATE TABLE half (a int); SELECT 1/0' };
    await expect(migrate(database, [step])).rejects.toMatchObject({ sqlState: '22012' });
    expect(await database.query("SELECT to_regclass('half') AS it")).toEqual([{ it: null }]);
  });

  itOnServer('comes back after its server was restarted, and says that news may be missing', async () => {
    const { database, server } = fixture;
    const { promise, resolve } = Promise.withResolvers<string | undefined>();
    const stop = await database.listen('news', resolve);
    const running = database.query('SELECT pg_sleep(60)');
    const refused = expect(running).rejects.toMatchObject({ kind: 'unavailable' });
    server.stop('immediate');
    server.start();
    await refused;
    expect(await promise).toBeUndefined();
    expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await stop();
  });

  itOnServer(
    'hears again after restarts that follow each other closely, on old channels and on new ones',
    async () => {
      const { database, server } = fixture;
      for (const channel of ['first', 'second', 'third']) {
        const heard = Promise.withResolvers<undefined>();
        const stop = await database.listen(channel, (payload) => {
          if (payload === channel) heard.resolve(undefined);
        });
        await database.query('SELECT pg_notify($1, $1)', [channel]);
        await heard.promise;
        await stop();
        server.stop('immediate');
        server.start();
        server.stop('immediate');
        server.start();
        await database.query('SELECT 1').catch(() => undefined);
      }
    },
  );
});

describe('the embedded read database on disk', () => {
  const directory = mkdtempSync(join(tmpdir(), 'read-model-'));

  it('keeps what was committed, and belongs to one process', async () => {
    const first = await openDatabase({ directory });
    await first.script('CREATE TABLE kept (a int); INSERT INTO kept VALUES (7)');
    await expect(openDatabase({ directory })).rejects.toThrow('open in another process');
    await first.close();
    await first.close();
    await expect(first.query('SELECT 1')).rejects.toMatchObject({ kind: 'unavailable' });
    const again = await openDatabase({ directory });
    expect(await again.query('SELECT a FROM kept')).toEqual([{ a: 7 }]);
    await again.close();
  }, 60_000);

  it('keeps its write-ahead log short, so that the start after a kill is short too', async () => {
    const database = await openDatabase({ directory });
    await database.script('CREATE TABLE churn (a text)');
    const written = async (): Promise<number> => {
      const [row] = await database.query<{ bytes: number }>(
        "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::int8 AS bytes",
      );
      return row?.bytes ?? 0;
    };
    const kept = async (): Promise<number> => {
      const [row] = await database.query<{ bytes: number }>(
        'SELECT sum(size)::int8 AS bytes FROM pg_ls_waldir()',
      );
      return row?.bytes ?? 0;
    };
    const before = await written();
    for (let n = 0; n < 300; n += 1) {
      await database.query(
        'INSERT INTO churn SELECT repeat(md5(n::text), 40) FROM generate_series(1, 400) AS n',
      );
    }
    expect((await written()) - before).toBeGreaterThan(150_000_000);
    expect(await kept()).toBeLessThan(130_000_000);
    await database.close();
  }, 60_000);

  it('starts empty when the machine went down while it was open: its files were never synced', async () => {
    writeFileSync(join(directory, 'open-since-boot'), 'another boot');
    const database = await openDatabase({ directory });
    expect(await database.query("SELECT to_regclass('kept') AS it")).toEqual([{ it: null }]);
    await database.close();
    rmSync(directory, { recursive: true });
  }, 60_000);
});
