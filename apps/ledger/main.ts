import 'reflect-metadata';
import { openCallers } from '#access/open-callers.js';
import { startApi } from '#apps/api/start-api.js';
import { openCommandBus } from '#apps/worker/command-bus.js';
import { startWork } from '#apps/worker/start-work.js';
import { workMetrics } from '#apps/worker/work-metrics.js';
import { openLedger } from '#composition/open-ledger.js';
import { runProcess } from '#composition/run-process.js';
import { publicUrlOf } from '#config/configuration.js';
import { loadConfiguration } from '#config/environment.js';
import { createLogger } from '#observability/logger.js';
import { createMetrics } from '#observability/metrics.js';
import { loadReferenceData } from './load-reference-data.js';
import { welcome } from './welcome.js';

/** The embedded default: api and worker in one process on one data directory. */
await runProcess(async () => {
  const configuration = loadConfiguration(process.env);
  const logger = createLogger({ level: configuration.logLevel, name: 'ledger' });
  const ledger = await openLedger(configuration);
  const { callers, newDevelopmentToken, developmentTokenFile } = openCallers(configuration);
  const bus = await openCommandBus(ledger);
  const execute = (command: object) => bus.execute(command);
  await loadReferenceData(configuration, { execute }, logger);
  const registry = createMetrics({ ofProcess: true });
  const work = await startWork(ledger, execute, logger);
  workMetrics(registry, ledger, work);
  const api = await startApi(ledger, { callers, logger, registry });
  const url = configuration.port === 0 ? api.address : publicUrlOf(configuration);
  console.log(welcome({ url, configuration, newDevelopmentToken, developmentTokenFile }));
  return {
    logger,
    async stop() {
      await api.stop();
      await work.stop();
      await bus.close();
      await ledger.close();
    },
  };
});
