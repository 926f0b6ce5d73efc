import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { loadConfiguration } from '#config/environment.js';
import { ConfigurationError } from '#config/configuration-error.js';
import { verifyLog } from '#event-store/embedded/verify.js';

export const verifyCommand = new Command('verify')
  .description(
    'Checks every record of the embedded event log against its checksum; the ledger may be running',
  )
  .action(() => {
    const { dataDir, eventstoreUrl } = loadConfiguration(process.env);
    if (eventstoreUrl !== undefined) {
      throw new ConfigurationError(
        'The log is an EventStoreDB: it checks its own records (its scavenge and hash verification).',
      );
    }
    const directory = join(dataDir, 'log');
    if (!existsSync(directory)) throw new ConfigurationError(`There is no event log in ${dataDir}.`);
    const { records, damages } = verifyLog(directory);
    for (const { position = 'log', problem } of damages) console.error(`${position}: ${problem}`);
    console.log(`${records} records, ${damages.length} damaged`);
    if (damages.length > 0) process.exitCode = 1;
  });
