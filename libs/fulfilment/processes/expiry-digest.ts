import { type Look } from '#deciding/binding.js';
import { EntitlementGranted, EntitlementTermShortened } from '#entitlement/contracts/entitlement-events.js';
import { entitlementFacts } from '#entitlement/contracts/entitlement-facts.js';
import { hoursAfter, localDateAt, plusDays } from '#kernel/calendar.js';
import { type CalendarDate, type Instant } from '#kernel/time.js';
import { messageOf } from '#messages/command.js';
import { at, cancel, type Effect, perform, type Process, processNamed } from '#processing/process.js';
import { notificationFacts, notificationIdOf } from '../contracts/notification-facts.js';
import { RequestNotification } from '../contracts/notifications.js';
import { addressedBy, onlineContacts } from './notifying.js';

/** Asks for the digest of one entitlement's administrators; subject `{entitlementId}:{days before expiry}`. */
export const remindOfExpiry = 'remind-of-expiry';

const thresholds = [90, 30, 7] as const;

const dueAt = (expiresAt: Instant, days: number): Instant => hoursAfter(expiresAt, -24 * days);

type Ends = Pick<EntitlementGranted, 'entitlementId' | 'fulfilment' | 'expiresAt'>;

const keyOf = (entitlementId: string, days: number): string => `${entitlementId}:${days}`;

const reminders = ({ entitlementId, fulfilment, expiresAt }: Ends, after: Instant): readonly Effect[] =>
  fulfilment === 'ACCESS'
    ? []
    : thresholds
        .filter((days) => dueAt(expiresAt, days) > after)
        .map((days) => {
          const key = keyOf(entitlementId, days);
          return at(dueAt(expiresAt, days), key, perform(remindOfExpiry, key));
        });

/**
 * Digests are due 90, 30 and 7 days before codes and site packs expire (N6); what was overtaken when they were granted, or when their
 * term was shortened, is not. A shorter term moves them forward (I37).
 */
export const expiryReminders: Process = processNamed('expiry-reminders')
  .when(EntitlementGranted, ({ data, metadata }) => reminders(data, metadata.recordedAt))
  .when(EntitlementTermShortened, ({ data, metadata }) => [
    ...thresholds.map((days) => cancel(keyOf(data.entitlementId, days))),
    ...reminders(data, metadata.recordedAt),
  ]);

/**
 * What a fired reminder asks for. One digest tells an administrator of everything that expires, so it is asked for
 * once a day however many entitlements are due, and a threshold that a later one has overtaken asks for nothing:
 * catching up after a month of downtime sends one mail. Firing again, on whatever day, asks for nothing that was told.
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
  const since = localDateAt(dueAt(granted.expiresAt, Number(days)), 'UTC');
  const asked: RequestNotification[] = [];
  for (const person of onlineContacts(addressed)) {
    const keyOn = (day: CalendarDate) => `N6:${person}:${institutionId}:${day}`;
    if (await wasTold(keyOn, since, localDateAt(now, 'UTC'), look)) continue;
    const request = { template: 'N6' as const, to: [person], subject: institutionId, institutionId };
    asked.push(messageOf(RequestNotification, { ...request, dedupeKey: keyOn(localDateAt(now, 'UTC')) }));
  }
  return asked;
}

/**
 * Whether a digest has been asked for on a day since then, as the log knows: a timer that fires again, such as after its
 * table was rebuilt, asks for nothing more. The day itself is left to the key, which tells several of one day apart.
 */
async function wasTold(
  keyOn: (day: CalendarDate) => string,
  since: CalendarDate,
  today: CalendarDate,
  look: Look,
): Promise<boolean> {
  for (let day = since; day < today; day = plusDays(day, 1)) {
    const { requested } = await look.at(notificationFacts, notificationIdOf(keyOn(day)));
    if (requested !== undefined) return true;
  }
  return false;
}
