import 'reflect-metadata';
import { loadConfiguration } from '#config/environment.js';
import { forSeparateProcesses } from '#config/separate-processes.js';
import { openLedger } from '#composition/open-ledger.js';
import { runProcess } from '#composition/run-process.js';
import { createLogger } from '#observability/logger.js';
import { openCommandBus } from './command-bus.js';
import { startWork } from './start-work.js';
import { serveHealth } from './serve-health.js';

await runProcess(async () => {
  const configuration = forSeparateProcesses(loadConfiguration(process.env));
  const logger = createLogger({ level: configuration.logLevel, name: 'worker' });
  const ledger = await openLedger(configuration);
  const bus = await openCommandBus(ledger);
  const work = await startWork(ledger, (command) => bus.execute(command), logger);
  const health = await serveHealth(ledger, work);
  logger.info({ address: health.address }, 'the worker works');
  return {
    logger,
    async stop() {
      await health.close();
      await work.stop();
      await bus.close();
      await ledger.close();
    },
  };
});
