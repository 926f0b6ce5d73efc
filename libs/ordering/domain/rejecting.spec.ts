import { describe, expect, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { event } from '#kernel/event.js';
import { OrderRejected } from '../contracts/order-events.js';
import { orderFactsFold, statusOf } from '../contracts/order-facts.js';
import { invoiced } from '../testing/invoiced.js';
import { ids, placed, processed } from '../testing/school.js';
import { type OrderEvent, orderFold } from './order.js';
import {
  OrderInvoicedAlready,
  OrderRejectedAlready,
  OrderUnknown,
  RevisionUnknown,
} from './order-refusals.js';
import { acknowledgeOrder, cancelOrder, recordOrderProcessed, rejectOrder } from './processing.js';

const orderId = ids.order;
const command = { orderId, revision: 1, reason: 'CREDIT_REFUSED' };
const rejected = event(OrderRejected, command);
const reject = (past: readonly OrderEvent[], revision = 1) =>
  given(orderFold, ...past).when(rejectOrder, { ...command, revision }, { facts: undefined });

describe('an order that the vendor rejects', () => {
  it('E33 I5 is rejected before the invoice, processed or not; after it there is only correction', () => {
    reject([placed]).then(rejected);
    reject([placed, processed]).then(rejected);
    reject([placed, processed, invoiced]).thenRefused(OrderInvoicedAlready);
    reject([]).thenRefused(OrderUnknown);
  });

  it('E31 is rejected as the vendor has read it', () => {
    reject([placed], 2).thenRefused(RevisionUnknown);
  });

  it('E33 is over: not rejected, cancelled, processed or confirmed any more', () => {
    const past = given(orderFold, placed, processed, rejected);
    const at = '2019-08-01T08:45:00.000Z';
    past.when(rejectOrder, command, { facts: undefined }).thenRefused(OrderRejectedAlready);
    past
      .when(cancelOrder, { orderId, reason: 'DUPLICATE' }, { facts: undefined })
      .thenRefused(OrderRejectedAlready);
    past
      .when(
        recordOrderProcessed,
        { orderId, revision: 1, vendorOrderNo: 'V-2', occurredAt: at },
        { facts: undefined },
      )
      .thenRefused(OrderRejectedAlready);
    past
      .when(acknowledgeOrder, { orderId, revision: 1, occurredAt: at }, { facts: undefined })
      .thenRefused(OrderRejectedAlready);
    const facts = [placed, processed, rejected].reduce(orderFactsFold.evolve, orderFactsFold.initial);
    expect(statusOf(facts)).toBe('REJECTED');
  });
});
