import { Command } from 'commander';
import { allEvents } from '#composition/all-events.js';
import { type Ledger, openLedger } from '#composition/open-ledger.js';
import { ConfigurationError } from '#config/configuration-error.js';
import { loadConfiguration } from '#config/environment.js';
import {
  pauseProjection,
  rebuildProjection,
  resumeProjection,
  rollbackProjection,
} from '#projecting/commands.js';
import { type Projector } from '#projecting/projector.js';
import { listParked, type ParkedWorld, retryParked, skipParked } from '#projecting/retrying.js';
import { projectionsStatus } from '#projecting/status.js';
import { verifyProjection } from '#projecting/verifying.js';
import { projectors } from '#read-models/projectors.js';

/** Opens what the configuration names; the embedded read database has one process, so its ledger must be stopped. */
async function withLedger(work: (ledger: Ledger) => Promise<void>): Promise<void> {
  const ledger = await openLedger(loadConfiguration(process.env));
  try {
    await work(ledger);
  } finally {
    await ledger.close();
  }
}

const projectorNamed = (model: string) => {
  const projector = projectors.find(({ name }) => name === model);
  if (projector === undefined) {
    throw new ConfigurationError(
      `There is no projection ${model}; there are ${projectors.map(({ name }) => name).join(', ')}.`,
    );
  }
  return projector;
};

async function printStatus({ database, store }: Ledger): Promise<void> {
  for (const { model, generations } of await projectionsStatus(database, store, Date.now())) {
    for (const each of generations) {
      const {
        version,
        phase,
        state,
        position = '-',
        lagEvents,
        lagSeconds,
        parkedStreams,
        rebuilt,
        failure,
      } = each;
      const progress =
        rebuilt === undefined || rebuilt === 1 ? '' : `  rebuilt ${Math.floor(rebuilt * 100)} %`;
      console.log(
        `${model.padEnd(16)} v${version} ${phase.padEnd(9)} ${state.padEnd(11)} at ${position}` +
          `  lag ${lagEvents} events, ${Math.round(lagSeconds)} s  parked ${parkedStreams}${progress}`,
      );
      if (failure !== null) console.log(`${' '.repeat(17)}failed: ${failure}`);
    }
  }
}

async function verifyOne(world: Omit<ParkedWorld, 'projector'>, projector: Projector): Promise<boolean> {
  const { name } = projector;
  try {
    const { equal, position, firstDifference } = await verifyProjection({ ...world, projector });
    console.log(`${name.padEnd(16)} ${equal ? 'equal to' : 'DIFFERS from'} a fresh replay up to ${position}`);
    if (firstDifference !== undefined) {
      const { table, only, row } = firstDifference;
      console.log(`  first difference, only ${only}, in ${table}: ${row}`);
    }
    return equal;
  } catch (error) {
    // Such as a model that is being built: the others are looked at all the same.
    console.log(`${name.padEnd(16)} not verified: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

async function verify({ database, store }: Ledger, models: readonly string[]): Promise<void> {
  const world = { database, store, registry: allEvents };
  for (const projector of models.length === 0 ? projectors : models.map(projectorNamed)) {
    if (!(await verifyOne(world, projector))) process.exitCode = 1;
  }
}

type OnModel = (ledger: Ledger, projector: Projector) => Promise<void>;
type OnStream = (world: ParkedWorld, stream: string) => Promise<string>;

const onModel = (name: string, description: string, work: OnModel) =>
  new Command(name)
    .description(description)
    .argument('<model>')
    .action((model: string) => withLedger((ledger) => work(ledger, projectorNamed(model))));

const onStream = (name: string, description: string, work: OnStream) =>
  new Command(name)
    .description(description)
    .argument('<model>')
    .argument('<stream>')
    .action((model: string, stream: string) =>
      withLedger(async ({ database, store }) => {
        const world = { database, store, registry: allEvents, projector: projectorNamed(model) };
        console.log(await work(world, stream));
      }),
    );

const parked = new Command('parked')
  .description('Streams that a projection could not apply; what follows in them waits behind')
  .addCommand(
    onModel('list', 'Each with its error and the event it stopped at', async ({ database }, projector) => {
      for (const { stream, revision, position, error } of await listParked({ database, projector })) {
        console.log(`${stream}  revision ${revision}  at ${position}\n  ${error}`);
      }
    }),
  )
  .addCommand(onStream('retry', 'Applies what waits in the stream, in order', retryParked))
  .addCommand(
    onStream('skip', 'Gives up the event that failed, and applies what waits behind it', skipParked),
  );

export const projectionsCommand = new Command('projections')
  .description('Shows and operates the projections')
  .addCommand(
    new Command('status')
      .description('Version, position, lag and parked streams of each')
      .action(() => withLedger(printStatus)),
    { isDefault: true },
  )
  .addCommand(onModel('pause', 'Stops it', ({ database }, { name }) => pauseProjection(database, name)))
  .addCommand(
    onModel('resume', 'Lets it go on', ({ database }, { name }) => resumeProjection(database, name)),
  )
  .addCommand(
    onModel(
      'rebuild',
      'Builds it anew beside the tables that are read, then swaps',
      ({ database }, { name }) => rebuildProjection(database, name),
    ),
  )
  .addCommand(
    onModel('rollback', 'Reads the tables from before the last rebuild again', ({ database }, { name }) =>
      rollbackProjection(database, name),
    ),
  )
  .addCommand(
    new Command('verify')
      .description('Compares each with a fresh replay of the log')
      .argument('[model...]')
      .action((models: string[]) => withLedger((ledger) => verify(ledger, models))),
  )
  .addCommand(parked);
