import { EntitlementGranted } from '#entitlement/contracts/entitlement-events.js';
import { entitlementIdOf } from '#entitlement/contracts/entitlement-id.js';
import { hoursAfter } from '#kernel/calendar.js';
import { type Instant } from '#kernel/time.js';
import { messageOf } from '#messages/command.js';
import { OrderCancelled } from '#ordering/contracts/order-events.js';
import { orderFacts } from '#ordering/contracts/order-facts.js';
import { at, type Effect, type Process, processNamed, send } from '#processing/process.js';
import {
  DeactivateSitePack,
  ExpireSitePack,
  ListSitePack,
  OpenSitePack,
} from '#site-packs/contracts/pack-commands.js';
import { SitePackOpened, SitePackTermShortened } from '#site-packs/contracts/pack-events.js';
import { ReleaseSeats } from '#site-packs/contracts/session-commands.js';
import { SeatsReserved } from '#site-packs/contracts/unit-events.js';
import { firstSweepAfter } from './expiring.js';

/** So long after its start nobody begins an exam in a session any more. */
const sessionHours = 24;

const sweep = (entitlementId: string, expiresAt: Instant): Effect =>
  at(firstSweepAfter(expiresAt), entitlementId, send(messageOf(ExpireSitePack, { entitlementId })));

/**
 * Opens a site pack once it is granted, records its expiry, and gives back the seats of ordinary sessions that nobody
 * took; those of Compass Cloud wait for the provider's word on who did not come (E65).
 */
export const sitePackLife: Process = processNamed('site-pack-life')
  .when(EntitlementGranted, ({ data: { fulfilment, entitlementId } }) =>
    fulfilment === 'BALANCE' ? [send(messageOf(OpenSitePack, { entitlementId }))] : [],
  )
  .when(SitePackOpened, ({ data: { institutionId, entitlementId, expiresAt } }) => [
    send(messageOf(ListSitePack, { institutionId, entitlementId, expiresAt })),
    sweep(entitlementId, expiresAt),
  ])
  // The same key: the earlier end replaces the later one (I37).
  .when(SitePackTermShortened, ({ data: { entitlementId, expiresAt } }) => [sweep(entitlementId, expiresAt)])
  .when(SeatsReserved, ({ data: { entitlementId, sessionId, sessionStart, launch } }) => {
    if (launch === 'COMPASS_CLOUD') return [];
    const release = messageOf(ReleaseSeats, { entitlementId, sessionId, cause: 'SESSION_OVER' as const });
    return [at(hoursAfter(sessionStart, sessionHours), `${entitlementId}:${sessionId}`, send(release))];
  })
  // Once the order was processed the provider may have opened something: it is asked to take it back (E34).
  .when(OrderCancelled, async ({ data: { orderId }, metadata }, look) => {
    const { lines, processedAt, placed } = await look.at(orderFacts, orderId);
    if (processedAt === undefined || placed === undefined) return [];
    const { institutionId } = placed;
    return lines
      .filter(({ fulfilment }) => fulfilment === 'BALANCE')
      .map(({ lineNo }) => {
        const entitlementId = entitlementIdOf(orderId, lineNo);
        const cancelledAt = metadata.occurredAt;
        return send(messageOf(DeactivateSitePack, { entitlementId, institutionId, orderId, cancelledAt }));
      });
  });
