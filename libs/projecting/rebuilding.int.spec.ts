import { expect, it } from '@jest/globals';
import { describeOnDatabases } from '#test/support/databases.js';
import { rebuildProjection, rollbackProjection } from './commands.js';
import { ModelBehind } from './failures.js';
import { readModel } from './model-state.js';
import { type Projector } from './projector.js';
import { projectionsStatus } from './status.js';
import { engineFixture } from './testing/engine-fixture.js';
import { eventually } from './testing/eventually.js';
import { CounterProjector, toyRegistry } from './testing/toy.js';
import { verifyProjection } from './verifying.js';

describeOnDatabases('rebuilding', (databases) => {
  const engine = engineFixture(databases);
  const projector = new CounterProjector();
  const phases = async () => {
    const [status] = await projectionsStatus(engine.database, engine.store, 0);
    return status?.generations.map(({ generation, phase, version }) => `${generation} ${phase} v${version}`);
  };
  const swapped = (to: string): Promise<boolean> =>
    eventually(async () => ((await phases())?.includes(to) === true ? true : undefined));
  const count = (model: Projector) =>
    readModel(engine.database, model, '*', async ({ sql }) => {
      const [row] = await sql.query<{ readonly entries: number }>('SELECT count(*) AS entries FROM entries');
      return row?.entries ?? 0;
    });

  it('builds beside what is read, under live writes: no reader fails, finds less, or goes back', async () => {
    await engine.write(10);
    await engine.host(projector);
    await engine.expectExact(projector);
    const reading = new AbortController();
    let least = await count(projector);
    const reader = (async () => {
      while (!reading.signal.aborted) {
        const entries = await count(projector);
        expect(entries).toBeGreaterThanOrEqual(least);
        least = entries;
      }
    })();
    const writer = engine.write(20, 10);
    await rebuildProjection(engine.database, 'counter');
    await swapped('2 live v1');
    await writer;
    await rebuildProjection(engine.database, 'counter');
    await swapped('3 live v1');
    reading.abort();
    await reader;
    await engine.expectExact(projector);
    expect(await phases()).toEqual(['2 previous v1', '3 live v1']);
    const schemas = await engine.database.query(
      "SELECT nspname AS name FROM pg_namespace WHERE nspname ~ '^counter_' ORDER BY 1",
    );
    expect(schemas).toEqual([{ name: 'counter_2' }, { name: 'counter_3' }]);
  }, 60_000);

  it('goes back to the tables from before, which then catch up', async () => {
    await engine.write(5);
    await engine.host(projector);
    await engine.expectExact(projector);
    await rebuildProjection(engine.database, 'counter');
    await swapped('2 live v1');
    await engine.write(5, 5);
    await engine.expectExact(projector);
    await rollbackProjection(engine.database, 'counter');
    expect(await phases()).toEqual(['1 live v1', '2 previous v1']);
    await engine.expectExact(projector);
  });

  it('does not go back during a rebuild, whose swap would undo it', async () => {
    await engine.write(5);
    const host = await engine.host(projector);
    await engine.expectExact(projector);
    await rebuildProjection(engine.database, 'counter');
    await swapped('2 live v1');
    await host.stop();
    await engine.database.query(
      `INSERT INTO projecting.generation (model, generation, version, schema, phase)
       SELECT model, 3, version, schema || '_next', 'building' FROM projecting.generation WHERE generation = 2`,
    );
    await expect(rollbackProjection(engine.database, 'counter')).rejects.toThrow('is being rebuilt');
  });

  it('builds a new version by itself, while programs of the old one read and keep theirs', async () => {
    const next = new CounterProjector(2);
    await engine.write(5);
    await engine.host(projector, { owner: 'old' });
    await engine.expectExact(projector);
    await expect(count(next)).rejects.toBeInstanceOf(ModelBehind);
    const newer = await engine.host(next, { owner: 'new' });
    await swapped('2 live v2');
    await engine.write(5, 5);
    await engine.expectExact(next);
    await engine.expectExact(projector);
    await newer.stop();
    expect(await phases()).toEqual(['1 previous v1', '2 live v2']);
  });

  it('leaves a new version alone when it is configured to', async () => {
    await engine.write(5);
    const host = await engine.host(projector);
    await engine.expectExact(projector);
    await host.stop();
    await engine.host(new CounterProjector(2), { rebuildOnNewVersion: false });
    expect(await phases()).toEqual(['1 live v1']);
  });

  it('verifies the tables that are read by a fresh replay, and names the first row that differs', async () => {
    const { database, store } = engine;
    await engine.write(10);
    await engine.host(projector, { shards: 4 });
    await engine.expectExact(projector);
    const world = { database, store, registry: toyRegistry, projector };
    const writer = engine.write(10, 10);
    const sound = await verifyProjection(world);
    await writer;
    expect(sound).toMatchObject({ equal: true });
    expect(sound.live).toEqual(sound.replayed);
    await engine.expectExact(projector);
    await database.query("UPDATE counter_1.accounts SET balance = 99 WHERE account = 'account-5'");
    const found = await verifyProjection(world);
    expect(found.equal).toBe(false);
    expect(found.firstDifference).toMatchObject({ table: 'accounts' });
    expect(found.firstDifference?.row).toContain('account-5');
    expect(await database.query("SELECT nspname FROM pg_namespace WHERE nspname ~ '^verify_'")).toEqual([]);
  });
});
