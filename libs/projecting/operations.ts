import { pauseProjection, rebuildProjection, resumeProjection, rollbackProjection } from './commands.js';
import { NotPossible, UnknownModel } from './failures.js';
import { type ParkedStream } from './parked-streams.js';
import { type Projector } from './projector.js';
import { listParked, type ParkedWorld, retryParked, type RetryOutcome, skipParked } from './retrying.js';
import { type ProjectionStatus, projectionsStatus } from './status.js';
import { type Verification, verifyProjection } from './verifying.js';

/** What an operator sees and does, at the database or through HTTP. */
export interface ProjectionOperations {
  status(): Promise<readonly ProjectionStatus[]>;
  /** @throws UnknownModel, NotPossible as do all that follow */
  pause(model: string): Promise<void>;
  resume(model: string): Promise<void>;
  rebuild(model: string): Promise<void>;
  rollback(model: string): Promise<void>;
  /** Takes as long as a rebuild. */
  verify(model: string): Promise<Verification>;
  parked(model: string): Promise<readonly ParkedStream[]>;
  /** One of them, in each generation where it is parked. */
  parkedStream(model: string, stream: string): Promise<readonly ParkedStream[]>;
  retry(model: string, stream: string): Promise<RetryOutcome>;
  skip(model: string, stream: string): Promise<RetryOutcome>;
}

/** At the database itself; workers are told through it. */
export function projectionOperations(
  world: Omit<ParkedWorld, 'projector'>,
  projectors: readonly Projector[],
): ProjectionOperations {
  const { database, store } = world;
  const verifying = new Set<string>();
  const named = (model: string): ParkedWorld => {
    const projector = projectors.find(({ name }) => name === model);
    if (projector === undefined)
      throw new UnknownModel(
        model,
        projectors.map(({ name }) => name),
      );
    return { ...world, projector };
  };
  const onModel =
    (work: (db: typeof database, model: string) => Promise<void>) =>
    async (model: string): Promise<void> =>
      work(database, named(model).projector.name);
  return {
    status: () => projectionsStatus(database, store, Date.now()),
    pause: onModel(pauseProjection),
    resume: onModel(resumeProjection),
    rebuild: onModel(rebuildProjection),
    rollback: onModel(rollbackProjection),
    async verify(model) {
      const known = named(model);
      // The replay has one place to write to.
      if (verifying.has(model)) throw new NotPossible(`${model} is being verified`);
      verifying.add(model);
      try {
        return await verifyProjection(known);
      } finally {
        verifying.delete(model);
      }
    },
    parked: async (model) => listParked(named(model)),
    parkedStream: async (model, stream) =>
      (await listParked(named(model))).filter((parked) => parked.stream === stream),
    retry: async (model, stream) => retryParked(named(model), stream),
    skip: async (model, stream) => skipParked(named(model), stream),
  };
}
