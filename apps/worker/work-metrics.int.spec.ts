import { expect, it } from '@jest/globals';
import { migrate } from '#database/migrations.js';
import { createMetrics } from '#observability/metrics.js';
import { processingMigrations } from '#processing/schema.js';
import { timers } from '#processing/timers.js';
import { engineFixture, impatient } from '#projecting/testing/engine-fixture.js';
import { eventually } from '#projecting/testing/eventually.js';
import { CounterProjector } from '#projecting/testing/toy.js';
import { describeOnDatabases } from '#test/support/databases.js';
import { projectionMetrics } from './projection-metrics.js';
import { workReadiness } from './readiness.js';
import { timerMetrics } from './timer-metrics.js';

describeOnDatabases('a worker', (databases) => {
  const engine = engineFixture(databases);
  const poisoned = new CounterProjector(
    1,
    ({ stream, revision }) => `${stream}@${revision}` === 'account-2@1',
  );
  const idle = { processes: () => [] };
  const metricsOf = (host: Awaited<ReturnType<typeof engine.host>>) => {
    const registry = createMetrics({ ofProcess: false });
    projectionMetrics(registry, engine, host);
    return registry;
  };

  it('shows lag and parked streams of each projection, by phase', async () => {
    await engine.write(6);
    const registry = metricsOf(await engine.host(poisoned));
    const text = await eventually(async () => {
      const now = await registry.metrics();
      return now.includes('lag_events{model="counter",phase="live"} 0') ? now : undefined;
    });
    expect(text).toContain('ledger_projection_parked_streams{model="counter",phase="live"} 1');
    expect(text).toContain('ledger_projection_rebuild_ratio{model="counter",phase="live"} 1');
    expect(text).toContain('ledger_projection_stuck_shards{model="counter"} 0');
    expect(text).toMatch(/ledger_projection_rate\{model="counter"\} \d/);
  });

  it('is not ready while a projection is stuck, and its metrics say which', async () => {
    await engine.write(6);
    const host = await engine.host(poisoned, { runner: { ...impatient, mostParked: 0 } });
    const working = { processes: idle, projections: host };
    const unready = await eventually(async () => {
      const now = workReadiness(working);
      return Promise.resolve(now.status === 'waiting' ? now : undefined);
    });
    expect(unready).toMatchObject({ waiting: [], stuck: [expect.stringMatching(/^counter: /)] });
    expect(await metricsOf(host).metrics()).toContain(
      'ledger_projection_failed{model="counter",phase="building"} 1',
    );
  });

  it('counts the timers that are set and those that are due', async () => {
    const { database } = engine;
    await migrate(database, processingMigrations);
    const then = { kind: 'task', task: 'nothing', subject: 'nobody' } as const;
    for (const [key, at] of Object.entries({ early: '2026-01-01T00:00:00Z', late: '2027-01-01T00:00:00Z' }))
      await timers.set(database, 'expiring', key, at, 'an event', then);
    const registry = createMetrics({ ofProcess: false });
    timerMetrics(registry, { database, clock: { now: () => '2026-06-01T00:00:00Z' } });
    const text = await registry.metrics();
    expect(text).toContain('ledger_timers{process="expiring"} 2');
    expect(text).toContain('ledger_timers_due{process="expiring"} 1');
  });
});
