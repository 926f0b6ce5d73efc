import { type Look } from '#deciding/binding.js';
import { entitlementFacts } from '#entitlement/contracts/entitlement-facts.js';
import { entitlementIdOf } from '#entitlement/contracts/entitlement-id.js';
import { sitePackPools } from '#site-packs/contracts/pool-facts.js';
import { type DeliveredLine, type Delivery } from '../domain/completing.js';
import { type Order } from '../domain/order.js';

/** What the entitlements of the order's invoice say of its lines. */
export async function deliveryOf(orderId: string, { invoice }: Order, look: Look): Promise<Delivery> {
  const lines = await Promise.all(
    [...(invoice?.nets.keys() ?? [])].map(async (lineNo) => {
      const line = await lineOf(entitlementIdOf(orderId, lineNo, invoice?.billing), look);
      return line === undefined ? [] : [[lineNo, line] as const];
    }),
  );
  return new Map(lines.flat());
}

async function lineOf(entitlementId: string, look: Look): Promise<DeliveredLine | undefined> {
  const { granted, remaining } = await look.at(entitlementFacts, entitlementId);
  if (granted === undefined) return undefined;
  const { fulfilment, institutionId, expiresAt: endsAt } = granted;
  if (fulfilment === 'CODES') return { delivered: remaining === 0, endsAt };
  if (fulfilment === 'ACCESS') return { delivered: true, endsAt };
  const { packs } = await look.at(sitePackPools, institutionId);
  return { delivered: packs.some((pack) => pack.entitlementId === entitlementId), endsAt };
}
