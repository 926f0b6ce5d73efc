import { defineTable, instant, orNull, text, whole } from '#projecting/table.js';

/** Codes that a provider delivers exams for, and what is next for it to do about each. */
export const works = defineTable(
  'works',
  {
    codeId: text,
    provider: text,
    entitlementId: text,
    slot: whole,
    last4: text,
    activeFrom: instant,
    expiresAt: instant,
    /** ACTIVATE, BOOKED, USED, BLOCK, BLOCKED, or NONE when nothing is to be done. */
    stage: text,
    /** The time that counts in this stage: of first use, exam, report, request or confirmation. */
    at: instant,
    bookingKey: orNull(text),
    examCode: orNull(text),
    examAt: orNull(instant),
    examZone: orNull(text),
    registrationKey: orNull(text),
    /** What the provider has reported: REDEEMED or FORFEITED. */
    outcome: orNull(text),
    /** When it was voided as compromised, so that the provider is asked to block it (E53). */
    blockRequestedAt: orNull(instant),
    blockConfirmedAt: orNull(instant),
  },
  ['codeId'],
  ['provider', 'stage', 'at', 'codeId'],
  ['stage', 'at', 'codeId'],
  ['institutionId', 'stage', 'at', 'codeId'],
  ['entitlementId', 'stage', 'at', 'codeId'],
);
