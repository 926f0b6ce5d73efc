import { OrderClosed, OrderFulfilled } from '#ordering/contracts/completion-events.js';
import {
  type CorrectedNet,
  CorrectionProposed,
  InvoiceCorrected,
  OrderInvoiced,
} from '#ordering/contracts/invoice-events.js';
import {
  OrderAcknowledged,
  OrderAmended,
  OrderCancelled,
  type OrderLine,
  OrderPlaced,
  OrderProcessed,
  OrderRejected,
  SpecialDiscountApproved,
  SpecialDiscountProposed,
  type Quote,
} from '#ordering/contracts/order-events.js';
import { addsPacks } from '#ordering/contracts/order-facts.js';
import { on, type ProjectedEvent, tenantOf } from '#projecting/projector.js';
import { type RowOf } from '#projecting/table.js';
import { type Writer } from '#projecting/writer.js';
import { type BoardLine, orders } from './tables.js';

type OrderRow = RowOf<typeof orders>;

const quoted = (lines: readonly OrderLine[], quote: Quote): readonly BoardLine[] =>
  lines.map(({ lineNo, productKey, packs, packSize, termModel }) => {
    const line = quote.lines.find((each) => each.lineNo === lineNo);
    const { termEnd = null, billableMonths = null, net = null } = line ?? {};
    return { lineNo, productKey, packs, packSize, termModel, termEnd, billableMonths, net };
  });

const billed = (lines: OrderInvoiced['lines']): readonly BoardLine[] =>
  lines.map(({ lineNo, productKey, packs, packSize, termModel, termEnd, billableMonths, net }) => ({
    lineNo,
    productKey,
    packs,
    packSize,
    termModel,
    termEnd,
    billableMonths,
    net,
  }));

const corrected = (lines: readonly BoardLine[], by: readonly CorrectedNet[]): readonly BoardLine[] =>
  lines.map((line) => {
    const { to: net, packs } = by.find(({ lineNo }) => lineNo === line.lineNo) ?? {};
    return { ...line, net: net ?? line.net, packs: packs?.to ?? line.packs };
  });

/** Acknowledged and invoiced may come in either order; the later stage is what the board shows. */
const stateOf = (row: OrderRow): string => {
  const { zeroed, closedAt, fulfilledAt, invoiceNo, acknowledgedAt, processedAt } = row;
  if (zeroed) return 'CORRECTED';
  if (closedAt !== null) return 'CLOSED';
  if (fulfilledAt !== null) return 'FULFILLED';
  if (invoiceNo !== null) return 'INVOICED';
  if (acknowledgedAt !== null) return 'ACKNOWLEDGED';
  return processedAt === null ? 'PLACED' : 'PROCESSED';
};

function change(
  event: ProjectedEvent<{ readonly orderId: string }>,
  write: Writer,
  next: Partial<OrderRow> | ((row: OrderRow) => Partial<OrderRow>),
): void {
  write.update(orders, { orderId: event.data.orderId }, (row) => {
    const changes = typeof next === 'function' ? next(row) : next;
    const changed = {
      ...row,
      ...changes,
      streamRevision: event.revision,
      changedAt: event.metadata.recordedAt,
    };
    return { ...changed, state: changes.state ?? stateOf(changed) };
  });
}

const placed = (event: ProjectedEvent<OrderPlaced>): OrderRow => {
  const {
    orderId,
    enrollmentId,
    agreementId,
    resellerId,
    salesRegion,
    currency,
    revision,
    lines,
    quote,
    placedAt,
  } = event.data;
  return {
    institutionId: tenantOf(event),
    orderId,
    enrollmentId,
    agreementId,
    resellerId,
    salesRegion,
    currency,
    revision,
    state: 'PLACED',
    stateReason: null,
    lines: quoted(lines, quote),
    net: quote.net,
    binding: false,
    placedAt,
    vendorOrderNo: null,
    processedAt: null,
    acknowledgedAt: null,
    acknowledgedInTime: null,
    issuer: null,
    invoiceNo: null,
    invoiceDate: null,
    corrected: false,
    zeroed: false,
    fulfilledAt: null,
    closedAt: null,
    streamRevision: event.revision,
    changedAt: event.metadata.recordedAt,
  };
};

/** An order through its stages, as its own stream tells them. */
export const orderHandlers = [
  on(OrderPlaced, (event, write) => write.put(orders, placed(event))),
  on(OrderAmended, (event, write) => {
    const { revision, lines, quote, reason } = event.data;
    // A new revision is placed anew: what was confirmed was another one.
    const anew = { vendorOrderNo: null, processedAt: null, acknowledgedAt: null, acknowledgedInTime: null };
    change(event, write, {
      ...anew,
      revision,
      lines: quoted(lines, quote),
      net: quote.net,
      stateReason: reason,
    });
  }),
  on(OrderCancelled, (event, write) =>
    change(event, write, { state: 'CANCELLED', stateReason: event.data.reason }),
  ),
  on(OrderRejected, (event, write) =>
    change(event, write, { state: 'REJECTED', stateReason: event.data.reason }),
  ),
  on(OrderProcessed, (event, write) => {
    const { vendorOrderNo, processedAt } = event.data;
    change(event, write, { vendorOrderNo, processedAt, stateReason: null });
  }),
  on(OrderAcknowledged, (event, write) =>
    change(event, write, { acknowledgedAt: event.data.sentAt, acknowledgedInTime: event.data.withinSla }),
  ),
  on(OrderInvoiced, (event, write) => {
    const { issuer, invoiceNo, invoiceDate, lines, total, matchesRevision } = event.data;
    const stateReason = matchesRevision ? null : 'INVOICED_OTHER_REVISION';
    change(event, write, {
      issuer,
      invoiceNo,
      invoiceDate,
      lines: billed(lines),
      net: total,
      binding: true,
      corrected: false,
      zeroed: false,
      fulfilledAt: null,
      closedAt: null,
      stateReason,
    });
  }),
  on(InvoiceCorrected, (event, write) => {
    const { lines, total: net, toZero: zeroed, reason: stateReason } = event.data;
    change(event, write, (row) => ({
      ...{ net, corrected: true, zeroed, stateReason, lines: corrected(row.lines, lines) },
      ...(addsPacks(lines) ? { fulfilledAt: null } : {}),
    }));
  }),
  // Nothing changes but the revision that a caller may pin.
  on(SpecialDiscountProposed, (event, write) => change(event, write, ({ state }) => ({ state }))),
  on(SpecialDiscountApproved, (event, write) => change(event, write, ({ state }) => ({ state }))),
  on(CorrectionProposed, (event, write) => change(event, write, ({ state }) => ({ state }))),
  on(OrderFulfilled, (event, write) => change(event, write, { fulfilledAt: event.data.fulfilledAt })),
  on(OrderClosed, (event, write) => change(event, write, { closedAt: event.data.closedAt })),
];
