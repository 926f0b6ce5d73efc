import { Command } from 'commander';
import { openCommandBus } from '#apps/worker/command-bus.js';
import { loadReferenceData } from '#apps/ledger/load-reference-data.js';
import { loadConfiguration } from '#config/environment.js';
import { openLedger } from '#composition/open-ledger.js';
import { createLogger } from '#observability/logger.js';

export const seedCommand = new Command('seed')
  .description(
    'Loads the reference data: exams, products, business calendars; what is loaded already stays as it is',
  )
  .action(async () => {
    const configuration = loadConfiguration(process.env);
    const ledger = await openLedger(configuration);
    const bus = await openCommandBus(ledger);
    await loadReferenceData(
      configuration,
      bus,
      createLogger({ level: configuration.logLevel, name: 'ledgerctl' }),
    );
    await bus.close();
    await ledger.close();
    console.log('The reference data is loaded.');
  });
