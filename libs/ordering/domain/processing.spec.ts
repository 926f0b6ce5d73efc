import { describe, expect, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { event } from '#kernel/event.js';
import {
  OrderAcknowledged,
  OrderAmended,
  OrderCancelled,
  OrderProcessed,
} from '../contracts/order-events.js';
import { orderFactsFold, statusOf } from '../contracts/order-facts.js';
import { orderingEvents } from '../contracts/ordering-events.js';
import { fact } from '../testing/fact.js';
import { invoiced } from '../testing/invoiced.js';
import { ids, placed, processed } from '../testing/school.js';
import { type OrderEvent, orderFold } from './order.js';
import {
  OrderAcknowledgedAlready,
  OrderCancelledAlready,
  OrderInvoicedAlready,
  OrderNotProcessed,
  OrderProcessedAlready,
  OrderUnknown,
  ReportedBeforeItHappened,
  ReportedOutOfOrder,
  RevisionSuperseded,
  RevisionUnknown,
} from './order-refusals.js';
import { acknowledgeOrder, cancelOrder, recordOrderProcessed } from './processing.js';

const facts = undefined;
const now = '2020-04-01T00:00:00.000Z';
const { orderId } = placed.data;
const { lines, quote } = placed.data;
const amended = event(OrderAmended, { orderId, revision: 2, lines, quote, reason: 'CUSTOMER_REQUEST' });
const cancelled = fact(OrderCancelled, { orderId, revision: 1, reason: 'DUPLICATE' });
const processedAt = (at: string, revision = 1) =>
  event(OrderProcessed, { orderId, revision, vendorOrderNo: 'V-1', processedAt: at }, { occurredAt: at });
const acknowledgedAt = (sentAt: string, withinSla = true, revision = 1) =>
  fact(OrderAcknowledged, { orderId, revision, sentTo: [], sentAt, withinSla }, { occurredAt: sentAt });
const acknowledged = acknowledgedAt('2019-08-02T08:00:00.000Z');

describe('an order at the vendor', () => {
  const process = (...past: OrderEvent[]) =>
    given(orderFold, ...past).when(
      recordOrderProcessed,
      { orderId, revision: 1, vendorOrderNo: 'V-1', occurredAt: '2019-08-01T10:30:00+02:00' },
      { now, facts },
    );

  it('R64 is processed at the time that is reported', () => {
    process(placed).then(processed);
  });

  it('E31 is processed once a revision, in the revision that is in force', () => {
    process(placed, processed).thenRefused(OrderProcessedAlready, { revision: 1 });
    process(placed, amended).thenRefused(RevisionSuperseded, { revision: 1, current: 2 });
    const second = { orderId, revision: 2, vendorOrderNo: 'V-2', occurredAt: now };
    given(orderFold, placed, processed, amended)
      .when(recordOrderProcessed, second, { now, facts })
      .then(
        event(
          OrderProcessed,
          { orderId, revision: 2, vendorOrderNo: 'V-2', processedAt: now },
          { occurredAt: now },
        ),
      );
    given(orderFold, placed)
      .when(recordOrderProcessed, second, { now, facts })
      .thenRefused(RevisionUnknown, { revision: 2 });
    process().thenRefused(OrderUnknown);
    process(placed, cancelled).thenRefused(OrderCancelledAlready);
  });

  it('E64 is not processed in the future', () => {
    given(orderFold, placed)
      .when(
        recordOrderProcessed,
        { orderId, revision: 1, vendorOrderNo: 'V-1', occurredAt: '2020-04-01T00:00:00.001Z' },
        { now, facts },
      )
      .thenRefused(ReportedBeforeItHappened, { now });
  });
});

describe('the confirmation of an order', () => {
  const acknowledge = (occurredAt: string, ...past: OrderEvent[]) =>
    given(orderFold, ...past).when(acknowledgeOrder, { orderId, revision: 1, occurredAt }, { now, facts });

  it('R64 keeps the promise within 48 hours as instants, also over a change to summer time', () => {
    const past = [placed, processedAt('2020-03-28T08:00:00.000Z')] as const;
    const last = '2020-03-30T07:59:59.999Z';
    acknowledge('2020-03-30T09:59:59.999+02:00', ...past).then(acknowledgedAt(last));
    const due = '2020-03-30T08:00:00.000Z';
    acknowledge(due, ...past).then(acknowledgedAt(due, false));
  });

  it('E4 R64 is placed, then processed, then confirmed; clocks of others may differ by a day', () => {
    const processes = (occurredAt: string) =>
      given(orderFold, placed).when(
        recordOrderProcessed,
        { orderId, revision: 1, vendorOrderNo: 'V-1', occurredAt },
        { now, facts },
      );
    const { placedAt } = placed.data;
    processes('2019-07-31T07:59:59.999Z').thenRefused(ReportedOutOfOrder, { after: placedAt });
    processes('2019-07-31T08:00:00.000Z').then(processedAt('2019-07-31T08:00:00.000Z'));
    acknowledge('2019-08-01T08:29:59.999Z', placed, processed).thenRefused(ReportedOutOfOrder);
    const at = processed.data.processedAt;
    acknowledge(at, placed, processed).then(acknowledgedAt(at));
  });

  it('R66 names who got it', () => {
    given(orderFold, placed, processed)
      .when(
        acknowledgeOrder,
        { orderId, revision: 1, sentTo: [ids.person], occurredAt: '2019-08-02T08:00:00Z' },
        { now, facts },
      )
      .then(
        event(
          OrderAcknowledged,
          { ...acknowledged.data, sentTo: [ids.person] },
          { occurredAt: acknowledged.data.sentAt },
        ),
      );
  });

  it('E31 follows the processing, once a revision, and is needed again after an amendment', () => {
    const at = '2019-08-02T08:00:00Z';
    acknowledge(at, placed).thenRefused(OrderNotProcessed, { revision: 1 });
    acknowledge(at, placed, processed, acknowledged).thenRefused(OrderAcknowledgedAlready, { revision: 1 });
    acknowledge(at, placed, processed, acknowledged, amended).thenRefused(RevisionSuperseded);
    const again = [placed, processed, acknowledged, amended] as const;
    const second = { orderId, revision: 2, occurredAt: at };
    given(orderFold, ...again)
      .when(acknowledgeOrder, second, { now, facts })
      .thenRefused(OrderNotProcessed);
    given(orderFold, ...again, processedAt('2019-08-02T07:00:00.000Z', 2))
      .when(acknowledgeOrder, second, { now, facts })
      .then(acknowledgedAt('2019-08-02T08:00:00.000Z', true, 2));
    acknowledge(at, placed, processed, cancelled).thenRefused(OrderCancelledAlready);
    acknowledge(at).thenRefused(OrderUnknown);
    acknowledge('2020-04-01T00:00:00.001Z', placed, processed).thenRefused(ReportedBeforeItHappened, { now });
    acknowledge(now, placed, processed).then(acknowledgedAt(now, false));
  });

  it('may come before or after the invoice', () => {
    acknowledge('2019-08-02T08:00:00Z', placed, processed, invoiced).then(acknowledged);
    const statuses = (...past: OrderEvent[]) =>
      statusOf(past.reduce(orderFactsFold.evolve, orderFactsFold.initial));
    expect(statuses()).toBe('DRAFT');
    expect(statuses(placed)).toBe('PLACED');
    expect(statuses(placed, processed)).toBe('PROCESSED');
    expect(statuses(placed, processed, acknowledged)).toBe('ACKNOWLEDGED');
    expect(statuses(placed, processed, acknowledged, amended)).toBe('PLACED');
    expect(statuses(placed, processed, acknowledged, invoiced)).toBe('INVOICED');
    expect(statuses(placed, processed, invoiced, acknowledged)).toBe('INVOICED');
    expect(statuses(placed, cancelled)).toBe('CANCELLED');
  });
});

describe('cancelling an order', () => {
  const cancel = (...past: OrderEvent[]) =>
    given(orderFold, ...past).when(cancelOrder, { orderId, reason: 'DUPLICATE' }, { facts });

  it('E33 is possible until the invoice', () => {
    cancel(placed).then(cancelled);
    cancel(placed, processed, acknowledged).then(cancelled);
    cancel(placed, processed, amended).then(event(OrderCancelled, { ...cancelled.data, revision: 2 }));
    cancel(placed, cancelled).thenRefused(OrderCancelledAlready);
    cancel().thenRefused(OrderUnknown);
  });

  it('R62 I5 is refused after the invoice: unused codes are not paid back', () => {
    cancel(placed, processed, invoiced).thenRefused(OrderInvoicedAlready, { invoiceNo: 'INV-1' });
  });

  it('R62 I29 no event of the context is a refund', () => {
    for (const { type } of orderingEvents.classes) expect(type).not.toMatch(/refund|repa(y|id)|reimburse/i);
  });
});
