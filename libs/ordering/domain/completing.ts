import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { type Instant } from '#kernel/time.js';
import { type CloseOrder, type FulfilOrder } from '../contracts/completion-commands.js';
import { OrderClosed, OrderFulfilled } from '../contracts/completion-events.js';
import { type Order, type OrderEvent } from './order.js';
import { OrderUnknown } from './order-refusals.js';

/** What has become of an invoiced line, as its entitlement knows it. */
export interface DeliveredLine {
  /** All codes are issued, the balance is open, the access is granted. */
  readonly delivered: boolean;
  readonly endsAt: Instant;
}

/** By line number; a line that has not been granted is missing. */
export type Delivery = ReadonlyMap<number, DeliveredLine>;

/** A fact, not a wish: nothing is left to fulfil of what was taken back, and while a line lacks something there is nothing to record (E35). */
export const fulfilOrder: Decision<FulfilOrder, Order, OrderEvent, Delivery> = (
  { orderId },
  { placed, invoice, fulfilled, ended },
  { now, facts: delivery },
) => {
  if (placed === undefined) return OrderUnknown();
  if (invoice === undefined || invoice.zeroed || fulfilled || ended) return [];
  const isComplete = [...invoice.nets.keys()].every((lineNo) => delivery.get(lineNo)?.delivered === true);
  if (!isComplete) return [];
  return [event(OrderFulfilled, { orderId, invoiceNo: invoice.invoiceNo, fulfilledAt: now })];
};

/** Also of an order whose codes never came: what is over can be delivered no more. */
export const closeOrder: Decision<CloseOrder, Order, OrderEvent, Delivery> = (
  { orderId },
  { placed, invoice, ended },
  { now, facts: delivery },
) => {
  if (placed === undefined) return OrderUnknown();
  if (invoice === undefined || ended) return [];
  const ends: Instant[] = [];
  for (const lineNo of invoice.nets.keys()) {
    const line = delivery.get(lineNo);
    if (line === undefined || now < line.endsAt) return [];
    ends.push(line.endsAt);
  }
  const closedAt = ends.sort().at(-1) ?? now;
  return [event(OrderClosed, { orderId, invoiceNo: invoice.invoiceNo, closedAt }, { occurredAt: closedAt })];
};
