import { type Decision, type Fold } from '#kernel/decider.js';
import { type EventOf, event } from '#kernel/event.js';
import { Refusal } from '#kernel/refusal.js';
import { earliestEnd, type ExpiryBasis, twelveMonthTerm } from '#kernel/term.js';
import { type CalendarDate } from '#kernel/time.js';
import { type AlignTerm, type LapseAnchor } from '../contracts/co-termination-commands.js';
import { AnchorEstablished, AnchorLapsed, FollowOnCoTermed } from '../contracts/co-termination-events.js';
import { hasBegun } from './invoice-dates.js';
import { InvoicedAfterAgreement, InvoiceInFuture } from './invoice-refusals.js';

export type CoTerminationEvent = EventOf<
  typeof AnchorEstablished | typeof FollowOnCoTermed | typeof AnchorLapsed
>;

export interface Anchor {
  readonly orderId: string;
  readonly termStart: CalendarDate;
  readonly termEnd: CalendarDate;
}

/** The term of an order's 12-month lines. */
export interface AlignedTerm {
  readonly termStart: CalendarDate;
  readonly termEnd: CalendarDate;
  readonly expiryBasis: ExpiryBasis;
  /** What it co-terms with; undefined for an anchor. */
  readonly anchor?: Anchor;
}

/** What the orders of one enrollment share (R51). */
export interface CoTermination {
  readonly institutionId?: string;
  /** The anchor that binds the next order: at most one (I9). */
  readonly live?: Anchor | undefined;
  /** Every anchor that stands, oldest first: an invoice that is recorded late follows the one of its day (E4). */
  readonly anchors: readonly Anchor[];
  /** By order; owned by the fold and only added to, so that an enrollment of many orders folds fast. */
  readonly aligned?: Map<string, AlignedTerm>;
}

export const coTerminationFold: Fold<CoTermination, CoTerminationEvent> = {
  initial: { anchors: [] },
  evolve(state, event) {
    switch (event.type) {
      case 'AnchorEstablished': {
        const { orderId, termStart, termEnd, expiryBasis, institutionId } = event.data;
        const live: Anchor = { orderId, termStart, termEnd };
        const aligned = withAligned(state, orderId, { termStart, termEnd, expiryBasis });
        return { institutionId, live, anchors: [...state.anchors, live], aligned };
      }
      case 'FollowOnCoTermed': {
        const { orderId, termStart, termEnd, expiryBasis, anchorOrderId, anchorStart, anchorEnd } =
          event.data;
        const anchor: Anchor = { orderId: anchorOrderId, termStart: anchorStart, termEnd: anchorEnd };
        return {
          ...state,
          aligned: withAligned(state, orderId, { termStart, termEnd, expiryBasis, anchor }),
        };
      }
      case 'AnchorLapsed': {
        const { cause, anchorOrderId } = event.data;
        // One that ended still bound the invoices of its days; one that was taken back binds nobody.
        if (cause === 'TERM_ENDED') return { ...state, live: undefined };
        const anchors = state.anchors.filter(({ orderId }) => orderId !== anchorOrderId);
        const aligned = new Map([...(state.aligned ?? [])].filter(([orderId]) => orderId !== anchorOrderId));
        return { ...state, live: undefined, anchors, aligned };
      }
    }
  },
};

const withAligned = (
  { aligned = new Map<string, AlignedTerm>() }: CoTermination,
  orderId: string,
  term: AlignedTerm,
) => aligned.set(orderId, term);

/** The anchor of another order that an invoice of that day follows. */
function anchorFor(
  { anchors, live }: CoTermination,
  orderId: string,
  date: CalendarDate,
): Anchor | undefined {
  const others = anchors.filter((anchor) => anchor.orderId !== orderId);
  const ofTheDay = others.findLast(({ termStart, termEnd }) => termStart <= date && date <= termEnd);
  if (ofTheDay !== undefined) return ofTheDay;
  // Dated before the anchor, recorded after it: the order in this stream decides who is the anchor (E7).
  return others.find((anchor) => anchor.orderId === live?.orderId && date < anchor.termStart);
}

/** Term of a 12-month order: the earliest of agreement end, end of its anchor, and twelve months (I8, I10, E5, E9). */
export function termInGroup(
  state: CoTermination,
  orderId: string,
  invoiceDate: CalendarDate,
  agreementEnd: CalendarDate | undefined,
): AlignedTerm | Refusal {
  if (agreementEnd !== undefined && agreementEnd < invoiceDate)
    return InvoicedAfterAgreement({ agreementEnd });
  const anchor = anchorFor(state, orderId, invoiceDate);
  const twelveMonthEnd = twelveMonthTerm(invoiceDate);
  const { end, basis } = earliestEnd({ agreementEnd, anchorEnd: anchor?.termEnd, twelveMonthEnd });
  return {
    termStart: invoiceDate,
    termEnd: end,
    expiryBasis: basis,
    ...(anchor === undefined ? {} : { anchor }),
  };
}

export interface EnrollmentTerms {
  readonly institutionId: string;
  readonly agreementEnd: CalendarDate | undefined;
}

/**
 * Decides before the invoice is recorded, because the months billed depend on it; two first invoices race for this
 * stream and one becomes the anchor (E7). Aligning an order again for the same day changes nothing; for another day,
 * the invoice of the first attempt was never recorded, and the order is aligned anew.
 */
export const alignTerm: Decision<AlignTerm, CoTermination, CoTerminationEvent, EnrollmentTerms> = (
  { enrollmentId, orderId, issuer, invoiceNo, invoiceDate },
  state,
  { now, facts: { institutionId, agreementEnd } },
) => {
  if (!hasBegun(invoiceDate, now)) return InvoiceInFuture({ invoiceDate });
  if (state.aligned?.get(orderId)?.termStart === invoiceDate) return [];
  const term = termInGroup(state, orderId, invoiceDate, agreementEnd);
  if (term instanceof Refusal) return term;
  const { anchor, ...dates } = term;
  const aligned = { enrollmentId, institutionId, orderId, issuer, invoiceNo, ...dates };
  if (anchor !== undefined) {
    const { orderId: anchorOrderId, termStart: anchorStart, termEnd: anchorEnd } = anchor;
    const { live } = state;
    const anew = live?.orderId === orderId ? [lapsed(enrollmentId, orderId, 'NEVER_INVOICED')] : [];
    return [...anew, event(FollowOnCoTermed, { ...aligned, anchorOrderId, anchorStart, anchorEnd })];
  }
  return [...lapsedBefore(enrollmentId, orderId, state), event(AnchorEstablished, aligned)];
};

function lapsedBefore(enrollmentId: string, orderId: string, { live }: CoTermination): CoTerminationEvent[] {
  if (live === undefined) return [];
  return [lapsed(enrollmentId, live.orderId, live.orderId === orderId ? 'NEVER_INVOICED' : 'TERM_ENDED')];
}

const lapsed = (enrollmentId: string, anchorOrderId: string, cause: AnchorLapsed['cause']) =>
  event(AnchorLapsed, { enrollmentId, anchorOrderId, cause });

/** The orders that follow keep their end; the next one anchors anew (E8). */
export const lapseAnchor: Decision<LapseAnchor, CoTermination, CoTerminationEvent> = (
  { enrollmentId, orderId, cause },
  { live },
) => (live?.orderId === orderId ? [lapsed(enrollmentId, orderId, cause)] : []);
