import { daysFrom, localDateAt } from '#kernel/calendar.js';
import { type CalendarDate, type Instant, instantOf, millisecondsOf, type Zone } from '#kernel/time.js';

export interface Expiry {
  /** First instant of no use. */
  readonly expiresAt: Instant;
  /** Last day of use, as the calendar in the zone shows it. */
  readonly lastDay: CalendarDate;
  readonly zone: Zone;
  /** Days on which it can still be used, today included; 0 once it has expired. */
  readonly daysLeft: number;
}

/** The expiry of a code as a person reads it, at an instant. */
export function expiryOf(expiresAt: Instant, zone: Zone, now: Instant): Expiry {
  const lastDay = localDateAt(instantOf(millisecondsOf(expiresAt) - 1), zone);
  const daysLeft = now >= expiresAt ? 0 : daysFrom(localDateAt(now, zone), lastDay);
  return { expiresAt, lastDay, zone, daysLeft };
}
