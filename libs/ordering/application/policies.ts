import { type Program } from '../contracts/vocabulary.js';
import { firstOrderPrograms } from '../domain/pricing.js';
import { defaultProration, type ProrationPolicy } from '#kernel/proration.js';

/** Choices of the operator; each order records those that it was decided with. */
export interface OrderingPolicies {
  /** The price list that quotes and invoices are made from. */
  readonly priceListId: string;
  readonly prorationPolicy: ProrationPolicy;
  /** The product whose list price savings are measured against (R7). */
  readonly singleVoucher: string;
  /** Programs whose contracts hold the price list of a product's first order. */
  readonly firstOrderPrograms: readonly Program[];
}

export const orderingPolicies = ({
  prorationPolicy = defaultProration,
  singleVoucher = 'MCP-1',
  firstOrderPrograms: holding = firstOrderPrograms,
  priceListId,
}: Pick<OrderingPolicies, 'priceListId'> & Partial<OrderingPolicies>): OrderingPolicies => ({
  priceListId,
  prorationPolicy,
  singleVoucher,
  firstOrderPrograms: holding,
});
