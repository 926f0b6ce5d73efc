import { Gauge } from 'prom-client';
import { type Ledger } from '#composition/open-ledger.js';
import { type Registry } from '#observability/metrics.js';
import { projectionMetrics } from './projection-metrics.js';
import { type Work } from './start-work.js';
import { timerMetrics } from './timer-metrics.js';

type Read = Pick<Ledger, 'database' | 'store' | 'clock'>;

/** How projections, processes and timers get on. */
export function workMetrics(registry: Registry, ledger: Read, work: Work): void {
  projectionMetrics(registry, ledger, work.projections);
  const waiting = new Gauge({
    name: 'ledger_process_waiting',
    help: '1 while a process waits because something cannot be done now',
    labelNames: ['process'],
    registers: [registry],
    collect() {
      for (const { process, status } of work.processes.processes()) {
        waiting.set({ process }, status === 'waiting' ? 1 : 0);
      }
    },
  });
  timerMetrics(registry, ledger);
}
