import { type Database } from '#database/database.js';
import { processes } from '#fulfilment/processes/index.js';
import { checkpoints } from '#processing/checkpoints.js';
import { timers } from '#processing/timers.js';
import { type Simulation } from './simulation.js';

/**
 * Leaves to the workers what a worker would have left: everything up to the end of the log is done, and these timers
 * are still to fire. Without it they would do all of it again, which changes nothing and takes as long.
 */
export async function handOver({ parts }: Simulation, database: Database): Promise<void> {
  const position = await parts.store.head();
  if (position === undefined) return;
  await timers.setAll(database, parts.timers.left());
  for (const { name } of processes) await checkpoints.save(database, name, position);
}
