import { day, defineTable, flag, instant, json, orNull, text, whole } from '#projecting/table.js';

/** One access code, without its value. */
export const codes = defineTable(
  'codes',
  {
    codeId: text,
    entitlementId: text,
    slot: whole,
    batchNo: whole,
    last4: text,
    provider: orNull(text),
    families: json<readonly string[]>(),
    salesRegion: text,
    activeFrom: instant,
    expiresAt: instant,
    zone: text,
    /** As recorded; whether the term has run out is a matter of the clock (E20). */
    state: text,
    /** Why it is in this state, where the state has more than one reason. */
    reason: orNull(text),
    since: instant,
    personRef: orNull(text),
    role: orNull(text),
    disclosedAt: orNull(instant),
    channel: orNull(text),
    bookingKey: orNull(text),
    examCode: orNull(text),
    examAt: orNull(instant),
    examZone: orNull(text),
    registrationKey: orNull(text),
    usedAt: orNull(instant),
    late: flag,
    stranded: orNull(text),
    /** Of the code's stream: what If-Match takes. */
    streamRevision: whole,
  },
  ['codeId'],
  ['entitlementId', 'slot', 'codeId'],
  ['institutionId', 'entitlementId', 'slot', 'codeId'],
  ['expiresAt', 'codeId'],
  ['institutionId', 'expiresAt', 'codeId'],
  ['personRef'],
  ['last4'],
);

/** Slots whose code a corrected invoice has taken back: they count no more. */
export const withdrawn = defineTable('withdrawn', { entitlementId: text, slot: whole }, [
  'entitlementId',
  'slot',
]);

/** What a code's entitlement says of it: where it comes from, and how many slots there are. */
export const sources = defineTable(
  'sources',
  {
    entitlementId: text,
    orderId: text,
    lineNo: whole,
    enrollmentId: text,
    invoiceNo: text,
    productKey: text,
    fulfilment: text,
    /** Null for a library. */
    provider: orNull(text),
    /** Slots that the invoice pays for, as corrected, and codes beyond them that have not been taken back. */
    capacity: whole,
    surplus: whole,
    termStart: day,
    termEnd: day,
    zone: text,
    expiresAt: instant,
  },
  ['entitlementId'],
  ['orderId'],
);
