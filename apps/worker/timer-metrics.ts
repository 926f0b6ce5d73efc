import { Gauge } from 'prom-client';
import { type Ledger } from '#composition/open-ledger.js';
import { type Registry } from '#observability/metrics.js';
import { timers } from '#processing/timers.js';
import { sharedReading } from './shared-reading.js';

/** The backlog of the timers: due ones that stay due are a worker that does not keep up. */
export function timerMetrics(
  registry: Registry,
  { database, clock }: Pick<Ledger, 'database' | 'clock'>,
): void {
  const read = sharedReading(() => timers.backlog(database, clock.now()));
  const gauge = (name: string, help: string, state: 'due' | 'set'): void => {
    const timersOf: Gauge<'process'> = new Gauge({
      name,
      help,
      labelNames: ['process'],
      registers: [registry],
      async collect() {
        const backlog = await read();
        timersOf.reset();
        for (const each of backlog ?? []) timersOf.set({ process: each.process }, each[state]);
      },
    });
  };
  gauge('ledger_timers_due', 'Timers whose time has come and that have not fired', 'due');
  gauge('ledger_timers', 'Timers that are set, due or not', 'set');
}
