import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { listening } from '#config/listening.js';
import { type Ledger } from '#composition/open-ledger.js';
import { createMetrics } from '#observability/metrics.js';
import { workReadiness } from './readiness.js';
import { type Work } from './start-work.js';
import { workMetrics } from './work-metrics.js';

export interface Health {
  readonly address: string;
  close(): Promise<void>;
}

/** `/livez`, `/readyz` and `/metrics` of a worker that runs on its own. */
export async function serveHealth(ledger: Ledger, work: Work): Promise<Health> {
  const { workerMetricsHost, workerMetricsPort } = ledger.configuration;
  const registry = createMetrics({ ofProcess: true });
  workMetrics(registry, ledger, work);
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0];
    if (path === '/metrics') {
      void registry
        .metrics()
        .then((text) => response.setHeader('content-type', registry.contentType).end(text));
      return;
    }
    const readiness = workReadiness(work);
    const isReady = path !== '/readyz' || readiness.status === 'ok';
    response.statusCode = path === '/livez' || path === '/readyz' ? (isReady ? 200 : 503) : 404;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(readiness));
  });
  await listening(
    {
      host: workerMetricsHost,
      port: workerMetricsPort,
      hostVariable: 'LEDGER_WORKER_METRICS_HOST',
      portVariable: 'LEDGER_WORKER_METRICS_PORT',
    },
    () =>
      new Promise<void>((resolve, reject) => {
        server.once('error', reject).listen(workerMetricsPort, workerMetricsHost, resolve);
      }),
  );
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://${workerMetricsHost}:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
