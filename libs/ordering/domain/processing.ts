import { hoursAfter, toInstant } from '#kernel/calendar.js';
import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { type Refusal } from '#kernel/refusal.js';
import {
  type AcknowledgeOrder,
  type CancelOrder,
  type RecordOrderProcessed,
  type RejectOrder,
} from '../contracts/order-commands.js';
import {
  OrderAcknowledged,
  OrderCancelled,
  OrderProcessed,
  OrderRejected,
} from '../contracts/order-events.js';
import { closed, current, type Order, type OrderEvent } from './order.js';
import {
  OrderAcknowledgedAlready,
  OrderCancelledAlready,
  OrderNotProcessed,
  OrderProcessedAlready,
  OrderRejectedAlready,
  OrderUnknown,
  ReportedBeforeItHappened,
  ReportedOutOfOrder,
  RevisionSuperseded,
  RevisionUnknown,
} from './order-refusals.js';

type Decides<Command> = Decision<Command, Order, OrderEvent>;

/** The promise: an order is confirmed within so many hours after it was processed (R64). */
const hoursToAcknowledge = 48;

/** Hours by which the vendor's clock, or the zone in which it was read, may differ from the ledger's. */
const clockTolerance = 24;

export const recordOrderProcessed: Decides<RecordOrderProcessed> = (command, order, { now }) => {
  const { orderId, revision, vendorOrderNo } = command;
  const processedAt = toInstant(command.occurredAt);
  const refused = closed(order) ?? notCurrent(revision, order);
  if (refused !== undefined) return refused;
  if (processedAt > now) return ReportedBeforeItHappened({ now }, '/occurredAt');
  const { placedAt = now } = order.placed ?? {};
  if (hoursAfter(processedAt, clockTolerance) < placedAt)
    return ReportedOutOfOrder({ after: placedAt }, '/occurredAt');
  if (current(order).processedAt !== undefined) return OrderProcessedAlready({ revision });
  return [
    event(OrderProcessed, { orderId, revision, vendorOrderNo, processedAt }, { occurredAt: processedAt }),
  ];
};

/** Before or after the invoice; again for a revision that was made after the last confirmation (E31). */
export const acknowledgeOrder: Decides<AcknowledgeOrder> = (command, order, { now }) => {
  const { orderId, revision, sentTo = [] } = command;
  const sentAt = toInstant(command.occurredAt);
  if (order.placed === undefined) return OrderUnknown();
  if (order.cancelled) return OrderCancelledAlready();
  if (order.rejected) return OrderRejectedAlready();
  const refused = notCurrent(revision, order);
  if (refused !== undefined) return refused;
  if (sentAt > now) return ReportedBeforeItHappened({ now }, '/occurredAt');
  const { processedAt, acknowledgedAt } = current(order);
  if (processedAt === undefined) return OrderNotProcessed({ revision });
  if (sentAt < processedAt) return ReportedOutOfOrder({ after: processedAt }, '/occurredAt');
  if (acknowledgedAt !== undefined) return OrderAcknowledgedAlready({ revision });
  // As the clock of the promise judges it: its due instant is the first that is too late.
  const withinSla = sentAt < hoursAfter(processedAt, hoursToAcknowledge);
  return [event(OrderAcknowledged, { orderId, revision, sentTo, sentAt, withinSla }, { occurredAt: sentAt })];
};

/** Before the invoice only; after it there is no way back to money for unused codes (I5, R62, E33). */
export const cancelOrder: Decides<CancelOrder> = ({ orderId, reason }, order) =>
  closed(order) ?? [event(OrderCancelled, { orderId, revision: order.revisions.length, reason })];

/** By the vendor, of just the revision that it has read; nothing was invoiced, so nothing is taken back (E33). */
export const rejectOrder: Decides<RejectOrder> = ({ orderId, revision, reason }, order) =>
  closed(order) ?? notCurrent(revision, order) ?? [event(OrderRejected, { orderId, revision, reason })];

function notCurrent(revision: number, { revisions }: Order): Refusal | undefined {
  if (revision > revisions.length) return RevisionUnknown({ revision }, '/revision');
  if (revision < revisions.length)
    return RevisionSuperseded({ revision, current: revisions.length }, '/revision');
  return undefined;
}
