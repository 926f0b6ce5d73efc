import { type Look } from '#deciding/binding.js';
import { EntitlementGranted } from '#entitlement/contracts/entitlement-events.js';
import { entitlementFacts } from '#entitlement/contracts/entitlement-facts.js';
import { hoursAfter } from '#kernel/calendar.js';
import { type Instant } from '#kernel/time.js';
import { messageOf } from '#messages/command.js';
import { at, perform, type Process, processNamed } from '#processing/process.js';
import { RequestNotification } from '../contracts/notifications.js';
import { addressedBy, onlineContacts } from './notifying.js';

/** Asks for the digest of one entitlement's administrators; subject `{entitlementId}:{days before expiry}`. */
export const remindOfExpiry = 'remind-of-expiry';

const thresholds = [90, 30, 7] as const;

const dueAt = (expiresAt: Instant, days: number): Instant => hoursAfter(expiresAt, -24 * days);

/** Digests are due 90, 30 and 7 days before codes expire (N6); what was overtaken when they were granted is not. */
export const expiryReminders: Process = processNamed('expiry-reminders').when(
  EntitlementGranted,
  ({ data: { entitlementId, fulfilment, expiresAt }, metadata }) =>
    fulfilment !== 'CODES'
      ? []
      : thresholds
          .filter((days) => dueAt(expiresAt, days) > metadata.recordedAt)
          .map((days) => {
            const key = `${entitlementId}:${days}`;
            return at(dueAt(expiresAt, days), key, perform(remindOfExpiry, key));
          }),
);

/**
 * What a fired reminder asks for. One digest tells an administrator of everything that expires, so it is asked for
 * once a day however many entitlements are due, and a threshold that a later one has overtaken asks for nothing:
 * catching up after a month of downtime sends one mail.
 */
export async function digestsDue(
  subject: string,
  look: Look,
  now: Instant,
): Promise<readonly RequestNotification[]> {
  const [entitlementId = '', days] = subject.split(':');
  const { granted } = await look.at(entitlementFacts, entitlementId);
  if (granted === undefined || now >= granted.expiresAt) return [];
  const passed = thresholds.filter((each) => dueAt(granted.expiresAt, each) <= now);
  if (passed.length === 0 || String(Math.min(...passed)) !== days) return [];
  const addressed = await addressedBy(granted.orderId, look);
  if (addressed === undefined) return [];
  const { institutionId } = addressed;
  return onlineContacts(addressed).map((person) =>
    messageOf(RequestNotification, {
      template: 'N6',
      to: [person],
      subject: institutionId,
      dedupeKey: `N6:${person}:${institutionId}:${now.slice(0, 10)}`,
      institutionId,
    }),
  );
}
