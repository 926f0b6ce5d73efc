import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCallers } from '#access/open-callers.js';
import { loadReferenceData } from '#apps/ledger/load-reference-data.js';
import { startApi } from '#apps/api/start-api.js';
import { openCommandBus } from '#apps/worker/command-bus.js';
import { startWork } from '#apps/worker/start-work.js';
import { type Ledger, openLedger } from '#composition/open-ledger.js';
import { Configuration } from '#config/configuration.js';
import { createLogger } from '#observability/logger.js';
import { createMetrics } from '#observability/metrics.js';

export interface RunningLedger {
  readonly url: string;
  readonly token: string;
  readonly directory: string;
  readonly ledger: Ledger;
  /** Every line that was logged. */
  readonly log: readonly string[];
  stop(): Promise<void>;
  /** After it has stopped. */
  remove(): void;
}

/** The embedded default as `apps/ledger` composes it, in this process, on a directory of its own. */
export async function runLedger(): Promise<RunningLedger> {
  const directory = mkdtempSync(join(tmpdir(), 'ledger-e2e-'));
  const configuration = Object.assign(new Configuration(), {
    dataDir: directory,
    port: 0,
    logLevel: 'trace' as const,
  });
  const log: string[] = [];
  const logger = createLogger({
    level: 'trace',
    name: 'ledger',
    to: { write: (line) => void log.push(line) },
  });
  const ledger = await openLedger(configuration);
  const { callers, newDevelopmentToken = '' } = openCallers(configuration);
  const bus = await openCommandBus(ledger);
  await loadReferenceData(configuration, bus, logger);
  const work = await startWork(ledger, (command) => bus.execute(command), logger);
  const api = await startApi(ledger, { callers, logger, registry: createMetrics({ ofProcess: false }) });
  return {
    url: api.address,
    token: newDevelopmentToken,
    directory,
    ledger,
    log,
    async stop() {
      await api.stop();
      await work.stop();
      await bus.close();
      await ledger.close();
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
