import { type Aggregate } from '#deciding/aggregate.js';
import { type Fold } from '#kernel/decider.js';
import { type EventOf } from '#kernel/event.js';
import { type Instant } from '#kernel/time.js';
import { type OrderClosed, type OrderFulfilled } from './completion-events.js';
import {
  type CorrectedNet,
  type CorrectionProposed,
  type InvoiceCorrected,
  type OrderInvoiced,
} from './invoice-events.js';
import {
  type OrderAcknowledged,
  type OrderAmended,
  type OrderCancelled,
  type OrderLine,
  type OrderPlaced,
  type OrderProcessed,
  type OrderRejected,
  type SpecialDiscountApproved,
  type SpecialDiscountProposed,
} from './order-events.js';
import { orderingEvents } from './ordering-events.js';

/** Every event that a stream `order-{ord_…}` may hold. */
export type OrderEvent = EventOf<
  | typeof OrderPlaced
  | typeof OrderAmended
  | typeof OrderCancelled
  | typeof OrderRejected
  | typeof OrderProcessed
  | typeof OrderAcknowledged
  | typeof SpecialDiscountProposed
  | typeof SpecialDiscountApproved
  | typeof OrderInvoiced
  | typeof CorrectionProposed
  | typeof InvoiceCorrected
  | typeof OrderFulfilled
  | typeof OrderClosed
>;

/** What other contexts may know of an order. */
export interface OrderFacts {
  /** Undefined when there is no such order; its lines are those of revision 1, see `lines`. */
  readonly placed?: Readonly<OrderPlaced>;
  /** The revision in force, 0 while there is none, and what is its. */
  readonly revision: number;
  readonly lines: readonly OrderLine[];
  readonly processedAt?: Instant | undefined;
  readonly acknowledgedAt?: Instant | undefined;
  readonly cancelled: boolean;
  readonly rejected: boolean;
  /** The last one; grants nothing unless `matchesRevision` (E32). */
  readonly invoiced?: Readonly<OrderInvoiced>;
  /** Credit notes of all its invoices, in their order. */
  readonly corrections: readonly Readonly<InvoiceCorrected>[];
  /** A correction has left nothing of the invoice. */
  readonly zeroed: boolean;
  /** When all of the invoice had been delivered, and when all of it was over. */
  readonly fulfilledAt?: Instant | undefined;
  readonly closedAt?: Instant | undefined;
}

export const orderFactsFold: Fold<OrderFacts, OrderEvent> = {
  initial: { revision: 0, lines: [], cancelled: false, rejected: false, corrections: [], zeroed: false },
  evolve(state, event) {
    switch (event.type) {
      case 'OrderPlaced':
        return { ...state, placed: event.data, revision: 1, lines: event.data.lines };
      case 'OrderAmended': {
        const { revision, lines } = event.data;
        return { ...state, revision, lines, processedAt: undefined, acknowledgedAt: undefined };
      }
      case 'OrderProcessed':
        return { ...state, processedAt: event.data.processedAt };
      case 'OrderAcknowledged':
        return { ...state, acknowledgedAt: event.data.sentAt };
      case 'SpecialDiscountProposed':
      case 'SpecialDiscountApproved':
      case 'CorrectionProposed':
        return state;
      case 'OrderCancelled':
        return { ...state, cancelled: true };
      case 'OrderRejected':
        return { ...state, rejected: true };
      case 'OrderInvoiced':
        // Also the one that replaces an invoice of another revision.
        return {
          ...{ ...state, invoiced: event.data, zeroed: false },
          ...{ fulfilledAt: undefined, closedAt: undefined },
        };
      case 'InvoiceCorrected': {
        const corrections = [...state.corrections, event.data];
        const { toZero: zeroed, lines } = event.data;
        return { ...state, corrections, zeroed, ...(addsPacks(lines) ? { fulfilledAt: undefined } : {}) };
      }
      case 'OrderFulfilled':
        return { ...state, fulfilledAt: event.data.fulfilledAt };
      case 'OrderClosed':
        return { ...state, closedAt: event.data.closedAt };
    }
  },
};

/** What was added has still to be delivered. */
export const addsPacks = (lines: readonly CorrectedNet[]): boolean =>
  lines.some(({ packs }) => packs !== undefined && packs.to > packs.from);

/** A smaller fold of the streams that the order's own decisions fold. */
export const orderFacts: Aggregate<OrderFacts, OrderEvent> = {
  category: 'order',
  view: 'facts',
  events: orderingEvents,
  fold: orderFactsFold,
  tenant: ({ placed }) => placed?.institutionId,
};

export const orderStatuses = [
  'DRAFT',
  'PLACED',
  'PROCESSED',
  'ACKNOWLEDGED',
  'INVOICED',
  'FULFILLED',
  'CLOSED',
  'CORRECTED',
  'CANCELLED',
  'REJECTED',
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/** Where the order stands; whether an invoiced one is acknowledged tells `acknowledgedAt`: either may come first. */
export function statusOf(order: OrderFacts): OrderStatus {
  if (order.placed === undefined) return 'DRAFT';
  if (order.cancelled) return 'CANCELLED';
  if (order.rejected) return 'REJECTED';
  if (order.zeroed) return 'CORRECTED';
  if (order.closedAt !== undefined) return 'CLOSED';
  if (order.fulfilledAt !== undefined) return 'FULFILLED';
  if (order.invoiced !== undefined) return 'INVOICED';
  if (order.acknowledgedAt !== undefined) return 'ACKNOWLEDGED';
  return order.processedAt === undefined ? 'PLACED' : 'PROCESSED';
}
