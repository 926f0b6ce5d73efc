import { setTimeout as sleep } from 'node:timers/promises';
import { type Database } from '#database/database.js';
import { type StoredEvent } from '#event-store/port.js';
import { type EventRegistry, UnknownEvent } from '#messages/event-registry.js';
import { applyBatch } from './applying.js';
import { type BatchSize } from './batch-limit.js';
import { type Batch, BatchReader } from './batch-reader.js';
import { bucketOf } from './buckets.js';
import { LeaseLost, messageOf, ProjectionFailed } from './failures.js';
import { type Generation, recordFailure } from './generation.js';
import { indexTables } from './indexing.js';
import { type Lease, releaseLease, takeLease } from './lease.js';
import { type Projector } from './projector.js';
import { Rate } from './rate.js';
import { type SharedLog } from './shared-log.js';
import { settle, type SwapOutcome } from './swap.js';

export interface RunnerOptions {
  readonly batch: BatchSize;
  /** How long a worker that says nothing keeps its shards. */
  readonly leaseMs: number;
  readonly retryMs: { readonly first: number; readonly most: number; readonly failed: number };
  readonly mostParked: number;
}

export const defaultRunnerOptions: RunnerOptions = {
  batch: { count: 1000, waitMs: 2, commitMs: 250 },
  leaseMs: 10_000,
  retryMs: { first: 100, most: 10_000, failed: 30_000 },
  mostParked: 100,
};

export interface RunnerWorld {
  readonly database: Database;
  /** Shared with the other models of this process. */
  readonly log: SharedLog;
  readonly registry: EventRegistry;
  /** This worker, among all that share the database. */
  readonly owner: string;
}

/** `waiting`: another worker has the shard. `retrying`: something around it is down. `failed`: somebody must look. */
export type RunnerState = 'waiting' | 'catching-up' | 'live' | 'retrying' | 'failed' | 'stopped';

/** Works on one shard of one generation until it is stopped. */
export class ShardRunner {
  state: RunnerState = 'waiting';
  error: string | undefined;
  lastBatch = 0;
  /** Why a generation that is being built has not taken the place of the live one. */
  swap: SwapOutcome;
  readonly rate = new Rate();
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private failures = 0;
  /** A failure noted by whoever had the shard before is over with the first batch of this one. */
  private firstBatch = true;

  constructor(
    private readonly world: RunnerWorld,
    private readonly projector: Projector,
    readonly generation: Generation,
    readonly buckets: readonly number[],
    private readonly options: RunnerOptions,
  ) {
    this.swap = generation.phase === 'building' ? 'behind' : 'not-building';
  }

  start(): void {
    this.running = this.run();
  }

  /** After the batch it is writing; another worker may go on at once. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    this.state = 'stopped';
  }

  /** Begins again from what the database says: it may have lost what this worker believes to have written. */
  reload: () => void = () => undefined;

  private get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        const { database, owner } = this.world;
        const lease = await takeLease(database, {
          ...this.generation,
          buckets: this.buckets,
          owner,
          ttlMs: this.options.leaseMs,
        });
        if (lease === undefined) {
          this.state = 'waiting';
          await this.pause(this.options.leaseMs / 3);
        } else await this.hold(lease);
      } catch (error) {
        await this.recover(error);
      }
    }
  }

  private async hold(lease: Lease): Promise<void> {
    try {
      await this.consume(lease);
    } finally {
      // A lost database keeps the lease until it ends by itself.
      await releaseLease(this.world.database, lease).catch(() => undefined);
    }
  }

  private async consume(lease: Lease): Promise<void> {
    const after = [...lease.positions.values()].reduce((least, each) => (each < least ? each : least));
    const reader = new BatchReader(this.world.log.subscribe(after), this.options.batch);
    const close = (): void => void reader.close();
    this.reload = close;
    if (this.state === 'live') this.state = 'catching-up';
    this.stopping.signal.addEventListener('abort', close);
    try {
      for (
        let batch = await reader.next();
        batch !== undefined && !this.stopped;
        batch = await reader.next()
      ) {
        const written = await this.take(lease, batch);
        if (written !== undefined) reader.took(written.events, written.ms);
        await this.settle(lease, batch.caughtUp);
      }
    } finally {
      this.stopping.signal.removeEventListener('abort', close);
      await reader.close();
    }
  }

  /** @returns how many events were written, and how long that held the database; undefined for nothing new */
  private async take(
    lease: Lease,
    { events, position }: Batch,
  ): Promise<{ readonly events: number; readonly ms: number } | undefined> {
    if (position === undefined || [...lease.positions.values()].every((each) => each >= position))
      return undefined;
    const mine = fresh(events, lease.positions);
    const { world, options, projector, generation } = this;
    const isUnread = this.swap === 'behind' || this.swap === 'unindexed';
    const applying = { ...world, ...options, projector, generation, lease, isUnread };
    const ms = await applyBatch(applying, mine, position);
    this.rate.add(mine.length);
    this.lastBatch = mine.length;
    return { events: mine.length, ms };
  }

  /** Notes that the end was reached, and puts what was being built in its place as soon as it can stand there. */
  private async settle(lease: Lease, caughtUp: boolean): Promise<void> {
    await this.recovered();
    this.state = caughtUp || this.state === 'live' ? 'live' : 'catching-up';
    if (this.state !== 'live' || this.swap === 'swapped' || this.swap === 'not-building') return;
    const { database } = this.world;
    this.swap = await settle(database, lease);
    if (this.swap !== 'unindexed') return;
    await indexTables(database, this.projector, this.generation, () => this.stopped);
    if (!this.stopped) this.swap = await settle(database, lease);
  }

  private async recovered(): Promise<void> {
    if (this.state === 'failed' || this.firstBatch)
      await recordFailure(this.world.database, this.generation, null);
    this.firstBatch = false;
    this.failures = 0;
    this.error = undefined;
  }

  private async recover(error: unknown): Promise<void> {
    if (error instanceof LeaseLost || this.stopped) return;
    this.error = messageOf(error);
    const { first, most, failed } = this.options.retryMs;
    if (error instanceof UnknownEvent || error instanceof ProjectionFailed) {
      await recordFailure(this.world.database, this.generation, this.error).catch(() => undefined);
      this.state = 'failed';
      // Another worker may run a program that knows more; so the shard is free meanwhile.
      return this.pause(failed);
    }
    this.state = 'retrying';
    this.failures += 1;
    const wait = Math.min(first * 2 ** (this.failures - 1), most);
    return this.pause(wait * (0.5 + Math.random() / 2));
  }

  private async pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

/**
 * What the checkpoints have not seen. Buckets of a shard may stand at different places after the number of shards
 * changed; and no feed is trusted not to repeat itself.
 */
function fresh(
  events: readonly StoredEvent[],
  positions: ReadonlyMap<number, string>,
): readonly StoredEvent[] {
  let last = '';
  return events.filter(({ stream, position }) => {
    const seen = positions.get(bucketOf(stream));
    if (seen === undefined || position <= seen || position <= last) return false;
    last = position;
    return true;
  });
}
