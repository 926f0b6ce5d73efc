import { Command } from 'commander';
import { allEvents } from '#composition/all-events.js';
import { openLedger } from '#composition/open-ledger.js';
import { ConfigurationError } from '#config/configuration-error.js';
import { loadConfiguration } from '#config/environment.js';
import { NotPossible, UnknownModel } from '#projecting/failures.js';
import { projectionOperations, type ProjectionOperations } from '#projecting/operations.js';
import { projectors } from '#read-models/projectors.js';
import { linesOf, parkedLines } from '../projection-lines.js';
import { remoteProjections } from '../remote-projections.js';

/**
 * A running ledger over HTTP where `--url` says so; else what the configuration names is opened. The embedded read
 * database has one process, so without `--url` its ledger must be stopped.
 */
async function operating(work: (operations: ProjectionOperations) => Promise<void>): Promise<void> {
  const { url, token = process.env['LEDGERCTL_TOKEN'] } = projectionsCommand.opts<{
    url?: string;
    token?: string;
  }>();
  if (url !== undefined) {
    if (token === undefined) throw new ConfigurationError('--url needs --token, or LEDGERCTL_TOKEN.');
    return work(remoteProjections(url, token));
  }
  const ledger = await openLedger(loadConfiguration(process.env));
  try {
    await work(projectionOperations({ ...ledger, registry: allEvents }, projectors));
  } catch (error) {
    if (error instanceof UnknownModel || error instanceof NotPossible)
      throw new ConfigurationError(error.message);
    throw error;
  } finally {
    await ledger.close();
  }
}

async function verifyOne(operations: ProjectionOperations, name: string): Promise<boolean> {
  try {
    const { equal, position, firstDifference } = await operations.verify(name);
    console.log(`${name.padEnd(22)} ${equal ? 'equal to' : 'DIFFERS from'} a fresh replay up to ${position}`);
    if (firstDifference !== undefined) {
      const { table, only, row } = firstDifference;
      console.log(`  first difference, only ${only}, in ${table}: ${row}`);
    }
    return equal;
  } catch (error) {
    // Such as a model that is being built: the others are looked at all the same.
    console.log(`${name.padEnd(22)} not verified: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

async function verify(operations: ProjectionOperations, models: readonly string[]): Promise<void> {
  const all = models.length === 0 ? projectors.map(({ name }) => name) : models;
  for (const model of all) if (!(await verifyOne(operations, model))) process.exitCode = 1;
}

type OnModel = (operations: ProjectionOperations, model: string) => Promise<void>;

const onModel = (name: string, description: string, work: OnModel) =>
  new Command(name)
    .description(description)
    .argument('<model>')
    .action((model: string) => operating((operations) => work(operations, model)));

const onStream = (name: 'retry' | 'skip', description: string) =>
  new Command(name)
    .description(description)
    .argument('<model>')
    .argument('<stream>')
    .action((model: string, stream: string) =>
      operating(async (operations) => console.log(await operations[name](model, stream))),
    );

const parked = new Command('parked')
  .description('Streams that a projection could not apply; what follows in them waits behind')
  .addCommand(
    onModel('list', 'Each with its error and the event it stopped at', async (operations, model) => {
      for (const { stream, revision, position, error } of await operations.parked(model)) {
        console.log(`${stream}  revision ${revision}  at ${position}\n  ${error}`);
      }
    }),
  )
  .addCommand(
    new Command('show')
      .description('One of them, with the event it stopped at and what waits behind it')
      .argument('<model>')
      .argument('<stream>')
      .action((model: string, stream: string) =>
        operating(async (operations) => {
          const found = await operations.parkedStream(model, stream);
          for (const line of found.flatMap(parkedLines)) console.log(line);
          if (found.length > 0) return;
          console.error(`${stream} is not parked in ${model}.`);
          process.exitCode = 1;
        }),
      ),
  )
  .addCommand(onStream('retry', 'Applies what waits in the stream, in order'))
  .addCommand(onStream('skip', 'Gives up the event that failed, and applies what waits behind it'));

export const projectionsCommand: Command = new Command('projections')
  .description('Shows and operates the projections')
  .option('--url <url>', 'a running ledger, such as http://localhost:4600')
  .option('--token <token>', "an operator's token; LEDGERCTL_TOKEN where others can see the command line")
  .addCommand(
    new Command('status').description('Version, position, lag and parked streams of each').action(() =>
      operating(async (operations) => {
        for (const status of await operations.status()) for (const line of linesOf(status)) console.log(line);
      }),
    ),
    { isDefault: true },
  )
  .addCommand(onModel('pause', 'Stops it', (operations, model) => operations.pause(model)))
  .addCommand(onModel('resume', 'Lets it go on', (operations, model) => operations.resume(model)))
  .addCommand(
    onModel('rebuild', 'Builds it anew beside the tables that are read, then swaps', (operations, model) =>
      operations.rebuild(model),
    ),
  )
  .addCommand(
    onModel('rollback', 'Reads the tables from before the last rebuild again', (operations, model) =>
      operations.rollback(model),
    ),
  )
  .addCommand(
    new Command('verify')
      .description('Compares each with a fresh replay of the log')
      .argument('[model...]')
      .action((models: string[]) => operating((operations) => verify(operations, models))),
  )
  .addCommand(parked);
