import { localDateAt } from '#kernel/calendar.js';
import { type Decision, type Given } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { derivedId } from '#kernel/ids.js';
import { Refusal } from '#kernel/refusal.js';
import { type AmendOrder, type PlaceOrder } from '../contracts/order-commands.js';
import { OrderAmended, OrderPlaced } from '../contracts/order-events.js';
import { EnrollmentUnknown } from './order-refusals.js';
import { contractRefusal, linesRefusal, resellerRefusal } from './offers.js';
import { closed, current, type Order, type OrderEvent } from './order.js';
import { quoteFor, type QuotingFacts } from './quoting.js';

/** Under a contract that runs, of products that it may have that day; what it will cost is quoted (R11, R48). */
export const placeOrder: Decision<PlaceOrder, Order, OrderEvent, QuotingFacts> = (command, _, given) => {
  const { enrollmentId, resellerId, salesRegion, currency, contacts } = command;
  const { now, commandId, facts } = given;
  const { added } = facts.enrollment;
  if (added === undefined) return EnrollmentUnknown({}, '/enrollmentId');
  const orderId = derivedId('ord', commandId);
  const accepted = acceptLines(command.lines, orderId, given);
  if (accepted instanceof Refusal) return accepted;
  const { agreementId, institutionId } = added;
  const { lines, quote, basis } = accepted;
  const order = {
    orderId,
    revision: 1,
    enrollmentId,
    agreementId,
    institutionId,
    resellerId,
    salesRegion,
    currency,
  };
  const named = contacts === undefined ? {} : { contacts };
  return [event(OrderPlaced, { ...order, lines, ...named, quote, placedAt: now }, { basis })];
};

/** Judged as if placed that day: a new revision, to be processed and acknowledged anew (E31). */
export const amendOrder: Decision<AmendOrder, Order, OrderEvent, QuotingFacts> = (command, order, given) => {
  const { orderId, reason } = command;
  const refused = closed(order);
  if (refused !== undefined) return refused;
  const accepted = acceptLines(command.lines, orderId, given);
  if (accepted instanceof Refusal) return accepted;
  const { lines, quote, basis } = accepted;
  if (sameLines(lines, current(order).lines)) return [];
  const revision = order.revisions.length + 1;
  return [event(OrderAmended, { orderId, revision, lines, quote, reason }, { basis })];
};

function acceptLines(lines: PlaceOrder['lines'], orderId: string, { now, facts }: Given<QuotingFacts>) {
  const today = localDateAt(now, facts.customer.zone);
  return (
    contractRefusal(facts, today) ??
    resellerRefusal(facts, today) ??
    linesRefusal(lines, facts, facts.offers, today) ??
    quoteFor(lines, orderId, facts, today)
  );
}

const sameLines = (a: OrderPlaced['lines'], b: OrderPlaced['lines']): boolean =>
  a.length === b.length &&
  a.every((line, index) => {
    const other = b[index];
    return (
      line.productKey === other?.productKey &&
      line.packs === other.packs &&
      line.termModel === other.termModel
    );
  });
