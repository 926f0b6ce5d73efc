import { Command, InvalidArgumentError } from 'commander';
import { join } from 'node:path';
import { makeDataDirectory } from '#config/data-directory.js';
import { ConfigurationError } from '#config/configuration-error.js';
import { loadConfiguration } from '#config/environment.js';
import { migrations } from '#composition/migrations.js';
import { openDatabase } from '#database/database.js';
import { migrate } from '#database/migrations.js';
import { openEventStore } from '#event-store/open.js';
import { isInstant, toInstant } from '#kernel/calendar.js';
import { handOver } from '../simulation/engine/hand-over.js';
import { playHistory } from '../simulation/play-history.js';
import { summaryOf } from '../simulation/summary.js';

const whole =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`A whole number from ${least} to ${most} is needed.`);
  };

const moment = (text: string): string => {
  const instant = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text;
  if (isInstant(instant)) return toInstant(instant);
  throw new InvalidArgumentError('A day such as 2026-06-30 is needed.');
};

interface Options {
  readonly events: number;
  readonly seed: string;
  readonly years: number;
  readonly until: string;
  readonly dataDir?: string;
}

export const simulateCommand = new Command('simulate')
  .description(
    'Invents a realistic history in an empty ledger, by the real rules: the same options make the same events',
  )
  .option('--events <count>', 'how many events', whole(200, 100_000_000), 10_000)
  .option('--seed <text>', 'what decides everything that chance decides', '1')
  .option('--years <count>', 'how many years it tells of', whole(1, 7), 5)
  .option('--until <day>', 'about when it ends', moment, '2026-06-30T00:00:00.000Z')
  .option('--data-dir <directory>', 'where to, instead of LEDGER_DATA_DIR')
  .action(async ({ events, seed, years, until, dataDir }: Options) => {
    const configuration = loadConfiguration({
      ...process.env,
      ...(dataDir === undefined ? {} : { LEDGER_DATA_DIR: dataDir }),
    });
    const { mode, masterKey, eventstoreUrl, databaseUrl, policyVersion, priceList } = configuration;
    if (mode === 'production')
      throw new ConfigurationError('A history is never invented in production: its keys can be made again.');
    if (masterKey !== undefined)
      throw new ConfigurationError('An invented history keeps its keys in a file: unset LEDGER_MASTER_KEY.');
    makeDataDirectory(configuration.dataDir);
    const directory = join(configuration.dataDir, 'log');
    const store = await openEventStore({ url: eventstoreUrl, directory });
    try {
      const begun = performance.now();
      const history = await playHistory({
        ...{ dataDir: configuration.dataDir, store, oneByOne: eventstoreUrl !== undefined },
        ...{ policyVersion, priceListId: priceList, seed, events, years, until },
      });
      const seconds = (performance.now() - begun) / 1000;
      const database = await openDatabase({
        url: databaseUrl,
        directory: join(configuration.dataDir, 'read-model'),
      });
      await migrate(database, migrations);
      await handOver(history.simulation, database);
      await database.close();
      await history.simulation.parts.close();
      console.log(summaryOf(history, { seconds, dataDir: configuration.dataDir }));
    } finally {
      await store.close();
    }
  });
