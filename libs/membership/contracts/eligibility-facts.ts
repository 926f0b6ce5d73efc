import { type Aggregate } from '#deciding/aggregate.js';
import { type EventOf } from '#kernel/event.js';
import { membershipEvents, type MembershipEligibilityConfirmed } from './membership-events.js';

/** What others may know: whether the institution may order the membership at all (R24). */
export interface EligibilityFacts {
  readonly confirmed: boolean;
}

/** A smaller fold of the streams `membership-{ins_…}`. */
export const eligibilityFacts: Aggregate<EligibilityFacts, EventOf<typeof MembershipEligibilityConfirmed>> = {
  category: 'membership',
  view: 'eligibility',
  events: membershipEvents,
  tenant: () => undefined,
  fold: {
    initial: { confirmed: false },
    // The view folds a stream that holds other events, too.
    evolve: (facts, { type }) =>
      (type as string) === 'MembershipEligibilityConfirmed' ? { confirmed: true } : facts,
  },
};
