import { type Callers } from '#access/callers.js';
import { type Configuration } from '#config/configuration.js';
import { type Binding } from '#deciding/binding.js';
import { type DecisionRunner } from '#deciding/runner.js';
import { type EventStore } from '#event-store/port.js';
import { type Clock } from '#kernel/time.js';
import { type Logger } from '#observability/logger.js';
import { type Registry } from '#observability/metrics.js';
import { type Stopping } from './edge/stopping.js';
import { type Operations } from './operations.js';
import { type ReadModels } from './read-models.js';

/** What the edge is made of; a composition root fills it. */
export interface ApiDependencies {
  readonly config: Configuration;
  readonly store: EventStore;
  readonly runner: DecisionRunner;
  readonly bindings: readonly Binding[];
  readonly clock: Clock;
  readonly readModels: ReadModels;
  readonly operations: Operations;
  readonly callers: Callers;
  readonly logger: Logger;
  readonly registry: Registry;
  readonly stopping: Stopping;
}
