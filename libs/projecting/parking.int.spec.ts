import { expect, it } from '@jest/globals';
import { eventRegistry } from '#messages/event-registry.js';
import { describeOnDatabases } from '#test/support/databases.js';
import { listParked, retryParked, skipParked } from './retrying.js';
import { shardsStatus, stuckProjections } from './running-status.js';
import { projectionsStatus } from './status.js';
import { engineFixture, impatient } from './testing/engine-fixture.js';
import { eventually } from './testing/eventually.js';
import {
  Changed,
  changed,
  Closed,
  closed,
  CounterProjector,
  Opened,
  opened,
  toyEvent,
  toyRegistry,
} from './testing/toy.js';

describeOnDatabases('a projector with a defect', (databases) => {
  const engine = engineFixture(databases);
  const sound = new CounterProjector();
  const poisoned = (...events: readonly string[]): CounterProjector =>
    new CounterProjector(1, ({ stream, revision }) => events.includes(`${stream}@${revision}`));
  const world = (projector: CounterProjector) => ({
    database: engine.database,
    store: engine.store,
    registry: toyRegistry,
    projector,
  });
  const seenAll = async (): Promise<void> => {
    const head = await engine.store.head();
    await eventually(async () => {
      const [status] = await projectionsStatus(engine.database, engine.store, 0);
      return status?.generations[0]?.position === head ? true : undefined;
    });
  };

  it('parks the stream of the event it cannot apply; the others go on, and a retry applies what waited in order', async () => {
    const { store } = engine;
    await engine.write(6);
    await store.append('account-2', 'exists', [changed(5)]);
    const projector = poisoned('account-2@1');
    const host = await engine.host(projector);
    await seenAll();
    await store.append('account-2', 'exists', [changed(11), closed(), opened('somebody new'), changed(2)]);
    await engine.write(6, 6);
    await seenAll();
    const parked = await listParked(world(projector));
    expect(parked).toMatchObject([
      {
        stream: 'account-2',
        revision: 1,
        eventType: 'Changed',
        error: 'Error: cannot apply account-2@1',
        waiting: 6,
        attempts: 1,
      },
    ]);
    const [status] = await projectionsStatus(engine.database, store, 0);
    expect(status?.generations[0]).toMatchObject({ state: 'live', parkedStreams: 1 });
    expect(await retryParked(world(projector), 'account-2')).toBe('still-parked');
    expect(await listParked(world(projector))).toMatchObject([{ revision: 1, attempts: 2, waiting: 6 }]);
    await host.stop();
    await engine.host(sound, { owner: 'worker with the fix' });
    expect(await retryParked(world(sound), 'account-2')).toBe('applied');
    expect(await retryParked(world(sound), 'account-2')).toBe('not-parked');
    await engine.expectExact(sound);
  });

  it('parks at the next event that fails, and skips one only when told to', async () => {
    const { store } = engine;
    await store.append('account-1', 'no-stream', [opened('a'), changed(1), changed(2), changed(4)]);
    const projector = poisoned('account-1@1', 'account-1@3');
    await engine.host(projector);
    await seenAll();
    expect(await listParked(world(projector))).toMatchObject([{ revision: 1, waiting: 2 }]);
    expect(await skipParked(world(projector), 'account-1')).toBe('still-parked');
    expect(await listParked(world(projector))).toMatchObject([{ revision: 3, waiting: 0 }]);
    expect(await skipParked(world(projector), 'account-1')).toBe('applied');
    expect(await engine.database.query('SELECT balance FROM counter_1.accounts')).toEqual([{ balance: 2 }]);
    await store.append('account-1', 'exists', [changed(8)]);
    await seenAll();
    expect(await engine.database.query('SELECT balance FROM counter_1.accounts')).toEqual([{ balance: 10 }]);
  });

  it('parks what the database refuses as well', async () => {
    await engine.store.append('account-1', 'no-stream', [opened('a'), toyEvent('Changed', { by: 'much' })]);
    await engine.store.append('account-2', 'no-stream', [opened('b'), changed(3)]);
    await engine.host(sound);
    await seenAll();
    const [parked] = await listParked(world(sound));
    expect(parked).toMatchObject({ stream: 'account-1', revision: 1 });
    expect(
      await engine.database.query("SELECT balance FROM counter_1.accounts WHERE account = 'account-2'"),
    ).toEqual([{ balance: 3 }]);
  });

  it('stops when so many streams are parked that the fault must be its own', async () => {
    await engine.write(10);
    const projector = poisoned(...Array.from({ length: 10 }, (_, n) => `account-${n}@1`));
    const host = await engine.host(projector, { runner: { ...impatient, mostParked: 3 } });
    await eventually(() => Promise.resolve(stuckProjections(host).length > 0 ? true : undefined));
    expect(stuckProjections(host)[0]).toContain('counter: ProjectionFailed: 3 streams are parked');
    const [status] = await projectionsStatus(engine.database, engine.store, 0);
    expect(status?.generations[0]).toMatchObject({ state: 'failed', parkedStreams: 3 });
  });

  it('stops at an event that nobody knows, having applied what stands before it; a program that knows it goes on', async () => {
    await engine.write(3);
    await engine.store.append('other-9', 'no-stream', [toyEvent('Unhandled', {})]);
    await engine.write(3, 3);
    const ignorant = eventRegistry(Opened, Changed, Closed);
    const host = await engine.host(sound, { registry: ignorant });
    await eventually(() =>
      Promise.resolve(shardsStatus(host).some(({ state }) => state === 'failed') ? true : undefined),
    );
    const [status] = await projectionsStatus(engine.database, engine.store, 0);
    expect(status?.generations[0]?.failure).toBe('UnknownEvent: event type Unhandled is not registered');
    await host.stop();
    await engine.host(sound, { owner: 'newer' });
    await engine.expectExact(sound);
    await eventually(async () =>
      (await projectionsStatus(engine.database, engine.store, 0))[0]?.generations[0]?.failure === null
        ? true
        : undefined,
    );
  });
});
