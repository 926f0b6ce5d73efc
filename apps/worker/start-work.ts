import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { type Ledger } from '#composition/open-ledger.js';
import { allEvents } from '#composition/all-events.js';
import { type Answer } from '#deciding/decisions.js';
import { processes } from '#fulfilment/processes/index.js';
import { type Logger } from '#observability/logger.js';
import { ProcessHost } from '#processing/process-host.js';
import { ProjectionHost } from '#projecting/host.js';
import { projectors } from '#read-models/projectors.js';
import { candidatesIn } from './candidates.js';
import { issuerOf } from './issuer-of.js';
import { openMailing } from './mailing.js';
import { startVerification } from './start-verification.js';
import { tasksOf } from './tasks.js';

/** What a worker does: projections, processes and timers. */
export interface Work {
  readonly projections: ProjectionHost;
  readonly processes: ProcessHost;
  stop(): Promise<void>;
}

/** @param execute the command bus */
export async function startWork(
  ledger: Ledger,
  execute: (command: object) => Promise<Answer>,
  logger: Logger,
): Promise<Work> {
  const { store, database, look, clock, developmentClock, configuration } = ledger;
  const projections = new ProjectionHost({
    database,
    store,
    registry: allEvents,
    projectors,
    owner: `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`,
    shards: configuration.projectionShards,
    rebuildOnNewVersion: configuration.newVersions === 'rebuild',
  });
  await projections.start();
  const verification = startVerification(ledger, logger);
  const mailing = openMailing(ledger, execute);
  const doneWith = {
    issuer: issuerOf(ledger, execute),
    candidates: candidatesIn(ledger),
    mail: mailing.tasks,
  };
  const tasks = tasksOf({ ...ledger, ...doneWith }, execute, logger);
  const host = new ProcessHost(
    processes,
    { store, database, registry: allEvents, look, execute, tasks, logger },
    clock,
  );
  host.start();
  const moves = developmentClock?.moves.subscribe(() => host.timers.nudge());
  return {
    projections,
    processes: host,
    async stop() {
      moves?.unsubscribe();
      await Promise.all([host.stop(), projections.stop(), verification?.stop()]);
      mailing.close();
    },
  };
}
