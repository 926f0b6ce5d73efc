import { at, type Effect, type Process, processNamed, send } from '#processing/process.js';
import { ExpireLegacyEntitlement } from '#elearning/contracts/legacy-commands.js';
import {
  LegacyEntitlementActivated,
  LegacyEntitlementImported,
  LegacyEntitlementShortened,
} from '#elearning/contracts/legacy-events.js';
import { type Instant } from '#kernel/time.js';
import { messageOf } from '#messages/command.js';

const expiry = (when: Instant, entitlementId: string): Effect =>
  at(when, entitlementId, send(messageOf(ExpireLegacyEntitlement, { entitlementId })));

/** The timer records what the clock has done; an activation may bring the end forward, never back (R41). */
export const legacyELearning: Process = processNamed('legacy-e-learning')
  .when(LegacyEntitlementImported, ({ data: { entitlementId, expiresAt } }) => [
    expiry(expiresAt, entitlementId),
  ])
  .when(LegacyEntitlementShortened, ({ data: { entitlementId, endsAt } }) => [expiry(endsAt, entitlementId)])
  .when(LegacyEntitlementActivated, ({ data: { entitlementId, accessUntil } }) => [
    expiry(accessUntil, entitlementId),
  ]);
