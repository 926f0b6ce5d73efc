import { Gauge } from 'prom-client';
import { type Registry } from '#observability/metrics.js';
import { type Work } from './start-work.js';

/** Whether each process follows the log or waits for something. */
export function workMetrics(registry: Registry, work: Work): void {
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
}
