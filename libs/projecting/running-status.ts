import { type ProjectionHost } from './host.js';
import { type RunnerState } from './shard-runner.js';

/** What one process knows of its own work, beside what the database says: for metrics and `/readyz`. */
export interface ShardStatus {
  readonly model: string;
  readonly generation: number;
  readonly version: number;
  readonly buckets: number;
  readonly state: RunnerState;
  readonly eventsPerSecond: number;
  readonly lastBatch: number;
  readonly error: string | undefined;
}

export const shardsStatus = (host: ProjectionHost): readonly ShardStatus[] =>
  host.models.flatMap((model) =>
    host.running(model).map((runner) => ({
      model,
      generation: runner.generation.generation,
      version: runner.generation.version,
      buckets: runner.buckets.length,
      state: runner.state,
      eventsPerSecond: runner.rate.perSecond,
      lastBatch: runner.lastBatch,
      error: runner.error,
    })),
  );

/** Models that this process cannot move on, with the reason: a worker that has any is not ready. */
export const stuckProjections = (host: ProjectionHost): readonly string[] =>
  shardsStatus(host)
    .filter(({ state }) => state === 'failed' || state === 'retrying')
    .map(({ model, error }) => `${model}: ${error ?? 'unknown'}`);
