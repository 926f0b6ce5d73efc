import { type DomainEvent } from './event.js';
import { type Refusal } from './refusal.js';
import { type Instant } from './time.js';

/** Who does it: kind and id, and whom for. */
export interface Actor {
  readonly kind: string;
  readonly id: string;
  readonly onBehalfOf?: string;
}

/** Everything a decision may know beside its command and its stream's state. */
export interface Given<Facts = undefined> {
  /** The one time source of the command (E64). */
  readonly now: Instant;
  readonly actor: Actor;
  readonly reason?: string;
  readonly commandId: string;
  /** Version of the time-zone data that local dates are read with (I34). */
  readonly tzdb: string;
  /** What other streams said when the command was loaded. */
  readonly facts: Facts;
}

/** Pure and synchronous: the same command, state and givens always decide the same. */
export type Decision<Command, State, Event extends DomainEvent, Facts = undefined> = (
  command: Command,
  state: State,
  given: Given<Facts>,
) => readonly Event[] | Refusal;

/** The state of one stream, folded from its events. */
export interface Fold<State, Event extends DomainEvent = DomainEvent> {
  readonly initial: State;
  readonly evolve: (state: State, event: Event) => State;
}

export const fold = <State, Event extends DomainEvent>(
  of: Fold<State, Event>,
  events: Iterable<Event>,
  from: State = of.initial,
): State => {
  let state = from;
  for (const event of events) state = of.evolve(state, event);
  return state;
};
