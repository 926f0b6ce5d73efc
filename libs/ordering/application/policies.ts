import { defaultProration, type ProrationPolicy } from '#kernel/proration.js';

/** Choices of the operator; each order records those that it was decided with. */
export interface OrderingPolicies {
  /** The price list that quotes and invoices are made from. */
  readonly priceListId: string;
  readonly prorationPolicy: ProrationPolicy;
  /** The product whose list price savings are measured against (R7). */
  readonly singleVoucher: string;
}

export const orderingPolicies = ({
  prorationPolicy = defaultProration,
  singleVoucher = 'MCP-1',
  priceListId,
}: Pick<OrderingPolicies, 'priceListId'> & Partial<OrderingPolicies>): OrderingPolicies => ({
  priceListId,
  prorationPolicy,
  singleVoucher,
});
