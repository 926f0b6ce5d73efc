import { type Aggregate } from '#deciding/aggregate.js';
import { decisionsOf, type Look } from '#deciding/binding.js';
import { Refusal } from '#kernel/refusal.js';
import { HoldFirstOrderPrices, ReleaseFirstOrderPrices } from '../contracts/first-order-commands.js';
import { orderingEvents } from '../contracts/ordering-events.js';
import {
  type FirstOrderEvent,
  type FirstOrders,
  firstOrdersFold,
  holdFirstOrderPrices,
  releaseFirstOrderPrices,
} from '../domain/first-order.js';
import { customerAndEnd } from './contract-of.js';

/** The streams `firstorders-{enr_…}`: apart from the enrollment, because invoices race for them. */
export const firstOrders: Aggregate<FirstOrders, FirstOrderEvent> = {
  category: 'firstorders',
  events: orderingEvents,
  fold: firstOrdersFold,
  tenant: ({ institutionId }) => institutionId,
};

const enrollmentId = (command: { readonly enrollmentId: string }): string => command.enrollmentId;

export const firstOrderDecisions = decisionsOf(firstOrders)
  .on({
    command: HoldFirstOrderPrices,
    id: enrollmentId,
    facts: (command, look) => customerAndEnd(command.enrollmentId, look),
    decide: holdFirstOrderPrices,
  })
  .on({ command: ReleaseFirstOrderPrices, id: enrollmentId, decide: releaseFirstOrderPrices });

/** Lets the enrollment forget the order, for the products of which it is the first. */
export async function releasePrices(
  command: Pick<ReleaseFirstOrderPrices, 'enrollmentId' | 'orderId' | 'productKeys' | 'cause'>,
  look: Look,
): Promise<Refusal | undefined> {
  const { held } = await look.at(firstOrders, command.enrollmentId);
  const isFirst = command.productKeys.filter((key) =>
    held.get(key)?.some(({ orderId }) => orderId === command.orderId),
  );
  if (isFirst.length === 0) return undefined;
  const told = await look.tell?.(
    Object.assign(new ReleaseFirstOrderPrices(), { ...command, productKeys: isFirst }),
  );
  return told instanceof Refusal ? told : undefined;
}
