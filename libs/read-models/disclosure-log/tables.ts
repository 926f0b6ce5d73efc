import { defineTable, instant, orNull, text } from '#projecting/table.js';

/** Who was shown which code, when and how. */
export const disclosures = defineTable(
  'disclosures',
  {
    disclosureId: text,
    codeId: text,
    /** Of a voucher list. */
    entitlementId: orNull(text),
    personRef: orNull(text),
    contactRef: orNull(text),
    channel: text,
    disclosedAt: instant,
    /** Who had it shown. */
    actorId: text,
  },
  ['disclosureId', 'codeId'],
  ['codeId', 'disclosureId'],
  ['disclosedAt', 'disclosureId', 'codeId'],
  ['institutionId', 'disclosedAt', 'disclosureId', 'codeId'],
  ['contactRef', 'disclosedAt', 'disclosureId', 'codeId'],
  ['personRef'],
);
