import { Temporal } from 'temporal-polyfill';
import { plainDate } from './calendar-date.js';
import { toInstant } from './instants.js';
import { type CalendarDate, type Instant, instantOf, millisecondsOf, type Zone } from './time.js';

/** Version of the time-zone data that local dates are read with (I34). */
export const tzdbVersion = process.versions['tz'];

// Intl also knows names that are no one's home: abbreviations (PST, EST: no summer time) and SystemV's.
const form = /^(?!SystemV\/)[A-Z][A-Za-z]*\/[A-Z][\w+/-]*$/;

/**
 * A name of the IANA database with an area, spelled as there (`Europe/Berlin`), or `UTC`.
 * No abbreviations, and no offsets: they do not say when summer time begins.
 */
export function isZone(text: string): boolean {
  if (text === 'UTC' || zones.has(text)) return true;
  if (!form.test(text)) return false;
  try {
    const known = new Temporal.ZonedDateTime(0n, text).timeZoneId === text;
    if (known) zones.add(text);
    return known;
  } catch {
    return false;
  }
}

/** Those met so far; there are some hundred. */
const zones = new Set<string>();

/**
 * First instant after a term: the start of the day after its inclusive end date in the zone (E13). Where a clock
 * change skips midnight, the day starts later; a code used at or after this instant is expired (I17).
 * @throws RangeError when the date does not exist or the zone is unknown
 */
export const expiryInstant = (endDate: CalendarDate, zone: Zone): Instant =>
  instantOf(plainDate(endDate).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds);

/**
 * First instant of a day in the zone: the expiry instant of the day before, where there is one; before the first day
 * that is taken, there is none.
 * @throws RangeError when the date does not exist or the zone is unknown
 */
export const startOfDay = (date: CalendarDate, zone: Zone): Instant =>
  instantOf(plainDate(date).toZonedDateTime(zone).epochMilliseconds);

/** What the calendar in the zone shows at the instant. @throws RangeError when the instant is none or the zone is unknown */
export function localDateAt(instant: Instant, zone: Zone): CalendarDate {
  const at = millisecondsOf(toInstant(instant));
  const key = `${zone} ${Math.floor(at / DAY)}`;
  const known = days.get(key)?.find(({ from }) => from <= at && at < from + DAY);
  if (known !== undefined) return known.date;
  const date = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
  const from = date.toZonedDateTime(zone).epochMilliseconds;
  const until = date.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
  const day = { date: date.toString(), from };
  // A day of 24 hours has no change of the clock; around one, midnight may be there twice, or not at all.
  if (from <= at && until - from === DAY) {
    if (days.size >= MOST_DAYS) days.clear();
    days.set(key, [...(days.get(key) ?? []), day]);
  }
  return day.date;
}

const DAY = 24 * 3_600_000;
const MOST_DAYS = 1000;

/** Days looked at before, by zone and day of UTC: most questions are about few days, and the calendar is slow to ask. */
const days = new Map<string, readonly { readonly date: CalendarDate; readonly from: number }[]>();
