import { defineTable, flag, instant, orNull, text } from '#projecting/table.js';

/** Codes, and whether their provider was asked to block them. */
export const blocks = defineTable(
  'blocks',
  {
    codeId: text,
    provider: text,
    last4: text,
    /** When it was voided as compromised; null for a code that need not be blocked. */
    requestedAt: orNull(instant),
    confirmedAt: orNull(instant),
    /** A use from before came to light: the code was used, and blocking it would change nothing. */
    withdrawn: flag,
  },
  ['codeId'],
  ['provider', 'requestedAt', 'codeId'],
);
