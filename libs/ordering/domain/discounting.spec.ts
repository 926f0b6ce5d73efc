import { describe, expect, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { type Actor, fold } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { Refusal } from '#kernel/refusal.js';
import { type ProposeSpecialDiscount } from '../contracts/order-commands.js';
import {
  OrderAmended,
  OrderCancelled,
  OrderPlaced,
  SpecialDiscountApproved,
  SpecialDiscountProposed,
} from '../contracts/order-events.js';
import { fact } from '../testing/fact.js';
import { invoiced } from '../testing/invoiced.js';
import { placed, processed } from '../testing/school.js';
import { approveSpecialDiscount, proposeSpecialDiscount } from './discounting.js';
import { current, type OrderEvent, orderFold } from './order.js';
import {
  DiscountedByPersons,
  DiscountNeedsSecondPerson,
  DiscountProposalNotCurrent,
  LineUnknown,
  NoDiscount,
  NotInCurrency,
  OrderCancelledAlready,
  OrderInvoicedAlready,
  OrderUnknown,
} from './order-refusals.js';

const { orderId, lines, quote } = placed.data;
const prices = { lineNo: 1, unitPrice: '900.00', unitListPrice: '1200.00', approvalRef: 'DESK-17' };
const proposed = fact(SpecialDiscountProposed, {
  ...{ orderId, proposal: 1, revision: 1, ...prices, proposedBy: 'ops-1' },
});
const approved = event(SpecialDiscountApproved, { orderId, revision: 1, ...prices, approvedBy: 'ops-2' });
const amended = event(OrderAmended, { orderId, revision: 2, lines, quote, reason: 'CUSTOMER_REQUEST' });
const cancelled = event(OrderCancelled, { orderId, revision: 1, reason: 'DUPLICATE' });

const propose = (
  past: readonly OrderEvent[],
  change: Partial<ProposeSpecialDiscount> = {},
  actor: Partial<Actor> = {},
) =>
  given(orderFold, ...past).when(
    proposeSpecialDiscount,
    { orderId, lineNo: 1, unitPrice: '900', approvalRef: 'DESK-17', ...change },
    { actor: { kind: 'user', id: 'ops-1', ...actor }, facts: undefined },
  );
const approve = (past: readonly OrderEvent[], actor: Partial<Actor> = {}, proposal = 1) =>
  given(orderFold, ...past).when(
    approveSpecialDiscount,
    { orderId, proposal },
    { actor: { kind: 'user', id: 'ops-2', ...actor }, facts: undefined },
  );
const discountsAfter = (...past: readonly OrderEvent[]) => current(fold(orderFold, past)).discounts;

describe('a special discount', () => {
  it('R9 R10 I38 one person proposes and another one approves; until then the price stays', () => {
    propose([placed]).then(proposed);
    expect(discountsAfter(placed, proposed)).toStrictEqual([]);
    approve([placed, proposed]).then(approved);
    expect(discountsAfter(placed, proposed, approved)).toStrictEqual([approved.data]);
  });

  it('R9 R10 is a price below the list price of its line', () => {
    for (const unitPrice of ['1200', '1200.01', '99999'])
      propose([placed], { unitPrice }).thenRefused(NoDiscount, { lineNo: 1, unitListPrice: '1200.00' });
    expect(propose([placed], { unitPrice: '1199.99' }).outcome).not.toBeInstanceOf(Refusal);
  });

  it('I38 nobody approves their own proposal, by no way; nor does a process propose or approve', () => {
    const past = [placed, proposed];
    approve(past, { id: 'ops-1' }).thenRefused(DiscountNeedsSecondPerson);
    approve(past, { onBehalfOf: 'ops-1' }).thenRefused(DiscountNeedsSecondPerson);
    approve(past, { kind: 'process', id: 'granting' }).thenRefused(DiscountedByPersons);
    propose([placed], {}, { kind: 'process', id: 'granting' }).thenRefused(DiscountedByPersons);
  });

  it('I38 E31 only the last proposal for a line of this revision can be approved, and once', () => {
    const second = event(SpecialDiscountProposed, { ...proposed.data, proposal: 2, unitPrice: '800.00' });
    propose([placed, proposed], { unitPrice: '800' }).then(second);
    approve([placed, proposed, second]).thenRefused(DiscountProposalNotCurrent);
    approve([placed, proposed, second], {}, 2).then(
      event(SpecialDiscountApproved, { ...approved.data, unitPrice: '800.00' }),
    );
    approve([placed, proposed, approved]).thenRefused(DiscountProposalNotCurrent);
    approve([placed]).thenRefused(DiscountProposalNotCurrent, { proposal: 1 });
    approve([placed, proposed, amended]).thenRefused(DiscountProposalNotCurrent);
    propose([placed, proposed, amended]).then(
      event(SpecialDiscountProposed, { ...proposed.data, proposal: 2, revision: 2 }),
    );
  });

  it('R9 replaces the price that was approved before', () => {
    const second = event(SpecialDiscountProposed, { ...proposed.data, proposal: 2, unitPrice: '800.00' });
    const lower = event(SpecialDiscountApproved, { ...approved.data, unitPrice: '800.00' });
    approve([placed, proposed, approved, second], {}, 2).then(lower);
    expect(discountsAfter(placed, proposed, approved, second)).toStrictEqual([approved.data]);
    expect(discountsAfter(placed, proposed, approved, second, lower)).toStrictEqual([lower.data]);
  });

  it('R9 each line has a price of its own', () => {
    const two = event(OrderPlaced, {
      ...placed.data,
      lines: lines.flatMap((line) => [line, Object.assign({}, line, { lineNo: 2 })]),
    });
    const second = event(SpecialDiscountProposed, { ...proposed.data, proposal: 2, lineNo: 2 });
    const ofSecond = event(SpecialDiscountApproved, { ...approved.data, lineNo: 2 });
    propose([two, proposed], { lineNo: 2 }).then(second);
    approve([two, proposed, second]).then(approved);
    approve([two, proposed, second, approved], {}, 2).then(ofSecond);
    expect(discountsAfter(two, proposed, second, approved, ofSecond)).toStrictEqual([
      approved.data,
      ofSecond.data,
    ]);
  });

  it('R9 I5 is for a line of an order that is open, in its currency', () => {
    propose([placed], { lineNo: 2 }).thenRefused(LineUnknown, { lineNo: 2 });
    propose([placed], { unitPrice: '900.001' }).thenRefused(NotInCurrency, { currency: 'EUR' });
    propose([placed, processed, invoiced]).thenRefused(OrderInvoicedAlready);
    propose([]).thenRefused(OrderUnknown);
    approve([placed, proposed, processed, invoiced]).thenRefused(OrderInvoicedAlready);
    approve([placed, proposed, cancelled]).thenRefused(OrderCancelledAlready);
    approve([]).thenRefused(OrderUnknown);
  });
});
