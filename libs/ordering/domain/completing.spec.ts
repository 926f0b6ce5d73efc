import { describe, expect, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { fold } from '#kernel/decider.js';
import { OrderClosed, OrderFulfilled } from '../contracts/completion-events.js';
import { InvoiceCorrected, OrderInvoiced } from '../contracts/invoice-events.js';
import { type OrderEvent, orderFactsFold, statusOf } from '../contracts/order-facts.js';
import { fact } from '../testing/fact.js';
import { invoiced } from '../testing/invoiced.js';
import { placed, processed } from '../testing/school.js';
import { closeOrder, type Delivery, fulfilOrder } from './completing.js';
import { orderFold } from './order.js';
import { OrderUnknown } from './order-refusals.js';

const { orderId, invoiceNo, issuer, lines } = invoiced.data;
const two = fact(OrderInvoiced, {
  ...invoiced.data,
  lines: lines.flatMap((line) => [line, Object.assign({}, line, { lineNo: 2 })]),
});
const past = [placed, processed, two] as const;
const endsAt = '2020-07-31T22:00:00.000Z';
const earlier = '2020-01-31T23:00:00.000Z';
const now = '2019-08-09T10:00:00.000Z';
const fulfilled = fact(OrderFulfilled, { orderId, invoiceNo, fulfilledAt: now });
const closed = fact(OrderClosed, { orderId, invoiceNo, closedAt: endsAt }, { occurredAt: endsAt });

const delivery = (...delivered: readonly (boolean | undefined)[]): Delivery =>
  new Map(
    delivered.flatMap((each, index) =>
      each === undefined ? [] : [[index + 1, { delivered: each, endsAt: index === 0 ? endsAt : earlier }]],
    ),
  );

describe('an order', () => {
  it('E35 is fulfilled once every line is delivered, and not before', () => {
    const order = given(orderFold, ...past);
    for (const facts of [delivery(true, false), delivery(true, undefined), delivery()])
      order.when(fulfilOrder, { orderId }, { now, facts }).then();
    order.when(fulfilOrder, { orderId }, { now, facts: delivery(true, true) }).then(fulfilled);
    given(orderFold, ...past, fulfilled)
      .when(fulfilOrder, { orderId }, { now, facts: delivery(true, true) })
      .then();
    given(orderFold, placed)
      .when(fulfilOrder, { orderId }, { now, facts: delivery(true, true) })
      .then();
    given(orderFold).when(fulfilOrder, { orderId }, { now, facts: delivery() }).thenRefused(OrderUnknown);
  });

  it('I17 R63 is closed by the clock, with the last of its entitlements', () => {
    const order = given(orderFold, ...past, fulfilled);
    const facts = delivery(true, true);
    const before = '2020-07-31T21:59:59.999Z';
    order.when(closeOrder, { orderId }, { now: before, facts }).then();
    order.when(closeOrder, { orderId }, { now: endsAt, facts }).then(closed);
    order.when(closeOrder, { orderId }, { now: endsAt, facts: delivery(true) }).then();
    given(orderFold, ...past, closed)
      .when(closeOrder, { orderId }, { now: endsAt, facts })
      .then();
    given(orderFold, ...past)
      .when(closeOrder, { orderId }, { now: '2020-08-09T00:00:00.000Z', facts: delivery(false, true) })
      .then(closed);
    given(orderFold, placed, processed, invoiced)
      .when(closeOrder, { orderId }, { now: '2020-08-09T00:00:00.000Z', facts })
      .then(closed);
    given(orderFold, placed).when(closeOrder, { orderId }, { now: endsAt, facts }).then();
    given(orderFold).when(closeOrder, { orderId }, { now: endsAt, facts }).thenRefused(OrderUnknown);
    given(orderFold, ...past, closed)
      .when(fulfilOrder, { orderId }, { now, facts })
      .then();
  });

  it('E35 R62 what a correction adds has to be delivered, too; what it takes back has not', () => {
    const correction = (to: number) =>
      fact(InvoiceCorrected, {
        ...{ orderId, issuer, invoiceNo, creditNo: 'CR-1', total: '4000.00', toZero: false },
        ...{ reason: 'BILLED_IN_ERROR', approvedBy: 'ops-2' },
        lines: [
          { lineNo: 1, from: '2400.00', to: '2000.00' },
          { lineNo: 2, from: '2400.00', to: '2000.00', packs: { from: 2, to } },
        ],
      });
    const fulfilling = (...events: readonly OrderEvent[]) =>
      given(orderFold, ...past, ...events).when(
        fulfilOrder,
        { orderId },
        { now, facts: delivery(true, true) },
      );
    fulfilling(fulfilled, correction(3)).then(fulfilled);
    fulfilling(fulfilled, correction(1)).then();
    fulfilling(correction(1)).then(fulfilled);
  });

  it('E33 stands where its facts say: fulfilled, closed, and corrected to zero before either', () => {
    const status = (...events: readonly OrderEvent[]) => statusOf(fold(orderFactsFold, [...past, ...events]));
    const zeroed = fact(InvoiceCorrected, {
      ...{ orderId, issuer, invoiceNo, creditNo: 'CR-1', lines: [], total: '0.00', toZero: true },
      ...{ reason: 'BILLED_IN_ERROR', approvedBy: 'ops-2' },
    });
    expect(status()).toBe('INVOICED');
    expect(status(fulfilled)).toBe('FULFILLED');
    expect(status(fulfilled, closed)).toBe('CLOSED');
    expect(status(closed)).toBe('CLOSED');
    expect(status(fulfilled, zeroed)).toBe('CORRECTED');
  });
});
