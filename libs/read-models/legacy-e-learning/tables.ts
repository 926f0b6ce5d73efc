import { day, defineTable, instant, orNull, text, whole } from '#projecting/table.js';

/** One e-learning entitlement of an existing contract. */
export const legacy = defineTable(
  'legacy',
  {
    entitlementId: text,
    legacyRef: text,
    productKey: text,
    seats: whole,
    contractedOn: day,
    /** Last day of the term, inclusive. */
    termEnd: day,
    zone: text,
    expiryModel: text,
    agreementId: orNull(text),
    activatedAt: orNull(instant),
    /** First instant without access, or without the right to activate it. */
    endsAt: instant,
    /** When the end was recorded; it ends by the clock all the same. */
    endRecordedAt: orNull(instant),
  },
  ['entitlementId'],
  ['institutionId', 'entitlementId'],
  ['endsAt', 'entitlementId'],
  ['agreementId'],
);
