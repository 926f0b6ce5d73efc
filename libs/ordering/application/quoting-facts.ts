import { type Look } from '#deciding/binding.js';
import { Refusal } from '#kernel/refusal.js';
import { type PlaceOrder } from '../contracts/order-commands.js';
import { resellerFacts } from '../contracts/reseller-facts.js';
import { type QuotingFacts } from '../domain/quoting.js';
import { offersOf, priceListOf, pricesIn, productsOf } from './catalogue-of.js';
import { coTerminationGroups } from './co-termination-groups.js';
import { contractOf } from './contract-of.js';
import { firstOrders } from './first-orders.js';
import { type OrderingPolicies } from './policies.js';

/** What an order is placed or amended with. */
export async function quotingFacts(
  {
    enrollmentId,
    resellerId,
    currency,
    lines,
  }: Pick<PlaceOrder, 'enrollmentId' | 'resellerId' | 'currency' | 'lines'>,
  { priceListId, prorationPolicy }: OrderingPolicies,
  look: Look,
): Promise<QuotingFacts | Refusal> {
  const contract = await contractOf(enrollmentId, look);
  if (contract instanceof Refusal) return contract;
  const [reseller, products, list, group, held] = await Promise.all([
    look.at(resellerFacts, resellerId),
    productsOf(lines, look),
    priceListOf(priceListId, look),
    look.at(coTerminationGroups, enrollmentId),
    look.at(firstOrders, enrollmentId),
  ]);
  return {
    ...contract,
    reseller,
    offers: offersOf(products),
    currency,
    priceOn: pricesIn(list, currency),
    group,
    held,
    prorationPolicy,
  };
}
