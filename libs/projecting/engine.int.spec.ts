import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { openEmbeddedEventStore } from '#event-store/embedded/embedded-event-store.js';
import { scratchDirectory } from '#event-store/embedded/scratch.js';
import { type EventStore } from '#event-store/port.js';
import { describeOnDatabases } from '#test/support/databases.js';
import { ProjectionHost, type ProjectionHostOptions } from './host.js';
import { readModel } from './model-state.js';
import { type Projector } from './projector.js';
import { digestOfCleanReplay, digestOfLive } from './testing.js';
import { accounts, changed, closed, CounterProjector, opened, toyEvent, toyRegistry } from './toy/counter.js';
import { selectList } from './table-sql.js';
import { ModelWaiter } from './waiting.js';

describeOnDatabases('projecting', (fixture) => {
  let scratch: Awaited<ReturnType<typeof scratchDirectory>>;
  let store: EventStore;
  const hosts: ProjectionHost[] = [];

  beforeEach(async () => {
    scratch = await scratchDirectory();
    store = openEmbeddedEventStore(scratch.path);
  });
  afterEach(async () => {
    await Promise.all(hosts.splice(0).map((host) => host.stop()));
    await store.close();
    await scratch.remove();
  });

  const host = async (
    projector: Projector,
    more: Partial<ProjectionHostOptions> = {},
  ): Promise<ProjectionHost> => {
    const { database } = fixture;
    const started = new ProjectionHost({
      database,
      store,
      registry: toyRegistry,
      projectors: [projector],
      owner: 'worker-1',
      ...more,
    });
    hosts.push(started);
    await started.start();
    return started;
  };

  const expectExact = async (projector: Projector): Promise<void> => {
    const { database } = fixture;
    const waiter = await ModelWaiter.open(database);
    await waiter.waitFor(projector, (await store.head()) ?? '', 15_000);
    expect(await digestOfLive(database, projector)).toEqual(
      await digestOfCleanReplay(database, store, toyRegistry, projector),
    );
  };

  it('catches up, goes live, and applies what comes then', async () => {
    for (let n = 0; n < 30; n += 1)
      await store.append(`account-${n}`, 'no-stream', [opened(`o${n}`), changed(n), changed(-1)]);
    const projector = new CounterProjector();
    await host(projector);
    await expectExact(projector);
    await store.append('account-3', 'exists', [closed()]);
    await store.append('other-1', 'no-stream', [toyEvent('Unhandled', {})]);
    await expectExact(projector);
    const view = await readModel(fixture.database, projector, '*', async ({ sql, asOf }) => ({
      asOf,
      rows: await sql.query(
        `SELECT ${selectList(accounts)} FROM accounts WHERE account IN ('account-2', 'account-3')`,
      ),
    }));
    expect(view.rows).toMatchObject([
      { account: 'account-2', owner: 'o2', balance: 1, changes: [2, -1], institutionId: 'ins_1' },
    ]);
    expect(view.asOf.position).toBe(await store.head());
  });
});
