import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { type ShortenMembership } from '../contracts/membership-commands.js';
import { MembershipShortened } from '../contracts/membership-events.js';
import { endsOf, type MembershipEvent, type Memberships, paidUntil, type PaidTerm } from './membership.js';

/**
 * What the entitlement paid ends with its agreement; what others have paid stays, so that the membership ends with the
 * last day that is still paid for (I37). The grace for a renewal follows from the new end.
 */
export const shortenMembership: Decision<ShortenMembership, Memberships, MembershipEvent> = (
  { institutionId, entitlementId, effectiveOn },
  { last },
) => {
  const ends = last?.paid.find((term) => term.entitlementId === entitlementId)?.to;
  if (last === undefined || ends === undefined || last.ended || effectiveOn >= ends) return [];
  const { membershipId, termStart, termEnd: previousEnd, zone } = last;
  const termEnd = lastPaidDay(paidUntil(last.paid, entitlementId, effectiveOn)) ?? effectiveOn;
  const term = { membershipId, institutionId, entitlementId, effectiveOn, termStart, previousEnd };
  return [event(MembershipShortened, { ...term, ...endsOf(termEnd, zone) })];
};

/** A term that had not begun when its agreement ended is paid on no day. */
const lastPaidDay = (paid: readonly PaidTerm[]): string | undefined =>
  paid
    .filter(({ from, to }) => from <= to)
    .map(({ to }) => to)
    .sort()
    .at(-1);
