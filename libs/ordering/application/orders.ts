import { type Aggregate } from '#deciding/aggregate.js';
import { type Decides, decisionsOf, type Look } from '#deciding/binding.js';
import { type Actor } from '#kernel/decider.js';
import { derivedId } from '#kernel/ids.js';
import { Refusal } from '#kernel/refusal.js';
import { CloseOrder, FulfilOrder } from '../contracts/completion-commands.js';
import { ApproveCorrection, ProposeCorrection, RecordInvoice } from '../contracts/invoice-commands.js';
import {
  AcknowledgeOrder,
  AmendOrder,
  ApproveSpecialDiscount,
  CancelOrder,
  PlaceOrder,
  ProposeSpecialDiscount,
  RecordOrderProcessed,
  RejectOrder,
} from '../contracts/order-commands.js';
import { orderFacts } from '../contracts/order-facts.js';
import { orderingEvents } from '../contracts/ordering-events.js';
import {
  approveCorrection,
  approvedCorrection,
  proposeCorrection,
  zeroedProducts,
} from '../domain/correcting.js';
import { approveSpecialDiscount, proposeSpecialDiscount } from '../domain/discounting.js';
import { closeOrder, fulfilOrder } from '../domain/completing.js';
import { recordInvoice } from '../domain/invoicing.js';
import { closed, type Order, type OrderEvent, orderFold } from '../domain/order.js';
import { OrderUnknown } from '../domain/order-refusals.js';
import { amendOrder, placeOrder } from '../domain/placing.js';
import { acknowledgeOrder, cancelOrder, recordOrderProcessed, rejectOrder } from '../domain/processing.js';
import { deliveryOf } from './delivery.js';
import { strangerAmong } from './contacts.js';
import { releasePrices } from './first-orders.js';
import { invoiceClaim } from './invoice-claims.js';
import { lapse } from './co-termination-groups.js';
import { invoicingFacts } from './invoicing-facts.js';
import { type OrderingPolicies } from './policies.js';
import { quotingFacts } from './quoting-facts.js';

/** The streams `order-{ord_…}`. */
export const orders: Aggregate<Order, OrderEvent> = {
  category: 'order',
  events: orderingEvents,
  fold: orderFold,
  tenant: ({ placed }) => placed?.institutionId,
};

const orderId = (command: { readonly orderId: string }): string => command.orderId;

export const orderDecisions = (policies: OrderingPolicies): Decides<Order, OrderEvent> =>
  decisionsOf(orders)
    .on({
      command: PlaceOrder,
      id: (_, { commandId }) => derivedId('ord', commandId),
      startsStream: true,
      facts: async (command, look) => {
        const facts = await quotingFacts(command, policies, look);
        if (facts instanceof Refusal) return facts;
        const { institutionId } = facts.customer;
        return (await strangerAmong(command.contacts ?? {}, institutionId, look)) ?? facts;
      },
      decide: placeOrder,
    })
    .on({
      command: AmendOrder,
      id: orderId,
      facts: ({ lines }, look, _, order) => {
        const refused = closed(order);
        if (refused !== undefined) return refused;
        if (order.placed === undefined) return OrderUnknown();
        const { enrollmentId, resellerId, currency } = order.placed;
        return quotingFacts({ enrollmentId, resellerId, currency, lines }, policies, look);
      },
      decide: amendOrder,
    })
    .on({ command: CancelOrder, id: orderId, decide: cancelOrder })
    .on({ command: RejectOrder, id: orderId, decide: rejectOrder })
    .on({ command: RecordOrderProcessed, id: orderId, decide: recordOrderProcessed })
    .on({ command: AcknowledgeOrder, id: orderId, decide: acknowledgeOrder })
    .on({ command: ProposeSpecialDiscount, id: orderId, decide: proposeSpecialDiscount })
    .on({ command: ApproveSpecialDiscount, id: orderId, decide: approveSpecialDiscount })
    .on({
      command: RecordInvoice,
      id: orderId,
      facts: async (command, look) =>
        invoicingFacts(command, await look.at(orders, command.orderId), policies, look),
      decide: recordInvoice,
      claims: (command) => [invoiceClaim(command)],
    })
    .on({
      command: FulfilOrder,
      id: orderId,
      facts: (command, look, _, order) => deliveryOf(command.orderId, order, look),
      decide: fulfilOrder,
    })
    .on({
      command: CloseOrder,
      id: orderId,
      facts: (command, look, _, order) => deliveryOf(command.orderId, order, look),
      decide: closeOrder,
    })
    .on({ command: ProposeCorrection, id: orderId, decide: proposeCorrection })
    .on<ApproveCorrection, undefined>({
      command: ApproveCorrection,
      id: orderId,
      facts: (command, look, { caller }) => lapseWhenZeroed(command, caller, look),
      decide: approveCorrection,
    });

/** What was billed in error stops binding later orders before its correction is recorded: term (E8) and prices. */
async function lapseWhenZeroed(
  command: ApproveCorrection,
  actor: Actor,
  look: Look,
): Promise<Refusal | undefined> {
  const order = await look.at(orders, command.orderId);
  const correction = approvedCorrection(command, order, actor);
  if (correction instanceof Refusal) return correction;
  if (order.placed === undefined || order.invoice === undefined) return undefined;
  const { enrollmentId, orderId, currency } = order.placed;
  const { invoiced } = await look.at(orderFacts, orderId);
  const productKeys = zeroedProducts(invoiced?.lines ?? [], order.invoice.nets, correction.lines, currency);
  const cause = 'CORRECTED_TO_ZERO';
  return (
    (await releasePrices({ enrollmentId, orderId, productKeys, cause }, look)) ??
    (correction.toZero ? lapse(order.placed, cause, look) : undefined)
  );
}
