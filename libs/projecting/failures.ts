import { isDatabaseFailure } from '#database/database.js';
import { isStoreFailure } from '#event-store/failures.js';
import { UnknownEvent } from '#messages/event-registry.js';

/** Another worker holds the shard: what this one was about to write is void. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** The projector stands still until somebody looks: it cannot go on without being wrong. */
export class ProjectionFailed extends Error {
  override readonly name = 'ProjectionFailed';
}

/** The model did not reach a position in time, or is still being built; the edge answers 503 with Retry-After. */
export class ModelBehind extends Error {
  override readonly name = 'ModelBehind';
  constructor(
    readonly model: string,
    readonly retryAfterSeconds: number,
    message: string,
  ) {
    super(message);
  }
}

/** What an operator asked for cannot be done as things stand. */
export class NotPossible extends Error {
  override readonly name = 'NotPossible';
}

export class UnknownModel extends Error {
  override readonly name = 'UnknownModel';
  constructor(
    model: string,
    readonly known: readonly string[],
  ) {
    super(`There is no projection ${model}; there are ${known.join(', ')}.`);
  }
}

/** True when the event itself is at fault, as far as one can tell: trying again later would end the same way. */
export const isPoison = (error: unknown): boolean =>
  !(error instanceof LeaseLost) &&
  !(error instanceof ProjectionFailed) &&
  !(error instanceof UnknownEvent) &&
  !isStoreFailure(error) &&
  !isDatabaseFailure(error, 'unavailable');

export const messageOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);
