import { day, defineTable, instant, json, orNull, text, whole } from '#projecting/table.js';
import { type StandingChange } from '#site-packs/contracts/standing.js';

/** One site pack: what was recorded of its units; how they stand at an instant is computed when it is asked. */
export const sitePacks = defineTable(
  'site_packs',
  {
    entitlementId: text,
    orderId: text,
    productKey: text,
    provider: text,
    families: json<readonly string[]>(),
    capacity: whole,
    adjusted: whole,
    /** Units beyond what the corrected invoice pays for, that could not be taken back. */
    short: whole,
    reserved: whole,
    drawn: whole,
    forfeited: whole,
    /** Exams of no family of the pack under OTHER; the pool itself has no quotas (E46). */
    drawnByFamily: json<Readonly<Record<string, number>>>(),
    /** Exams reported after the expiry instant. */
    drawnLate: whole,
    termStart: day,
    termEnd: day,
    zone: text,
    expiresAt: instant,
    openedAt: instant,
    activatedAt: orNull(instant),
    catcId: orNull(text),
    /** Suspensions and their ends, as recorded. */
    changes: json<readonly StandingChange[]>(),
    sweptAt: orNull(instant),
    lastReportAt: orNull(instant),
    /** Exams left as the provider's portal showed it last. */
    portalLeft: orNull(whole),
    portalStatedAt: orNull(instant),
    /** Of the pack's stream: what If-Match takes. */
    streamRevision: whole,
  },
  ['entitlementId'],
  ['expiresAt', 'entitlementId'],
  ['institutionId', 'expiresAt', 'entitlementId'],
  ['orderId'],
  ['catcId', 'expiresAt', 'entitlementId'],
);

/** What the provider is to take back, because its order was cancelled before the invoice (E34). */
export const deactivations = defineTable(
  'deactivations',
  { entitlementId: text, orderId: text, cancelledAt: instant },
  ['entitlementId'],
  ['cancelledAt', 'entitlementId'],
  ['institutionId', 'cancelledAt', 'entitlementId'],
);
