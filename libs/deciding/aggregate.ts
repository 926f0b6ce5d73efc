import { type Fold } from '#kernel/decider.js';
import { type DomainEvent } from '#kernel/event.js';
import { type EventRegistry } from '#messages/event-registry.js';

/** One kind of stream: its category, the events it may hold and how they fold. */
export interface Aggregate<State, Event extends DomainEvent = DomainEvent> {
  /** The stream of id `x` is `{category}-{x}`. */
  readonly category: string;
  /** Name of a second, smaller fold of the same streams; absent for the fold that decides. */
  readonly view?: string;
  readonly events: EventRegistry;
  readonly fold: Fold<State, Event>;
  /** The institution that a stream belongs to; undefined for what belongs to all. */
  readonly tenant: (state: State) => string | undefined;
}

export const streamOf = (aggregate: Pick<Aggregate<unknown, never>, 'category'>, id: string): string =>
  `${aggregate.category}-${id}`;

/** The id behind a stream name; the category never contains a dash. */
export const idOfStream = (stream: string): string => stream.slice(stream.indexOf('-') + 1);
export const categoryOfStream = (stream: string): string => stream.slice(0, stream.indexOf('-'));
