import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toyRegistry } from '#projecting/testing/toy.js';
import { projectionsStatus } from '#projecting/status.js';
import { verifyProjection } from '#projecting/verifying.js';
import { ModelWaiter } from '#projecting/waiting.js';
import { killAtRandom } from './killed-child.js';
import { openProjectingWorld, type ProjectingWorldOptions } from './projecting-world.js';

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
  /** The command of the process that is killed. */
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
        const { difference, ...counted } = await healed({ directory, databaseUrl, shards: 1 });
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
  const { store, database, model, host } = await openProjectingWorld(options);
  try {
    await host.start();
    const waiter = await ModelWaiter.open(database);
    await waiter.waitFor(model, (await store.head()) ?? '', 120_000);
    await waiter.close();
    const { equal, firstDifference } = await verifyProjection({
      ...{ database, store, registry: toyRegistry, projector: model },
    });
    const [status] = await projectionsStatus(database, store, 0);
    const live = status?.generations.find(({ phase }) => phase === 'live');
    return {
      events: live?.seen ?? 0,
      generations: Math.max(0, ...(status?.generations ?? []).map(({ generation }) => generation)),
      difference: equal ? undefined : JSON.stringify(firstDifference ?? 'digest'),
    };
  } finally {
    await host.stop();
    await database.close();
    await store.close();
  }
}
