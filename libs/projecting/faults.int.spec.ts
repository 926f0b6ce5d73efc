import { expect, it } from '@jest/globals';
import { describeOnDatabases, noTest } from '#test/support/databases.js';
import { migrate } from '#database/migrations.js';
import { rebuildProjection } from './commands.js';
import { engineMigrations } from './engine-tables.js';
import { type ProjectionHost } from './host.js';
import { shardsStatus, stuckProjections } from './running-status.js';
import { projectionsStatus } from './status.js';
import { engineFixture, impatient } from './testing/engine-fixture.js';
import { gated, mortal, onDisk } from './testing/faults.js';
import { eventually } from './testing/eventually.js';
import { CounterProjector, toyRegistry } from './testing/toy.js';
import { dropping } from './testing/unreliable-store.js';

const dropAll = `DO $$ DECLARE s text; BEGIN
  FOR s IN SELECT nspname FROM pg_namespace WHERE nspname ~ '^(counter_|projecting)' LOOP
    EXECUTE format('DROP SCHEMA %I CASCADE', s);
  END LOOP;
  DROP TABLE IF EXISTS migration;
END $$`;

describeOnDatabases('projecting in spite of faults', (databases) => {
  const engine = engineFixture(databases);
  const projector = new CounterProjector();
  const itOnServer = databases.hasServer ? it : noTest;

  /** Lives with a database that dies at the nth statement, for n from 1 to where it outlives its work. */
  async function dieAtEveryStatement(
    begin: () => Promise<void>,
    isDone: () => Promise<boolean>,
  ): Promise<number> {
    for (let diesAt = 1; ; diesAt += 1) {
      await begin();
      const life = mortal(engine.database, diesAt);
      const options = {
        database: life.database,
        store: engine.store,
        registry: toyRegistry,
        projectors: [projector],
      };
      const host = await startUnlessKilled(options);
      const outlived = await eventually(async () =>
        life.isDead() ? 'dead' : (await isDone()) ? 'done' : undefined,
      );
      await host?.stop();
      const healer = await engine.host(projector, { owner: 'mortal' });
      await eventually(async () => ((await isDone()) ? true : undefined));
      await engine.expectExact(projector);
      await healer.stop();
      if (outlived === 'done') return diesAt;
    }
  }

  // The one after it has the same name, as a process that is started again: it need not wait for its own lease.
  const startUnlessKilled = (
    options: Parameters<typeof engine.host>[1],
  ): Promise<ProjectionHost | undefined> =>
    engine.host(projector, { ...options, owner: 'mortal' }).catch(() => undefined);

  const live = async () => {
    const exists = await engine.database.query("SELECT to_regclass('projecting.generation') AS it");
    if (exists[0]?.['it'] === null) return undefined;
    const [status] = await projectionsStatus(engine.database, engine.store, 0);
    return status?.generations.find(({ phase }) => phase === 'live');
  };

  it('is exact after a death between any two statements', async () => {
    await engine.write(3);
    const head = await engine.store.head();
    const statements = await dieAtEveryStatement(
      () => engine.database.script(dropAll),
      async () => (await live())?.position === head,
    );
    expect(statements).toBeGreaterThan(20);
  }, 120_000);

  it('goes on with a rebuild after a death in any phase of it', async () => {
    await engine.write(3);
    const first = await engine.host(projector);
    await engine.expectExact(projector);
    await first.stop();
    let before = 0;
    const statements = await dieAtEveryStatement(
      async () => {
        before = (await live())?.generation ?? 0;
        await rebuildProjection(engine.database, 'counter');
      },
      async () => ((await live())?.generation ?? 0) > before,
    );
    expect(statements).toBeGreaterThan(20);
  }, 120_000);

  it('lets nobody write who paused and lost the lease', async () => {
    await engine.write(3);
    const paused = gated(engine.database);
    const sleeper = await engine.host(projector, { database: paused.database, owner: 'sleeper' });
    await engine.expectExact(projector);
    paused.shut();
    await engine.write(3, 3);
    // The sleeper has read the new events and stands before its transaction; its heartbeat sleeps with it.
    await eventually(async () => {
      await engine.database.query(
        `UPDATE projecting.bucket SET expires_at = clock_timestamp() - interval '1 second' WHERE owner = 'sleeper'`,
      );
      return paused.waiting() > 0 ? true : undefined;
    });
    await engine.database.query(`UPDATE projecting.bucket SET owner = NULL`);
    await engine.host(projector, { owner: 'successor' });
    await engine.expectExact(projector);
    paused.open();
    await eventually(() =>
      Promise.resolve(shardsStatus(sleeper).every(({ state }) => state === 'waiting') ? true : undefined),
    );
    await engine.write(3, 6);
    await engine.expectExact(projector);
  });

  it('waits while the disk of the database is full, parks nothing, and goes on when there is room', async () => {
    await engine.write(3);
    const disk = onDisk(engine.database);
    const host = await engine.host(projector, { database: disk.database });
    await engine.expectExact(projector);
    disk.fill();
    await engine.write(5, 3);
    const [stuck] = await eventually(() => {
      const stuck = stuckProjections(host);
      return Promise.resolve(stuck.length > 0 ? stuck : undefined);
    });
    expect(stuck).toContain('No space left on device');
    disk.free();
    await engine.expectExact(projector);
    expect(await live()).toMatchObject({ parkedStreams: 0, failure: null });
  });

  it('goes on while its own tables are migrated by a newer program', async () => {
    const up = `ALTER TABLE projecting.bucket ADD COLUMN newer int NOT NULL DEFAULT 0;
      ALTER TABLE projecting.generation ADD COLUMN newer int NOT NULL DEFAULT 0;
      ALTER TABLE projecting.parked_stream ADD COLUMN newer int NOT NULL DEFAULT 0`;
    const host = await engine.host(projector);
    const writing = engine.write(20);
    await migrate(engine.database, [...engineMigrations, { name: '9999-newer', up }]);
    await writing;
    await engine.expectExact(projector);
    await host.stop();
    await engine.write(5, 20);
    await engine.host(projector, { owner: 'an older program that is started again' });
    await engine.expectExact(projector);
  });

  it('resubscribes when the feed breaks, also before the first event', async () => {
    await engine.write(10);
    await engine.host(projector, { store: dropping(engine.store, 7) });
    await engine.expectExact(projector);
    await engine.write(10, 10);
    await engine.expectExact(projector);
  });

  it('two workers at once share the work and write nothing twice', async () => {
    const hosts = [
      await engine.host(projector, { owner: 'a', shards: 2 }),
      await engine.host(projector, { owner: 'b', shards: 4 }),
    ];
    await engine.write(10);
    await engine.expectExact(projector);
    await hosts[0]?.stop();
    await engine.write(10, 10);
    await engine.expectExact(projector);
  });

  itOnServer('goes on after the database was restarted in the middle of its batches', async () => {
    const { server } = databases;
    await engine.write(20);
    await engine.host(projector, { runner: { ...impatient, batch: { ...impatient.batch, count: 2 } } });
    await eventually(async () => ((await live()) === undefined ? undefined : true));
    for (let round = 1; round <= 3; round += 1) {
      const writing = engine.write(20, 20 * round);
      server.stop('immediate');
      server.start();
      await writing;
    }
    await engine.expectExact(projector);
  });
});
