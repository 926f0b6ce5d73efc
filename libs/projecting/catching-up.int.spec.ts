import { expect, it } from '@jest/globals';
import { describeOnDatabases } from '#test/support/databases.js';
import { pauseProjection, resumeProjection } from './commands.js';
import { ModelBehind } from './failures.js';
import { ModelReads } from './model-reads.js';
import { readModel } from './model-state.js';
import { projectionsStatus } from './status.js';
import { selectList } from './table-sql.js';
import { engineFixture, impatient } from './testing/engine-fixture.js';
import { accounts, changed, closed, CounterProjector, toyEvent } from './testing/toy.js';
import { repeating } from './testing/unreliable-store.js';

describeOnDatabases('projecting', (databases) => {
  const engine = engineFixture(databases);
  const projector = new CounterProjector();

  it('catches up, goes live, and applies what comes then', async () => {
    await engine.write(30);
    await engine.host(projector);
    await engine.expectExact(projector);
    await engine.store.append('account-3', 'exists', [closed()]);
    await engine.store.append('other-2', 'no-stream', [toyEvent('Unhandled', {})]);
    await engine.expectExact(projector);
    const view = await readModel(engine.database, projector, '*', async ({ sql, asOf }) => ({
      asOf,
      rows: await sql.query(
        `SELECT ${selectList(accounts)} FROM accounts WHERE account IN ('account-2', 'account-3')`,
      ),
    }));
    expect(view.rows).toMatchObject([
      { account: 'account-2', owner: 'owner 2', balance: 1, changes: [2, -1], institutionId: 'ins_2' },
    ]);
    expect(view.asOf.position).toBe(await engine.store.head());
  });

  it('applies every event once although the feed repeats them', async () => {
    await engine.write(10);
    await engine.host(projector, { store: repeating(engine.store) });
    await engine.expectExact(projector);
    await engine.write(5, 10);
    await engine.expectExact(projector);
  });

  it('lets a query wait for its own write, and no longer than it may', async () => {
    await engine.write(1);
    const reads = await ModelReads.open(engine.database, 10);
    const host = await engine.host(projector);
    await engine.expectExact(projector);
    await host.stop();
    const { position } = await engine.store.append('account-0', 'exists', [changed(7)]);
    const balance = (patient: ModelReads) =>
      patient.ask(projector, { institutions: '*', after: position }, ({ sql }) =>
        sql.query('SELECT balance FROM accounts'),
      );
    await expect(balance(reads)).rejects.toBeInstanceOf(ModelBehind);
    const patient = await ModelReads.open(engine.database, 15_000);
    const answer = balance(patient);
    await engine.host(projector, { owner: 'worker-2' });
    expect(await answer).toEqual([{ balance: 7 }]);
    await reads.close();
    await patient.close();
  });

  it('changes the number of shards without a rebuild', async () => {
    let written = 0;
    for (const shards of [1, 4, 16, 3]) {
      await engine.write(8, written);
      written += 8;
      const host = await engine.host(projector, { shards, owner: `worker of ${shards}` });
      await engine.expectExact(projector);
      await host.stop();
    }
    const [status] = await projectionsStatus(engine.database, engine.store, 0);
    expect(status?.generations).toHaveLength(1);
  });

  it('stands still while it is paused, and goes on where it was', async () => {
    await engine.write(3);
    await engine.host(projector);
    await engine.expectExact(projector);
    await pauseProjection(engine.database, 'counter');
    const status = async () =>
      (await projectionsStatus(engine.database, engine.store, Date.now()))[0]?.generations[0];
    const released = async (): Promise<void> => {
      while ((await status())?.owners.length !== 0) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    await released();
    await engine.write(3, 3);
    expect(await status()).toMatchObject({ state: 'paused', lagEvents: 9, phase: 'live' });
    await resumeProjection(engine.database, 'counter');
    await engine.expectExact(projector);
    expect(await status()).toMatchObject({ state: 'live', lagEvents: 0, lagSeconds: 0, parkedStreams: 0 });
    await expect(pauseProjection(engine.database, 'nobody')).rejects.toThrow('nobody has never been run');
  });

  it('keeps what another institution owns out of a view', async () => {
    await engine.write(1);
    await engine.host(projector, { runner: impatient });
    await engine.expectExact(projector);
    const setting = await readModel(engine.database, projector, ['ins_7'], async ({ sql, institutions }) => {
      const [row] = await sql.query<{ it: string }>("SELECT current_setting('ledger.institutions') AS it");
      return [row?.it, institutions];
    });
    expect(setting).toEqual(['ins_7', ['ins_7']]);
  });
});
