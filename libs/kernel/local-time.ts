import { Temporal } from 'temporal-polyfill';
import { type Instant, instantOf, type Zone } from './time.js';

/** What a clock on a wall showed: `YYYY-MM-DDTHH:MM:SS`, without zone or offset. */
export type LocalTime = string;

/** The form alone; whether the day exists is asked of `isLocalTime`. */
export const localTimeForm = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;

export function isLocalTime(text: string): boolean {
  if (!localTimeForm.test(text)) return false;
  try {
    Temporal.PlainDateTime.from(text, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}

/** First and last instant that a reading may mean; the same one when it is certain. */
export interface Readings {
  readonly earliest: Instant;
  readonly latest: Instant;
}

/**
 * What the wall clock in the zone can have meant: two instants while the clock is set back, and, for a time that was
 * skipped, the instants around the gap.
 * @throws RangeError when the time is none or the zone is unknown
 */
export function readingsIn(local: LocalTime, zone: Zone): Readings {
  const time = Temporal.PlainDateTime.from(local);
  const read = (disambiguation: 'earlier' | 'later'): Instant =>
    instantOf(time.toZonedDateTime(zone, { disambiguation }).epochMilliseconds);
  return { earliest: read('earlier'), latest: read('later') };
}

/**
 * What it can have meant anywhere: from UTC+14 to UTC-12, which is where the 26 hours of E22 come from.
 * @throws RangeError when the time is none
 */
export function readingsAnywhere(local: LocalTime): Readings {
  const time = Temporal.PlainDateTime.from(local);
  const at = (offset: string): Instant => instantOf(time.toZonedDateTime(offset).epochMilliseconds);
  return { earliest: at('+14:00'), latest: at('-12:00') };
}
