import { day, defineTable, instant, orNull, text, whole } from '#projecting/table.js';

/** One membership of the Imagine Academy, with its renewals. */
export const memberships = defineTable(
  'memberships',
  {
    membershipId: text,
    segment: text,
    termStart: day,
    /** Last day, inclusive. */
    termEnd: day,
    zone: text,
    /** First instant after the term. */
    endsAt: instant,
    /** First instant without the grace for a renewal. */
    graceUntil: instant,
    renewals: whole,
    /** When the end was recorded; it ends by the clock all the same. */
    endRecordedAt: orNull(instant),
  },
  ['membershipId'],
  ['institutionId', 'membershipId'],
);
