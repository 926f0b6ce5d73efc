import { plainDate } from './calendar-date.js';
import { type CalendarDate, type Instant, type Zone } from './time.js';
import { expiryInstant } from './zones.js';

/** One version of a business calendar, as far as its years are published (E16, E17). */
export interface BusinessCalendar {
  readonly calendarId: string;
  readonly version: string;
  /** Where its days begin and end. */
  readonly zone: Zone;
  /** ISO 8601 numbers, Monday 1 to Sunday 7; business days are Monday to Friday, so `[6, 7]` (R65). */
  readonly weekendDays: readonly number[];
  /** By year, such as `2020`; a year without an entry is not published, one with `[]` has no holidays. */
  readonly holidays: Readonly<Record<string, readonly CalendarDate[]>>;
}

/**
 * Whether business is done on the day; undefined when the calendar's year is not published.
 * @throws RangeError when it is no calendar date
 */
export function isBusinessDay(calendar: BusinessCalendar, date: CalendarDate): boolean | undefined {
  const weekday = plainDate(date).dayOfWeek;
  const holidays = calendar.holidays[date.slice(0, 4)];
  return holidays && !calendar.weekendDays.includes(weekday) && !holidays.includes(date);
}

/**
 * The nth business day after a date, which itself is day 0 even on a weekend or holiday (E15, R65).
 * Undefined when the count needs a year that is not published: no promise is made on unknown holidays.
 * @throws RangeError when it is no calendar date, or n no whole number from 0
 */
export function businessDayAfter(
  calendar: BusinessCalendar,
  date: CalendarDate,
  n: number,
): CalendarDate | undefined {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`${n} is no number of business days`);
  let day = plainDate(date);
  for (let counted = 0; counted < n;) {
    day = day.add({ days: 1 });
    const open = isBusinessDay(calendar, day.toString());
    if (open === undefined) return undefined;
    if (open) counted++;
  }
  return day.toString();
}

/** First instant after the nth business day, in the calendar's zone: due before it, breached from it on. */
export function endOfBusinessDayAfter(
  calendar: BusinessCalendar,
  date: CalendarDate,
  n: number,
): Instant | undefined {
  const day = businessDayAfter(calendar, date, n);
  return day === undefined ? undefined : expiryInstant(day, calendar.zone);
}
