import { expect, it } from '@jest/globals';
import { type EventStore } from '#event-store/port.js';
import { describeOnDatabases, noTest } from '#test/support/databases.js';
import { pauseProjection, rebuildProjection, resumeProjection } from './commands.js';
import { projectionsStatus } from './status.js';
import { engineFixture } from './testing/engine-fixture.js';
import { eventually } from './testing/eventually.js';
import { changed, CounterProjector, toyEvent } from './testing/toy.js';

const counter = new CounterProjector();
const { version, tables, handlers, rowsOfOneStream } = counter;

/** Counts the events that feeds hand out. */
function counting(store: EventStore): EventStore & { readonly read: () => number } {
  let read = 0;
  return {
    append: (stream, expected, events) => store.append(stream, expected, events),
    readStream: (stream, slice) => store.readStream(stream, slice),
    readAll: (slice) => store.readAll(slice),
    subscribe(slice) {
      const feed = store.subscribe(slice);
      return {
        [Symbol.asyncIterator]: () => feed[Symbol.asyncIterator](),
        async *chunks() {
          for await (const chunk of feed.chunks()) {
            read += chunk.events.length;
            yield chunk;
          }
        },
        close: () => feed.close(),
      };
    },
    head: () => store.head(),
    close: () => store.close(),
    read: () => read,
  };
}

describeOnDatabases('models of one process', (databases) => {
  const engine = engineFixture(databases);
  const itOnServer = databases.hasServer ? it : noTest;
  const projectors = ['first', 'second', 'third'].map((name) => ({
    ...{ name, version, tables, handlers, rowsOfOneStream },
  }));
  const exact = async (): Promise<void> => {
    for (const projector of projectors) await engine.expectExact(projector);
  };
  const [first = counter] = projectors;
  const count = async (): Promise<number> => (await Array.fromAsync(engine.store.readAll())).length;
  const generations = async () => {
    const all = await projectionsStatus(engine.database, engine.store, 0);
    return all.find(({ model }) => model === 'first')?.generations ?? [];
  };

  it('share one reading of the log while they catch up and when they are live, shards too', async () => {
    await engine.write(20);
    const store = counting(engine.store);
    await engine.host(first, { projectors, store, shards: 4 });
    await exact();
    expect(store.read()).toBe(await count());
    await engine.write(5, 20);
    await exact();
    expect(store.read()).toBe(await count());
  });

  it('go on without one that is paused, which has missed nothing when it is resumed and shares again', async () => {
    await engine.write(5);
    const store = counting(engine.store);
    await engine.host(first, { projectors, store });
    await exact();
    await pauseProjection(engine.database, 'first');
    await eventually(async () => ((await generations())[0]?.owners.length === 0 ? true : undefined));
    await engine.write(5, 5);
    for (const projector of projectors.slice(1)) await engine.expectExact(projector);
    expect(await generations()).toMatchObject([{ state: 'paused' }]);
    await resumeProjection(engine.database, 'first');
    await exact();
    const before = store.read();
    await engine.store.append('account-1', 'exists', [changed(7)]);
    await exact();
    expect(store.read()).toBe(before + 1);
  });

  it('are not disturbed by one that is rebuilt, which is exact and shares again', async () => {
    await engine.write(20);
    const store = counting(engine.store);
    await engine.host(first, { projectors, store });
    await exact();
    await rebuildProjection(engine.database, 'first');
    const writing = engine.write(20, 20);
    await eventually(async () =>
      (await generations()).some(({ phase, generation }) => phase === 'live' && generation === 2)
        ? true
        : undefined,
    );
    await writing;
    await exact();
    const before = store.read();
    await engine.store.append('account-1', 'exists', [changed(7)]);
    await exact();
    expect(store.read()).toBe(before + 1);
  });

  itOnServer(
    'are not held up by one whose writes are stuck, which goes on by itself afterwards',
    async () => {
      await engine.write(5);
      const store = counting(engine.store);
      await engine.host(first, { projectors, store, runner: {} });
      await exact();
      const stuck = Promise.withResolvers<undefined>();
      const locked = Promise.withResolvers<undefined>();
      const blocking = engine.database.transaction(async (sql) => {
        await sql.query('LOCK TABLE first_1.entries IN EXCLUSIVE MODE');
        locked.resolve(undefined);
        await stuck.promise;
      });
      await locked.promise;
      try {
        // More than a reading holds.
        for (let n = 0; n < 25; n += 1) {
          const events = Array.from({ length: 400 }, () => toyEvent('Unhandled', {}));
          await engine.store.append(`many-${n}`, 'no-stream', events);
        }
        for (const projector of projectors.slice(1)) await engine.expectExact(projector);
        expect((await generations())[0]?.lagEvents).toBeGreaterThan(9000);
      } finally {
        stuck.resolve(undefined);
        await blocking;
      }
      await exact();
      // Read again for the one that was stuck; the others may have parted for a while.
      expect(store.read()).toBeLessThan(2.5 * (await count()));
    },
  );
});
