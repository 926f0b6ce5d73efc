import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { allDecisions } from '#composition/all-decisions.js';
import { allEvents } from '#composition/all-events.js';
import { migrations } from '#composition/migrations.js';
import { type Database, openDatabase } from '#database/database.js';
import { migrate } from '#database/migrations.js';
import { type Aggregate, categoryOfStream } from '#deciding/aggregate.js';
import { openEventStore } from '#event-store/open.js';
import { type EventStore, type StoredEvent } from '#event-store/port.js';
import { fold } from '#kernel/decider.js';
import { metadataFromJson } from '#messages/metadata.js';
import { ProjectionHost } from '#projecting/host.js';
import { ModelReads } from '#projecting/model-reads.js';
import { verifyProjection } from '#projecting/verifying.js';
import { codeBalance } from '#read-models/code-inventory/balance.js';
import { projectors } from '#read-models/projectors.js';
import { listSitePacks } from '#read-models/site-pack-balance/query.js';
import { type History, playHistory } from './play-history.js';
import { handOver } from './engine/hand-over.js';

jest.setTimeout(300_000);

const events = 1500;
const until = '2026-06-30T00:00:00.000Z';

interface Played {
  readonly dataDir: string;
  readonly store: EventStore;
  readonly history: History;
  readonly log: readonly StoredEvent[];
}

async function played(seed: string): Promise<Played> {
  const dataDir = mkdtempSync(join(tmpdir(), 'history-'));
  const store = await openEventStore({ directory: join(dataDir, 'log') });
  const history = await playHistory({
    ...{ dataDir, store, oneByOne: false, seed, events, until, years: 4 },
    ...{ policyVersion: 'test', priceListId: 'EXAMPLE' },
  });
  return { dataDir, store, history, log: await Array.fromAsync(store.readAll()) };
}

async function forget({ history, store, dataDir }: Played): Promise<void> {
  await history.simulation.parts.close();
  await store.close();
  rmSync(dataDir, { recursive: true });
}

const dataOf = (event: StoredEvent) =>
  allEvents.read(event.type, metadataFromJson(event.metadata).schemaVersion, event.data);

/** The expiry instant that an event names. */
const endOf = (event: StoredEvent | undefined): string => {
  const end = event?.data['expiresAt'];
  return typeof end === 'string' ? end : '';
};

describe('an invented history', () => {
  let first: Played;
  let streams: ReadonlyMap<string, readonly StoredEvent[]>;

  beforeAll(async () => {
    first = await played('7');
    streams = Map.groupBy(first.log, ({ stream }) => stream);
  });
  afterAll(() => forget(first));

  it('is the same to the last byte for the same seed, ids, salts and sealed boxes included', async () => {
    const again = await played('7');
    expect(again.log).toStrictEqual(first.log);
    await forget(again);
  });

  it('is another one for another seed', async () => {
    const other = await played('8');
    expect(other.log.length).toBeGreaterThanOrEqual(events);
    const ids = new Set(first.log.filter(({ type }) => type === 'CodeIssued').map(({ stream }) => stream));
    expect(other.log.filter(({ stream }) => ids.has(stream))).toStrictEqual([]);
    await forget(other);
  });

  it('has as many events as asked for, to the end of what had begun', () => {
    expect(first.log.length).toBeGreaterThanOrEqual(events);
    expect(first.log.length).toBeLessThan(events * 1.1);
  });

  it('folds: every stream is one that the deciders would go on with', () => {
    const services = { sealer: undefined, store: first.store, keyedHash: undefined } as unknown;
    const aggregates = new Map<string, Aggregate<unknown>>(
      allDecisions(services as Parameters<typeof allDecisions>[0]).map(({ aggregate }) => [
        aggregate.category,
        aggregate,
      ]),
    );
    const unknown = new Set<string>();
    for (const [stream, stored] of streams) {
      const aggregate = aggregates.get(categoryOfStream(stream));
      if (aggregate === undefined) unknown.add(categoryOfStream(stream));
      else expect(fold(aggregate.fold, stored.map(dataOf))).toBeDefined();
      expect(stored.map(({ revision }) => revision)).toStrictEqual(stored.map((_, index) => index));
    }
    // Claims are no one's to decide: their streams are the unique index itself.
    expect([...unknown]).toStrictEqual(['claim']);
  });

  it('I15 I17 I18 consumes no code twice, and none at or after its expiry by when it happened', () => {
    let consumed = 0;
    for (const [stream, stored] of streams) {
      if (categoryOfStream(stream) !== 'code') continue;
      let expiresAt = endOf(stored[0]);
      let isConsumed = false;
      for (const event of stored) {
        const { type, metadata } = event;
        if (type === 'CodeTermShortened') expiresAt = endOf(event);
        if (type === 'CorrectionRecorded') isConsumed = false;
        if (!['CodeRedeemed', 'CodeForfeited', 'CodeActivated'].includes(type)) continue;
        expect({ stream, isConsumed }).toStrictEqual({ stream, isConsumed: false });
        expect(metadataFromJson(metadata).occurredAt < expiresAt).toBe(true);
        isConsumed = true;
        consumed += 1;
      }
    }
    expect(consumed).toBeGreaterThan(5);
  });

  it('I32 holds nobody’s name or address in clear', () => {
    const text = JSON.stringify(first.log);
    expect(text).not.toContain('@people.example');
    expect(text).not.toContain('givenName');
  });

  describe('as its readers see it', () => {
    let database: Database;
    let reads: ModelReads;
    let host: ProjectionHost;

    beforeAll(async () => {
      database = await openDatabase({ directory: join(first.dataDir, 'read-model') });
      await migrate(database, migrations);
      host = new ProjectionHost({
        database,
        store: first.store,
        registry: allEvents,
        projectors,
        owner: 'spec',
      });
      await host.start();
      reads = await ModelReads.open(database);
    });
    afterAll(async () => {
      await host.stop();
      await reads.close();
      await database.close();
    });

    it('I23 adds up: every slot and every unit is in one state', async () => {
      const after = await first.store.head();
      const now = first.history.simulation.parts.clock.now();
      const codes = await codeBalance(reads, { institutions: '*', after, now });
      const issued = [...streams.keys()].filter((stream) => stream.startsWith('code-')).length;
      expect(codes.capacity).toBeGreaterThan(0);
      expect(codes.open).toBeGreaterThanOrEqual(0);
      expect(Object.values(codes.byState).reduce((sum, count) => sum + count, codes.open)).toBe(
        codes.capacity,
      );
      expect(issued).toBeGreaterThanOrEqual(codes.capacity - codes.open);
      const { items } = await listSitePacks(reads, { institutions: '*', after, now, limit: 500 });
      for (const { available, reserved, drawn, forfeited, expired, adjusted, capacity } of items)
        expect(available + reserved + drawn + forfeited + expired).toBe(capacity + adjusted);
    });

    it.each(projectors.map((projector) => [projector.name, projector] as const))(
      '%s is the same when it is built anew',
      async (_, projector) => {
        const { equal, firstDifference } = await verifyProjection({
          ...{ database, store: first.store, registry: allEvents, projector },
        });
        expect({ equal, firstDifference }).toStrictEqual({ equal: true, firstDifference: undefined });
      },
    );

    it('is handed over to the workers with nothing left to do again', async () => {
      await handOver(first.history.simulation, database);
      const [progress] = await database.query<{ readonly processes: number; readonly behind: number }>(
        `SELECT count(*) AS processes, count(*) FILTER (WHERE position <> $1) AS behind FROM process_checkpoint`,
        [(await first.store.head()) ?? ''],
      );
      expect(progress).toMatchObject({ behind: 0 });
      const [timers] = await database.query<{ readonly due: number; readonly set: number }>(
        'SELECT count(*) AS set, count(*) FILTER (WHERE due_at <= $1) AS due FROM process_timer',
        [first.history.simulation.parts.clock.now()],
      );
      expect(timers).toMatchObject({ set: first.history.simulation.parts.timers.left().length });
    });
  });
});
