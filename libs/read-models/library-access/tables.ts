import { defineTable, instant, orNull, text, whole } from '#projecting/table.js';

/** One unlocked library. */
export const accesses = defineTable(
  'accesses',
  {
    codeId: text,
    personRef: text,
    libraryId: text,
    termsVersion: text,
    unlockedAt: instant,
    /** First instant without access. */
    accessUntil: instant,
    accessBasis: text,
    zone: text,
    /** When the end was recorded; access ends by the clock all the same. */
    endRecordedAt: orNull(instant),
    violations: whole,
  },
  ['codeId'],
  ['institutionId', 'codeId'],
  ['personRef'],
);
