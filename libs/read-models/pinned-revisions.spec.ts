import { describe, expect, it } from '@jest/globals';
import { codeEvents } from '#entitlement/contracts/code-events.js';
import { type OrderEvent } from '#ordering/contracts/order-facts.js';
import { sitePackEvents } from '#site-packs/contracts/site-pack-events.js';
import { CodeInventoryProjector } from './code-inventory/projector.js';
import { OrderBoardProjector } from './order-board/projector.js';
import { SitePackBalanceProjector } from './site-pack-balance/projector.js';

/** The compiler names the one that lacks. */
const orderEvents: Readonly<Record<OrderEvent['type'], true>> = {
  OrderPlaced: true,
  OrderAmended: true,
  OrderCancelled: true,
  OrderRejected: true,
  OrderProcessed: true,
  OrderAcknowledged: true,
  SpecialDiscountProposed: true,
  SpecialDiscountApproved: true,
  OrderInvoiced: true,
  CorrectionProposed: true,
  InvoiceCorrected: true,
  OrderFulfilled: true,
  OrderClosed: true,
};
const typesOf = ({ classes }: { readonly classes: readonly { readonly type: string }[] }) =>
  classes.map(({ type }) => type);

/* A caller pins the revision that it has read: one that lags behind its stream would be refused for ever. */
describe('the revision that a row tells', () => {
  it.each([
    [new CodeInventoryProjector(), typesOf(codeEvents)],
    [new SitePackBalanceProjector(), typesOf(sitePackEvents)],
    [new OrderBoardProjector(), Object.keys(orderEvents)],
  ])('of $name follows every event of its stream', ({ handlers }, types) => {
    const handled = new Set(handlers.map(({ type }) => type));
    expect(types.filter((type) => !handled.has(type))).toEqual([]);
  });
});
