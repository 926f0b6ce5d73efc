import { type Aggregate } from '#deciding/aggregate.js';
import { type Fold } from '#kernel/decider.js';
import { type EventOf } from '#kernel/event.js';
import { type EnrollmentAdded } from './agreement-events.js';
import { orderingEvents } from './ordering-events.js';

export type EnrollmentEvent = EventOf<typeof EnrollmentAdded>;

export interface EnrollmentFacts {
  /** Undefined when there is no such enrollment. It ends with its agreement. */
  readonly added?: Readonly<EnrollmentAdded>;
}

export const enrollmentFold: Fold<EnrollmentFacts, EnrollmentEvent> = {
  initial: {},
  evolve: (_, { data }) => ({ added: data }),
};

/** The streams `enrollment-{enr_…}`. */
export const enrollmentFacts: Aggregate<EnrollmentFacts, EnrollmentEvent> = {
  category: 'enrollment',
  events: orderingEvents,
  fold: enrollmentFold,
  tenant: ({ added }) => added?.institutionId,
};
