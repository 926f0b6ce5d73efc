import { type Instant, instantOf, millisecondsOf } from './time.js';
import { isCalendarDate } from './calendar-date.js';

const oneForm = /^.{19}\.\d{3}Z$/;
const timeAndOffset = /^T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/**
 * RFC 3339 with seconds and an offset or `Z`, `T` and `Z` in upper case, of the years 1900 to 2999.
 * Second 60 is none: the clock that everything is compared by has no leap seconds, so it would be another instant.
 */
export const isInstant = (text: string): boolean =>
  isCalendarDate(text.slice(0, 10)) && timeAndOffset.test(text.slice(10));

/**
 * The instant in its one form, UTC with milliseconds. Finer digits are cut, not rounded: an exam at
 * 23:59:59.9999 stays before midnight.
 * @throws RangeError when `isInstant` refuses it
 */
export function toInstant(text: string): Instant {
  if (!isInstant(text)) throw new RangeError(`${text} is no RFC 3339 instant`);
  // Most are in it already: made by the clock, or brought to it before.
  return oneForm.test(text) ? text : instantOf(millisecondsOf(text));
}

const hour = 3_600_000;
const MOST_KNOWN = 1000;

/** By hours and instant: decisions ask for the same few ends again and again. */
const later = new Map<string, Instant>();

/** Hours on the clock of instants, so that 48 hours are 48 hours also over a change to summer time (R64). */
export function hoursAfter(instant: Instant, hours: number): Instant {
  const key = `${hours} ${instant}`;
  const known = later.get(key);
  if (known !== undefined) return known;
  const after = instantOf(millisecondsOf(toInstant(instant)) + hours * hour);
  if (later.size >= MOST_KNOWN) later.clear();
  later.set(key, after);
  return after;
}
