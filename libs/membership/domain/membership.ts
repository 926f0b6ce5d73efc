import { type Decision, type Fold } from '#kernel/decider.js';
import { event, type EventOf } from '#kernel/event.js';
import { expiryInstant, plusDays } from '#kernel/calendar.js';
import { naturalId } from '#kernel/ids.js';
import { twelveMonthTerm } from '#kernel/term.js';
import { type CalendarDate, type Instant, type Zone } from '#kernel/time.js';
import { membershipStatusAt } from '../contracts/benefits.js';
import {
  type ConfirmMembershipEligibility,
  type EndMembership,
  type GrantMembership,
} from '../contracts/membership-commands.js';
import {
  MembershipEligibilityConfirmed,
  MembershipEnded,
  MembershipRenewed,
  type MembershipShortened,
  MembershipStarted,
} from '../contracts/membership-events.js';
import {
  AccreditedAcademicNeeded,
  MembershipNotOver,
  MembershipUnknown,
  NoSuchApplicant,
  NoTimeToAdd,
} from './refusals.js';

/*
 * One stream for all memberships of an institution, not one for each: whether an invoice renews the last one or starts
 * another is decided where both are known, and two invoices at once decide one after the other.
 */

type Term = Pick<
  MembershipStarted,
  'membershipId' | 'institutionId' | 'termStart' | 'termEnd' | 'zone' | 'endsAt' | 'graceUntil'
>;

/** The days that an entitlement paid for; none when `to` is before `from`. */
export interface PaidTerm {
  readonly entitlementId: string;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

export interface Memberships {
  readonly institutionId?: string;
  readonly evidence: readonly string[];
  /** The one that started last, with its renewals. */
  readonly last?: Readonly<Term> & { readonly ended: boolean; readonly paid: readonly PaidTerm[] };
  /** Entitlements whose term has been given. */
  readonly granted: readonly string[];
}

export type MembershipEvent = EventOf<
  | typeof MembershipEligibilityConfirmed
  | typeof MembershipStarted
  | typeof MembershipRenewed
  | typeof MembershipShortened
  | typeof MembershipEnded
>;

/** The terms, when what that entitlement paid ends on that day. */
export const paidUntil = (
  paid: readonly PaidTerm[],
  entitlementId: string,
  to: CalendarDate,
): readonly PaidTerm[] => paid.map((term) => (term.entitlementId === entitlementId ? { ...term, to } : term));

export const membershipFold: Fold<Memberships, MembershipEvent> = {
  initial: { evidence: [], granted: [] },
  evolve(state, event) {
    const { institutionId } = event.data;
    switch (event.type) {
      case 'MembershipEligibilityConfirmed':
        return { ...state, institutionId, evidence: [...state.evidence, event.data.evidenceRef] };
      case 'MembershipStarted': {
        const { entitlementId, termStart: from, termEnd: to } = event.data;
        const last = { ...event.data, ended: false, paid: [{ entitlementId, from, to }] };
        return { ...state, institutionId, last, granted: [...state.granted, entitlementId] };
      }
      case 'MembershipRenewed': {
        const { entitlementId, renewedFrom, termEnd: to } = event.data;
        const paid = [...(state.last?.paid ?? []), { entitlementId, from: plusDays(renewedFrom, 1), to }];
        const last = { ...event.data, ended: false, paid };
        return { ...state, institutionId, last, granted: [...state.granted, entitlementId] };
      }
      case 'MembershipShortened': {
        if (state.last === undefined) return state;
        const { entitlementId, effectiveOn, termEnd, endsAt, graceUntil } = event.data;
        const paid = paidUntil(state.last.paid, entitlementId, effectiveOn);
        return { ...state, last: { ...state.last, termEnd, endsAt, graceUntil, paid } };
      }
      case 'MembershipEnded':
        return state.last?.membershipId === event.data.membershipId
          ? { ...state, last: { ...state.last, ended: true } }
          : state;
    }
  },
};

/** The institution that wants to become an academy. */
export interface ApplicantFacts {
  readonly known: boolean;
  readonly academic: boolean;
  readonly accreditedAt: (instant: Instant) => boolean;
}

/** The requirements are not listed anywhere: what is kept is a reference to the evidence that they are met (R24). */
export const confirmMembershipEligibility: Decision<
  ConfirmMembershipEligibility,
  Memberships,
  MembershipEvent,
  ApplicantFacts
> = ({ institutionId, evidenceRef }, { evidence }, { now, facts: { known, academic, accreditedAt } }) => {
  if (!known) return NoSuchApplicant();
  if (!academic || !accreditedAt(now)) return AccreditedAcademicNeeded();
  if (evidence.includes(evidenceRef)) return [];
  return [event(MembershipEligibilityConfirmed, { institutionId, evidenceRef })];
};

/** Days after the last one on which a renewal still adds to the old end. */
export const graceDays = 30;
const basis = { policies: ['membership-grace-30-days@1'] } as const;

export interface GrantFacts {
  readonly segment: MembershipStarted['segment'];
  /** Undefined for an agreement that never ends (R47). */
  readonly agreementEnd: CalendarDate | undefined;
}

/** Annual, and never beyond the agreement; a renewal adds to the old end, a late one starts anew (R44). */
export const grantMembership: Decision<GrantMembership, Memberships, MembershipEvent, GrantFacts> = (
  { institutionId, entitlementId, invoiceDate, zone },
  { last, granted },
  { facts: { segment, agreementEnd } },
) => {
  if (granted.includes(entitlementId)) return [];
  const renews = last !== undefined && invoiceDate <= plusDays(last.termEnd, graceDays);
  if (!renews) {
    const termEnd = earlier(twelveMonthTerm(invoiceDate), agreementEnd);
    if (termEnd < invoiceDate) return NoTimeToAdd();
    const membershipId = naturalId('mbr', entitlementId);
    const term = { membershipId, institutionId, entitlementId, termStart: invoiceDate };
    return [event(MembershipStarted, { ...term, ...endsOf(termEnd, zone), zone, segment }, { basis })];
  }
  const termEnd = earlier(twelveMonthTerm(plusDays(last.termEnd, 1)), agreementEnd);
  if (termEnd <= last.termEnd) return NoTimeToAdd();
  const { membershipId, termStart, termEnd: renewedFrom } = last;
  // A renewal goes on in the zone in which the membership began.
  const term = { membershipId, institutionId, entitlementId, termStart, zone: last.zone };
  return [event(MembershipRenewed, { ...term, ...endsOf(termEnd, last.zone), renewedFrom }, { basis })];
};

const earlier = (a: CalendarDate, b: CalendarDate | undefined): CalendarDate =>
  b !== undefined && b < a ? b : a;

export const endsOf = (termEnd: CalendarDate, zone: Zone) => ({
  termEnd,
  endsAt: expiryInstant(termEnd, zone),
  graceUntil: expiryInstant(plusDays(termEnd, graceDays), zone),
});

/** Effective when the grace period ended, whenever the timer came by. */
export const endMembership: Decision<EndMembership, Memberships, MembershipEvent> = (
  { membershipId },
  { last },
  { now },
) => {
  if (last === undefined) return MembershipUnknown();
  // An earlier one was over before another could start.
  if (last.membershipId !== membershipId || last.ended) return [];
  if (membershipStatusAt(last, now) !== 'ENDED') return MembershipNotOver();
  const { institutionId, termStart, termEnd, graceUntil } = last;
  const data = { membershipId, institutionId, termStart, termEnd, graceUntil };
  return [event(MembershipEnded, data, { occurredAt: graceUntil })];
};
