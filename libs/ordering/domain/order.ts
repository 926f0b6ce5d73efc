import { type Fold } from '#kernel/decider.js';
import { type Refusal } from '#kernel/refusal.js';
import { type Instant } from '#kernel/time.js';
import { type OrderLine, type OrderPlaced, type SpecialDiscountProposed } from '../contracts/order-events.js';
import { addsPacks, type OrderEvent } from '../contracts/order-facts.js';
import { type CorrectedNet, type InvoicedLine } from '../contracts/invoice-events.js';
import {
  OrderCancelledAlready,
  OrderInvoicedAlready,
  OrderRejectedAlready,
  OrderUnknown,
} from './order-refusals.js';

export type { OrderEvent };

export interface Discount {
  readonly lineNo: number;
  readonly unitPrice: string;
  readonly approvalRef: string;
}

/** An amendment makes a new one: discounts and proposals of them, processing and acknowledgement belong to the old (E31). */
export interface Revision {
  readonly lines: readonly OrderLine[];
  readonly discounts: readonly Discount[];
  /** Discounts that wait for a second person, at most one for a line. */
  readonly proposed: readonly Readonly<SpecialDiscountProposed>[];
  readonly processedAt?: Instant;
  readonly acknowledgedAt?: Instant;
}

/** The packs of an invoiced line, after corrections, and what they grant. */
export interface LinePacks extends Pick<InvoicedLine, 'packSize' | 'fulfilment'> {
  readonly packs: number;
}

export interface Invoice {
  readonly issuer: string;
  readonly invoiceNo: string;
  /** Which invoice of the order it is, from 1. */
  readonly billing: number;
  /** What each line comes to, after corrections. */
  readonly nets: ReadonlyMap<number, string>;
  readonly packs: ReadonlyMap<number, LinePacks>;
  readonly creditNos: readonly string[];
  readonly zeroed: boolean;
  /** False for one of a revision that had been amended: it granted nothing (E32). */
  readonly matchesRevision: boolean;
}

/** A correction that waits for a second person. */
export interface Proposed {
  readonly proposal: number;
  readonly creditNo: string;
  readonly lines: readonly CorrectedNet[];
  readonly reason: string;
  readonly proposedBy: string;
}

/** DRAFT while there is no event. */
export interface Order {
  readonly placed?: Readonly<OrderPlaced>;
  /** The last one is current; they are kept for invoices that crossed an amendment (E32). */
  readonly revisions: readonly Revision[];
  readonly cancelled: boolean;
  readonly rejected: boolean;
  readonly invoice?: Invoice;
  /** All of the invoice has been delivered; all of it is over. */
  readonly fulfilled: boolean;
  readonly ended: boolean;
  readonly discountProposals: number;
  readonly proposals: number;
  readonly proposed?: Proposed | undefined;
}

export const orderFold: Fold<Order, OrderEvent> = {
  initial: {
    ...{ revisions: [], cancelled: false, rejected: false, fulfilled: false, ended: false },
    ...{ discountProposals: 0, proposals: 0 },
  },
  evolve(state, event) {
    switch (event.type) {
      case 'OrderPlaced':
        return { ...state, placed: event.data, revisions: [newRevision(event.data)] };
      case 'OrderAmended':
        return { ...state, revisions: [...state.revisions, newRevision(event.data)] };
      case 'OrderCancelled':
        return { ...state, cancelled: true };
      case 'OrderRejected':
        return { ...state, rejected: true };
      case 'OrderProcessed':
        return inCurrent(state, { processedAt: event.data.processedAt });
      case 'OrderAcknowledged':
        return inCurrent(state, { acknowledgedAt: event.data.sentAt });
      case 'SpecialDiscountProposed': {
        const proposed = [...otherLines(current(state).proposed, event.data), event.data];
        return { ...inCurrent(state, { proposed }), discountProposals: event.data.proposal };
      }
      case 'SpecialDiscountApproved': {
        const { discounts, proposed } = current(state);
        return inCurrent(state, {
          discounts: [...otherLines(discounts, event.data), event.data],
          proposed: otherLines(proposed, event.data),
        });
      }
      case 'OrderInvoiced': {
        const { issuer, invoiceNo, billing = 1, lines, matchesRevision } = event.data;
        const nets = new Map(lines.map(({ lineNo, net }) => [lineNo, net]));
        const packs = new Map(lines.map((line) => [line.lineNo, line]));
        const creditNos = state.invoice?.creditNos ?? [];
        return {
          ...state,
          ...{ fulfilled: false, ended: false },
          invoice: { issuer, invoiceNo, billing, nets, packs, creditNos, zeroed: false, matchesRevision },
        };
      }
      case 'OrderFulfilled':
        return { ...state, fulfilled: true };
      case 'OrderClosed':
        return { ...state, ended: true };
      case 'CorrectionProposed':
        return { ...state, proposals: event.data.proposal, proposed: event.data };
      case 'InvoiceCorrected': {
        if (state.invoice === undefined) return state;
        const { creditNo, lines, toZero } = event.data;
        const nets = new Map([
          ...state.invoice.nets,
          ...lines.map(({ lineNo, to }) => [lineNo, to] as const),
        ]);
        const packs = packsAfter(state.invoice.packs, lines);
        const creditNos = [...state.invoice.creditNos, creditNo];
        const invoice = { ...state.invoice, nets, packs, creditNos, zeroed: toZero };
        const fulfilled = state.fulfilled && !addsPacks(lines);
        return { ...state, fulfilled, invoice, proposed: undefined };
      }
    }
  },
};

const packsAfter = (
  before: ReadonlyMap<number, LinePacks>,
  corrected: readonly CorrectedNet[],
): ReadonlyMap<number, LinePacks> =>
  new Map(
    [...before].map(([lineNo, line]) => {
      const packs = corrected.find((each) => each.lineNo === lineNo)?.packs?.to ?? line.packs;
      return [lineNo, { ...line, packs }];
    }),
  );

const otherLines = <T extends { readonly lineNo: number }>(
  all: readonly T[],
  of: { readonly lineNo: number },
) => all.filter(({ lineNo }) => lineNo !== of.lineNo);

const newRevision = ({ lines }: Pick<OrderPlaced, 'lines'>): Revision => ({
  ...{ lines, discounts: [], proposed: [] },
});

const inCurrent = (state: Order, change: Partial<Revision>): Order => ({
  ...state,
  revisions: state.revisions.with(-1, { ...current(state), ...change }),
});

/** The revision in force; empty for a draft. */
export const current = ({ revisions }: Order): Revision => revisions.at(-1) ?? newRevision({ lines: [] });

/**
 * Why the order can no longer be changed, if so (I5, E33). An invoice of another revision that a correction has taken
 * back granted nothing: the order is open for the right one (E32).
 */
export function closed({ placed, cancelled, rejected, invoice }: Order): Refusal | undefined {
  if (placed === undefined) return OrderUnknown();
  if (cancelled) return OrderCancelledAlready();
  if (rejected) return OrderRejectedAlready();
  if (invoice !== undefined && (invoice.matchesRevision || !invoice.zeroed))
    return OrderInvoicedAlready({ invoiceNo: invoice.invoiceNo });
  return undefined;
}
