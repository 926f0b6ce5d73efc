import { afterEach, beforeEach, expect } from '@jest/globals';
import { type Database } from '#database/database.js';
import { openEmbeddedEventStore } from '#event-store/embedded/embedded-event-store.js';
import { scratchDirectory } from '#event-store/embedded/scratch.js';
import { type EventStore } from '#event-store/port.js';
import { type DatabaseFixture } from '#test/support/databases.js';
import { ProjectionHost, type ProjectionHostOptions } from '../host.js';
import { type Projector } from '../projector.js';
import { type RunnerOptions } from '../shard-runner.js';
import { ModelWaiter } from '../waiting.js';
import { digestOfCleanReplay, digestOfLive } from './digests.js';
import { changed, closed, opened, toyEvent, toyRegistry } from './toy.js';

/** Short times, so that a dead worker's lease does not hold up the test. */
export const impatient = {
  batch: { count: 5, waitMs: 1, commitMs: 250 },
  leaseMs: 300,
  retryMs: { first: 5, most: 50, failed: 50 },
} satisfies Partial<RunnerOptions>;

export interface EngineFixture {
  readonly database: Database;
  readonly store: EventStore;
  host(projector: Projector, more?: Partial<ProjectionHostOptions>): Promise<ProjectionHost>;
  /** Accounts that are opened, changed and sometimes closed: 3 events each and a few beside. */
  write(accounts: number, from?: number): Promise<void>;
  /** Waits until the model has seen the whole log, and compares it with a clean replay. */
  expectExact(projector: Projector): Promise<void>;
}

/** A log of its own and an empty database for each test; hosts end with it. */
export function engineFixture(fixture: DatabaseFixture): EngineFixture {
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
  return {
    get database() {
      return fixture.database;
    },
    get store() {
      return store;
    },
    async host(projector, more = {}) {
      const { database } = fixture;
      const rest = { registry: toyRegistry, owner: 'worker-1', runner: impatient };
      const host = new ProjectionHost({ database, store, projectors: [projector], ...rest, ...more });
      hosts.push(host);
      await host.start();
      return host;
    },
    async write(accounts, from = 0) {
      for (let n = from; n < from + accounts; n += 1) {
        await store.append(`account-${n}`, 'no-stream', [opened(`owner ${n}`, `ins_${n % 3}`), changed(n)]);
        if (n > from)
          await store.append(`account-${n - 1}`, 'exists', [n % 4 === 0 ? closed() : changed(-1)]);
        if (n % 5 === 0) await store.append('other-1', 'any', [toyEvent('Unhandled', {})]);
      }
    },
    async expectExact(projector) {
      const { database } = fixture;
      const waiter = await ModelWaiter.open(database);
      await waiter.waitFor(projector, (await store.head()) ?? '', 15_000);
      await waiter.close();
      const clean = await digestOfCleanReplay(database, store, toyRegistry, projector);
      expect(await digestOfLive(database, projector)).toEqual(clean);
    },
  };
}
