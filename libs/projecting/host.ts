import { type Database } from '#database/database.js';
import { migrate } from '#database/migrations.js';
import { type EventStore } from '#event-store/port.js';
import { type EventRegistry } from '#messages/event-registry.js';
import { bucketsOfShards } from './buckets.js';
import { CONTROL, engineMigrations } from './engine-tables.js';
import { ensureGenerations, type Generation } from './generation.js';
import { renewLeases } from './lease.js';
import { type Projector } from './projector.js';
import { defaultRunnerOptions, type RunnerOptions, ShardRunner } from './shard-runner.js';
import { SharedLog } from './shared-log.js';

export interface ProjectionHostOptions {
  readonly database: Database;
  readonly store: EventStore;
  /** Of every context whose events are in the log: an event type that is not in it stops a projection. */
  readonly registry: EventRegistry;
  readonly projectors: readonly Projector[];
  /** Names this worker among all that share the database. */
  readonly owner: string;
  /** Shards of a projector that allows more than one; 1 to 16. */
  readonly shards?: number;
  /** Build a changed version without being asked. Default true. */
  readonly rebuildOnNewVersion?: boolean;
  readonly runner?: Partial<RunnerOptions>;
  /** How often to look for what a lost notification did not say. */
  readonly lookMs?: number;
}

/** Which generations a program of this version keeps up: the one it reads, and the one that will replace it. */
const kept = (generations: readonly Generation[], version: number): readonly Generation[] => {
  const mine = generations.filter((each) => each.version === version);
  const read = mine.find(({ phase }) => phase === 'live') ?? mine.find(({ phase }) => phase === 'previous');
  return mine.filter((each) => each === read || each.phase === 'building');
};

/** Runs all projections of one process: starts what should run, stops what should not, keeps the leases. */
export class ProjectionHost {
  private readonly runners = new Map<string, readonly ShardRunner[]>();
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly runnerOptions: RunnerOptions;
  private readonly log: SharedLog;
  private unlisten: (() => Promise<void>) | undefined;
  private looking: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(private readonly options: ProjectionHostOptions) {
    this.runnerOptions = { ...defaultRunnerOptions, ...options.runner };
    this.log = new SharedLog(options.store);
  }

  /** @throws DatabaseFailure when the read database cannot be prepared */
  async start(): Promise<void> {
    const { database, owner, lookMs = 30_000 } = this.options;
    await migrate(database, engineMigrations);
    // The embedded database belongs to this process alone: who held a lease is dead, and need not be waited for.
    if (database.kind === 'pglite')
      await database.query('UPDATE projecting.bucket SET owner = NULL WHERE owner IS NOT NULL');
    this.unlisten = await database.listen(CONTROL, (model) => {
      if (model === undefined) for (const runner of [...this.runners.values()].flat()) runner.reload();
      void this.look(model);
    });
    const { leaseMs } = this.runnerOptions;
    const renew = (): void => void renewLeases(database, owner, leaseMs).catch(() => undefined);
    this.timers.push(
      setInterval(renew, leaseMs / 3),
      setInterval(() => void this.look(), lookMs),
    );
    await this.reconcileAll();
  }

  /** After the batches that are being written; idempotent. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers.splice(0)) clearInterval(timer);
    await this.unlisten?.();
    await this.looking;
    await Promise.all([...this.runners.values()].flat().map((runner) => runner.stop()));
    this.runners.clear();
  }

  get models(): readonly string[] {
    return this.options.projectors.map(({ name }) => name);
  }

  /** What runs in this process. */
  running(model: string): readonly ShardRunner[] {
    return [...this.runners].filter(([key]) => key.startsWith(`${model} `)).flatMap(([, runners]) => runners);
  }

  private look(model?: string): Promise<void> {
    // A database that is down is looked at again by the timer.
    this.looking = this.looking.then(() => this.reconcileAll(model)).catch(() => undefined);
    return this.looking;
  }

  private async reconcileAll(model?: string): Promise<void> {
    const started: ShardRunner[] = [];
    try {
      for (const projector of this.options.projectors) {
        if (!this.stopped && (model === undefined || model === projector.name))
          started.push(...(await this.reconcile(projector)));
      }
    } finally {
      // All at once: those that begin at one place can share what they read.
      for (const runner of started) runner.start();
    }
  }

  /** Stops what should not run. @returns what should, and does not yet */
  private async reconcile(projector: Projector): Promise<readonly ShardRunner[]> {
    const { database, rebuildOnNewVersion = true } = this.options;
    const generations = await ensureGenerations(database, projector, { rebuildOnNewVersion });
    const [model] = await database.query<{ paused: boolean }>(
      'SELECT paused FROM projecting.model WHERE name = $1',
      [projector.name],
    );
    const wanted = model?.paused === true ? [] : kept(generations, projector.version);
    const keys = new Map(
      wanted.map((generation) => [`${projector.name} ${generation.generation}`, generation]),
    );
    for (const [key, runners] of this.runners) {
      if (!key.startsWith(`${projector.name} `) || keys.has(key)) continue;
      this.runners.delete(key);
      await Promise.all(runners.map((runner) => runner.stop()));
    }
    const missing = [...keys].filter(([key]) => !this.runners.has(key));
    return missing.flatMap(([key, generation]) => {
      const runners = this.shardsOf(projector, generation);
      this.runners.set(key, runners);
      return runners;
    });
  }

  private shardsOf(projector: Projector, generation: Generation): readonly ShardRunner[] {
    const shards = projector.rowsOfOneStream ? (this.options.shards ?? 1) : 1;
    const world = { ...this.options, log: this.log };
    return bucketsOfShards(shards).map(
      (buckets) => new ShardRunner(world, projector, generation, buckets, this.runnerOptions),
    );
  }
}
