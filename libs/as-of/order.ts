import { type Instant } from '#kernel/time.js';
import { orders } from '#ordering/application/orders.js';
import { orderFacts, type OrderStatus, statusOf } from '#ordering/contracts/order-facts.js';
import { type Fact, factsAt, type Moment, stateOf } from './facts.js';

export interface OrderAsOf {
  readonly orderId: string;
  readonly institutionId: string;
  readonly enrollmentId: string;
  readonly resellerId: string;
  readonly currency: string;
  readonly status: OrderStatus;
  readonly revision: number;
  readonly placedAt: Instant;
  readonly processedAt: Instant | null;
  readonly acknowledgedAt: Instant | null;
  readonly lines: readonly OrderLineAsOf[];
  readonly invoice: {
    readonly issuer: string;
    readonly invoiceNo: string;
    readonly invoiceDate: string;
    readonly prorationPolicy: string;
    readonly total: string;
    readonly creditNos: readonly string[];
    readonly matchesRevision: boolean;
  } | null;
}

export interface OrderLineAsOf {
  readonly lineNo: number;
  readonly productKey: string;
  readonly packs: number;
  readonly packSize: number;
  /** After corrections; null before the invoice. */
  readonly net: string | null;
}

/** Undefined when there was none, or none was known. */
export function orderAsOf(facts: readonly Fact[], moment: Moment): OrderAsOf | undefined {
  const known = factsAt(facts, moment);
  const order = stateOf(orderFacts, known);
  if (order.placed === undefined) return undefined;
  const { orderId, institutionId, enrollmentId, resellerId, currency, placedAt } = order.placed;
  const { invoice } = stateOf(orders, known);
  const { invoiced } = order;
  const lines = (invoiced?.matchesRevision === false ? undefined : invoiced?.lines) ?? order.lines;
  return {
    ...{ orderId, institutionId, enrollmentId, resellerId, currency, placedAt },
    status: statusOf(order),
    revision: order.revision,
    processedAt: order.processedAt ?? null,
    acknowledgedAt: order.acknowledgedAt ?? null,
    lines: lines.map(({ lineNo, productKey, packs, packSize }) => ({
      ...{ lineNo, productKey, packs, packSize },
      net: invoice?.nets.get(lineNo) ?? null,
    })),
    invoice:
      invoiced === undefined || invoice === undefined
        ? null
        : {
            issuer: invoiced.issuer,
            invoiceNo: invoiced.invoiceNo,
            invoiceDate: invoiced.invoiceDate,
            prorationPolicy: invoiced.prorationPolicy,
            total: invoiced.total,
            creditNos: invoice.creditNos,
            matchesRevision: invoiced.matchesRevision,
          },
  };
}
