import {
  EntitlementAdjusted,
  EntitlementGranted,
  EntitlementTermShortened,
  IssuanceCompleted,
} from '#entitlement/contracts/entitlement-events.js';
import { messageOf } from '#messages/command.js';
import { CloseOrder, FulfilOrder } from '#ordering/contracts/completion-commands.js';
import { at, type Effect, type Process, processNamed, send } from '#processing/process.js';
import { SitePackListed } from '#site-packs/contracts/pool-events.js';
import { orderOf } from './order-of.js';

const fulfil = (orderId: string | undefined): readonly Effect[] =>
  orderId === undefined ? [] : [send(messageOf(FulfilOrder, { orderId }))];
const closing = (entitlementId: string, orderId: string, expiresAt: string): Effect =>
  at(expiresAt, `close:${entitlementId}`, send(messageOf(CloseOrder, { orderId })));

/**
 * Tells an order what has become of its lines: it is fulfilled with the last code, balance or access of its invoice,
 * and closed with the end of the last of its entitlements. The order looks itself, so that telling it too often does
 * nothing.
 */
export const completing: Process = processNamed('completing')
  .when(EntitlementGranted, ({ data: { entitlementId, orderId, fulfilment, expiresAt } }) => [
    ...(fulfilment === 'ACCESS' ? fulfil(orderId) : []),
    closing(entitlementId, orderId, expiresAt),
  ])
  // A line that was taken back holds its order up no longer.
  .when(EntitlementAdjusted, async ({ data: { entitlementId } }, look) =>
    fulfil(await orderOf(entitlementId, look)),
  )
  .when(IssuanceCompleted, async ({ data: { entitlementId } }, look) =>
    fulfil(await orderOf(entitlementId, look)),
  )
  .when(SitePackListed, async ({ data: { entitlementId } }, look) =>
    fulfil(await orderOf(entitlementId, look)),
  )
  // The same key: the earlier end replaces the later one (I37).
  .when(EntitlementTermShortened, async ({ data: { entitlementId, expiresAt } }, look) => {
    const orderId = await orderOf(entitlementId, look);
    return orderId === undefined ? [] : [closing(entitlementId, orderId, expiresAt)];
  });
