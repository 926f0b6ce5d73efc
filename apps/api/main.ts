import 'reflect-metadata';
import { openCallers } from '#access/open-callers.js';
import { openLedger } from '#composition/open-ledger.js';
import { runProcess } from '#composition/run-process.js';
import { loadConfiguration } from '#config/environment.js';
import { forSeparateProcesses } from '#config/separate-processes.js';
import { createLogger } from '#observability/logger.js';
import { createMetrics } from '#observability/metrics.js';
import { startApi } from './start-api.js';

await runProcess(async () => {
  const configuration = forSeparateProcesses(loadConfiguration(process.env));
  const logger = createLogger({ level: configuration.logLevel, name: 'api' });
  const ledger = await openLedger(configuration);
  const { callers, newDevelopmentToken } = openCallers(configuration);
  const api = await startApi(ledger, { callers, logger, registry: createMetrics({ ofProcess: true }) });
  logger.info({ address: api.address }, 'the api listens');
  if (newDevelopmentToken !== undefined)
    console.log(`Development token (shown once): ${newDevelopmentToken}`);
  return {
    logger,
    async stop() {
      await api.stop();
      await ledger.close();
    },
  };
});
