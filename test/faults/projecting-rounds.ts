import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectionsStatus } from '#projecting/status.js';
import { verifyProjection } from '#projecting/verifying.js';
import { ModelWaiter } from '#projecting/waiting.js';
import { killAtRandom } from './killed-child.js';
import { type Models, openProjectingWorld, type ProjectingWorldOptions } from './projecting-world.js';

export interface ProjectingReport {
  readonly rounds: number;
  readonly events: number;
  /** Sets of tables that were begun: the first, and one for each rebuild. */
  readonly generations: number;
  /** How the tables differed from a fresh replay, by round. */
  readonly differences: readonly string[];
}

export interface ProjectingRounds {
  readonly rounds: number;
  readonly models: Models;
  /** The command of the process that is killed; it is told the directory, the database, its number and its shards. */
  readonly child: readonly string[];
  /** Of a new, empty database; empty: PGlite. */
  readonly newDatabase: () => Promise<string>;
  readonly onRound?: (round: number) => void;
}

/** Rounds that share one log: deaths on top of deaths, but a bounded replay. */
const ROUNDS_PER_LOG = 5;
const LONGEST_MS = 1500;
const SHARDS = [1, 2, 5, 16];

/** Kills a worker under live writes and rebuilds, lets another go on from there, and compares with a fresh replay. */
export async function projectingRounds({
  rounds,
  models,
  child,
  newDatabase,
  onRound = () => undefined,
}: ProjectingRounds): Promise<ProjectingReport> {
  let [events, generations] = [0, 0];
  const differences: string[] = [];
  for (let first = 0; first < rounds; first += ROUNDS_PER_LOG) {
    const directory = await mkdtemp(join(tmpdir(), 'projecting-rounds-'));
    const databaseUrl = await newDatabase();
    let last = { events: 0, generations: 0 };
    try {
      for (let round = first; round < Math.min(rounds, first + ROUNDS_PER_LOG); round += 1) {
        const shards = SHARDS[round % SHARDS.length] ?? 1;
        await killAtRandom([...child, directory, databaseUrl, `${round}`, `${shards}`], LONGEST_MS);
        const { difference, ...counted } = await healed({ directory, databaseUrl, shards: 1, models });
        last = counted;
        if (difference !== undefined) differences.push(`round ${round}: ${difference}`);
        onRound(round);
      }
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
    events += last.events;
    generations += last.generations;
  }
  return { rounds, events, generations, differences };
}

/** What a process that is started after the kill finds, once it has read the log to its end. */
async function healed(options: ProjectingWorldOptions): Promise<{
  readonly events: number;
  readonly generations: number;
  readonly difference: string | undefined;
}> {
  const { store, database, projectors, registry, host } = await openProjectingWorld(options);
  try {
    await host.start();
    const waiter = await ModelWaiter.open(database);
    const after = (await store.head()) ?? '';
    for (const model of projectors) await waiter.waitFor(model, after, 120_000);
    await waiter.close();
    const differences: string[] = [];
    for (const projector of projectors) {
      const { equal, firstDifference } = await verifyProjection({ database, store, registry, projector });
      if (!equal) differences.push(`${projector.name}: ${JSON.stringify(firstDifference ?? 'digest')}`);
    }
    const generations = (await projectionsStatus(database, store, 0)).flatMap((status) => status.generations);
    return {
      events: Math.max(0, ...generations.map(({ phase, seen }) => (phase === 'live' ? seen : 0))),
      generations:
        generations.length === 0 ? 0 : Math.max(...generations.map(({ generation }) => generation)),
      difference: differences.length === 0 ? undefined : differences.join('; '),
    };
  } finally {
    await host.stop();
    await database.close();
    await store.close();
  }
}
