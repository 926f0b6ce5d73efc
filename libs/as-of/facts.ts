import { type Aggregate } from '#deciding/aggregate.js';
import { fold } from '#kernel/decider.js';
import { type DomainEvent } from '#kernel/event.js';
import { type Instant } from '#kernel/time.js';
import { type ProjectedEvent } from '#projecting/projector.js';

/** The two time axes of a question: what held at `at`, by what the ledger knew at `knownAt`. */
export interface Moment {
  /** Business time. */
  readonly at: Instant;
  /** System time. */
  readonly knownAt: Instant;
}

/** A recorded event in the newest version of its type. */
export type Fact = Omit<ProjectedEvent, 'stored'>;

/** Their dates are judged by the state that they fold into, whatever the day on which they were recorded. */
const judgedByTheState: ReadonlySet<string> = new Set([
  'EntitlementTermShortened',
  'CodeTermShortened',
  'AccreditationConfirmed',
  'AccreditationWithdrawn',
  'CatcStatusChanged',
  'VueCenterStatusChanged',
  'TechnicalRequirementsAttested',
  'SitePackActivated',
  'SitePackSuspended',
  'SitePackResumed',
]);

export const isKnown = ({ metadata }: Fact, knownAt: Instant): boolean => metadata.recordedAt <= knownAt;

/** Whether it had happened at the instant, whenever the ledger learned of it. */
export const hadHappened = ({ type, metadata }: Fact, at: Instant): boolean =>
  judgedByTheState.has(type) || metadata.occurredAt <= at;

/** What an answer rests on: in the order of the log, because that is how decisions were taken. */
export const factsAt = (facts: readonly Fact[], { at, knownAt }: Moment): readonly Fact[] =>
  facts.filter((fact) => isKnown(fact, knownAt) && hadHappened(fact, at));

/** Folds the facts of one stream with the fold that its own decisions use. */
export function stateOf<S, E extends DomainEvent>(
  { events, fold: of }: Aggregate<S, E>,
  facts: readonly Fact[],
): S {
  const types = new Set(events.classes.map(({ type }) => type));
  const isIts = (fact: Fact): fact is Fact & E => types.has(fact.type);
  return fold(of, facts.filter(isIts));
}
