import { describe, expect, it } from '@jest/globals';
import { describeOnDatabases } from '#test/support/databases.js';
import { lastDue, NightlyVerification } from './nightly-verification.js';
import { projectionsStatus } from './status.js';
import { engineFixture } from './testing/engine-fixture.js';
import { CounterProjector, toyRegistry } from './testing/toy.js';

describe('the time of a nightly verification', () => {
  it('is the last one that has come', () => {
    const due = (now: string): string => new Date(lastDue('02:30', Date.parse(now))).toISOString();
    expect(due('2026-03-02T02:29:59Z')).toBe('2026-03-01T02:30:00.000Z');
    expect(due('2026-03-02T02:30:00Z')).toBe('2026-03-02T02:30:00.000Z');
    expect(due('2026-03-02T23:00:00Z')).toBe('2026-03-02T02:30:00.000Z');
  });
});

describeOnDatabases('the nightly verification', (databases) => {
  const engine = engineFixture(databases);
  const projector = new CounterProjector();
  const reports: unknown[] = [];
  const DAY = 24 * 3600 * 1000;
  const nightly = (days: number, work = projector): NightlyVerification =>
    new NightlyVerification({
      world: { database: engine.database, store: engine.store, registry: toyRegistry },
      projectors: [work],
      at: '02:30',
      now: () => Date.now() + days * DAY,
      report: (model, result) => reports.push([model, 'failure' in result ? result.failure : result.equal]),
    });
  const verified = async () => (await projectionsStatus(engine.database, engine.store, 0))[0]?.verified;

  it('is due once a night, for one worker, and first on the night after the first start', async () => {
    reports.length = 0;
    await engine.write(5);
    await engine.host(projector);
    await engine.expectExact(projector);
    await nightly(0).look();
    expect([reports, await verified()]).toEqual([[], undefined]);
    await Promise.all([nightly(2).look(), nightly(2).look()]);
    expect(reports).toEqual([['counter', true]]);
    expect(await verified()).toMatchObject({ equal: true, failure: null, firstDifference: null });
    await nightly(0).look();
    expect(reports).toHaveLength(1);
  });

  it('tells the first row that differs, and keeps it for the status', async () => {
    reports.length = 0;
    await engine.write(5);
    await engine.host(projector);
    await engine.expectExact(projector);
    await nightly(0).look();
    await engine.database.query("UPDATE counter_1.accounts SET balance = 99 WHERE account = 'account-2'");
    await nightly(2).look();
    expect(reports).toEqual([['counter', false]]);
    const found = await verified();
    expect(found).toMatchObject({ equal: false, firstDifference: { table: 'accounts' } });
    expect(found?.firstDifference?.row).toContain('account-2');
  });

  it('is given back by a worker that stops, and says why there is no result', async () => {
    reports.length = 0;
    await engine.write(5);
    await engine.host(projector);
    await engine.expectExact(projector);
    await nightly(0).look();
    const stopping = nightly(2);
    const looking = stopping.look();
    await stopping.stop();
    await looking;
    const failing = new CounterProjector(1, () => true);
    await nightly(2, failing).look();
    expect(reports).toEqual([['counter', expect.stringContaining('cannot apply')]]);
    expect(await verified()).toMatchObject({ equal: null, failure: expect.stringContaining('cannot apply') });
  });
});
