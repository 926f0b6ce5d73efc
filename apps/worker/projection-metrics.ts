import { Gauge } from 'prom-client';
import { type Ledger } from '#composition/open-ledger.js';
import { type Registry } from '#observability/metrics.js';
import { type ProjectionHost } from '#projecting/host.js';
import { shardsStatus } from '#projecting/running-status.js';
import { type GenerationStatus, projectionsStatus } from '#projecting/status.js';
import { type LastVerification } from '#projecting/verifications.js';
import { sharedReading } from './shared-reading.js';

/** What the database says of all projections, whichever process works on them. */
const ofAll: readonly (readonly [string, string, (status: GenerationStatus) => number | undefined])[] = [
  ['lag_events', 'Events of the log that are not yet seen; counted up to 10000', (one) => one.lagEvents],
  ['lag_seconds', 'Seconds since the first event that is not yet seen was recorded', (one) => one.lagSeconds],
  ['parked_streams', 'Streams that could not be applied and wait for somebody', (one) => one.parkedStreams],
  ['rebuild_ratio', 'How much of the log is in the tables, 0 to 1', (one) => one.rebuilt],
  [
    'rebuild_seconds_left',
    'Seconds until what is being built has seen the whole log, at its present rate',
    (one) => one.secondsLeft,
  ],
  ['failed', '1 while it stands still until somebody looks', (one) => (one.state === 'failed' ? 1 : 0)],
];

/** Metrics of the projections: of each by phase, and of what this process does for them. */
export function projectionMetrics(
  registry: Registry,
  { database, store }: Pick<Ledger, 'database' | 'store'>,
  host: ProjectionHost,
): void {
  const labelNames = ['model', 'phase'] as const;
  const read = sharedReading(() => projectionsStatus(database, store, Date.now()));
  for (const [name, help, valueOf] of ofAll) {
    const gauge: Gauge<'model' | 'phase'> = new Gauge({
      name: `ledger_projection_${name}`,
      help,
      labelNames,
      registers: [registry],
      async collect() {
        const status = await read();
        gauge.reset();
        for (const { model, generations } of status ?? []) {
          for (const each of generations) {
            const value = valueOf(each);
            if (value !== undefined) gauge.set({ model, phase: each.phase }, value);
          }
        }
      },
    });
  }
  const ofModel = (
    name: string,
    help: string,
    valueOf: (last: LastVerification) => number | undefined,
  ): void => {
    const gauge: Gauge<'model'> = new Gauge({
      name: `ledger_projection_${name}`,
      help,
      labelNames: ['model'],
      registers: [registry],
      async collect() {
        const status = await read();
        gauge.reset();
        for (const { model, verified } of status ?? []) {
          const value = verified && valueOf(verified);
          if (value !== undefined) gauge.set({ model }, value);
        }
      },
    });
  };
  ofModel('verified', '1 when it equalled a fresh replay the last time, 0 when it differed', ({ equal }) =>
    equal === null ? undefined : Number(equal),
  );
  ofModel('verified_timestamp_seconds', 'When it was compared with a fresh replay', ({ finishedAt }) =>
    finishedAt === null ? undefined : Date.parse(finishedAt) / 1000,
  );
  const ofProcess = (name: string, help: string, valueOf: (shard: Shard) => number): void => {
    const gauge: Gauge<'model'> = new Gauge({
      name: `ledger_projection_${name}`,
      help,
      labelNames: ['model'],
      registers: [registry],
      collect() {
        gauge.reset();
        for (const shard of shardsStatus(host)) gauge.inc({ model: shard.model }, valueOf(shard));
      },
    });
  };
  ofProcess(
    'rate',
    'Events a second that this process applied, over ten seconds',
    (one) => one.eventsPerSecond,
  );
  ofProcess('last_batch_events', 'Events in the last batch of each shard, summed', (one) => one.lastBatch);
  ofProcess('stuck_shards', 'Shards that this process cannot move on', ({ state }) =>
    state === 'failed' || state === 'retrying' ? 1 : 0,
  );
}

type Shard = ReturnType<typeof shardsStatus>[number];
