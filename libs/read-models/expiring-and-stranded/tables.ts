import { type StandingChange } from '#site-packs/contracts/standing.js';
import { day, defineTable, flag, instant, json, orNull, text, whole } from '#projecting/table.js';

/** Why a right can no longer be used well, and from when. */
export interface Stranding {
  readonly cause: string;
  readonly from: string;
}

/** One thing that can be used until an instant: a code, a site pack, access to a library, a membership. */
export const rights = defineTable(
  'rights',
  {
    kind: text,
    /** Id of the code, the entitlement of the site pack, or the membership. */
    rightId: text,
    entitlementId: orNull(text),
    provider: orNull(text),
    personRef: orNull(text),
    libraryId: orNull(text),
    /** How far it is on its way to be used. */
    state: text,
    /** Unused units: one, or the exams that are left of a site pack. */
    units: whole,
    examAt: orNull(instant),
    /** First instant of no use. */
    expiresAt: instant,
    zone: text,
    /** Whether it is unused; whether it has expired is a matter of the clock. */
    open: flag,
    strandings: json<readonly Stranding[]>(),
    /** What has been told of a site pack, in the order in which it was recorded. */
    changes: json<readonly StandingChange[]>(),
    /** The first of them. */
    stranded: orNull(text),
  },
  ['kind', 'rightId'],
  ['open', 'expiresAt', 'kind', 'rightId'],
  ['institutionId', 'open', 'expiresAt', 'kind', 'rightId'],
  ['stranded', 'open', 'expiresAt', 'kind', 'rightId'],
  ['kind', 'open', 'expiresAt', 'rightId'],
  ['entitlementId', 'open', 'expiresAt', 'kind', 'rightId'],
  ['personRef'],
);

/** Where rights come from. */
export const sources = defineTable(
  'sources',
  {
    entitlementId: text,
    orderId: text,
    productKey: text,
    /** Last day on which any of its exams can be sat, once that ends before its term (E57). */
    lastExamOn: orNull(day),
  },
  ['entitlementId'],
);
