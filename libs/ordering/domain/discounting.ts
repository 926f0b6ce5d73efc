import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { compareMoney, isMoney, money } from '#kernel/money.js';
import { type ApproveSpecialDiscount, type ProposeSpecialDiscount } from '../contracts/order-commands.js';
import { SpecialDiscountApproved, SpecialDiscountProposed } from '../contracts/order-events.js';
import { closed, current, type Order, type OrderEvent } from './order.js';
import {
  DiscountedByPersons,
  DiscountNeedsSecondPerson,
  DiscountProposalNotCurrent,
  LineUnknown,
  NoDiscount,
  NotInCurrency,
} from './order-refusals.js';

/** The first of two persons: the line's price stays as it is (R9, I38). */
export const proposeSpecialDiscount: Decision<ProposeSpecialDiscount, Order, OrderEvent> = (
  { orderId, lineNo, unitPrice, approvalRef },
  order,
  { actor },
) => {
  const refused = closed(order);
  if (refused !== undefined) return refused;
  const line = current(order).lines.find((each) => each.lineNo === lineNo);
  if (line === undefined) return LineUnknown({ lineNo }, '/lineNo');
  const currency = order.placed?.currency ?? '';
  if (!isMoney(unitPrice, currency)) return NotInCurrency({ currency }, '/unitPrice');
  if (actor.kind === 'process') return DiscountedByPersons();
  const { amount } = money(unitPrice, currency);
  const { unitListPrice } = line;
  if (compareMoney(money(unitPrice, currency), money(unitListPrice, currency)) >= 0)
    return NoDiscount({ lineNo, unitListPrice }, '/unitPrice');
  return [
    event(SpecialDiscountProposed, {
      ...{ orderId, proposal: order.discountProposals + 1, revision: order.revisions.length, lineNo },
      ...{ unitPrice: amount, unitListPrice, approvalRef, proposedBy: actor.id },
    }),
  ];
};

/** One price instead of another, never a part on top of it (R9, R10); by another person than who proposed it (I38). */
export const approveSpecialDiscount: Decision<ApproveSpecialDiscount, Order, OrderEvent> = (
  { orderId, proposal },
  order,
  { actor },
) => {
  const refused = closed(order);
  if (refused !== undefined) return refused;
  const proposed = current(order).proposed.find((each) => each.proposal === proposal);
  if (proposed === undefined) return DiscountProposalNotCurrent({ proposal }, '/proposal');
  if (actor.kind === 'process') return DiscountedByPersons();
  if (actor.id === proposed.proposedBy || actor.onBehalfOf === proposed.proposedBy)
    return DiscountNeedsSecondPerson();
  const { lineNo, unitPrice, unitListPrice, approvalRef } = proposed;
  return [
    event(SpecialDiscountApproved, {
      ...{ orderId, revision: order.revisions.length, lineNo, unitPrice, unitListPrice, approvalRef },
      approvedBy: actor.id,
    }),
  ];
};
