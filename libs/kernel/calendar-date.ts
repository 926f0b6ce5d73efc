import { Temporal } from 'temporal-polyfill';
import { type CalendarDate, instantOf, millisecondsOf } from './time.js';

/*
 * Temporal and not js-joda: it is the standard's own interface, on its way into the runtime, so the polyfill can go
 * one day; and it reads zones from the runtime's Intl, so `process.versions.tz` names the data that a decision
 * rested on (I34).
 */

/** First and last year in which dates are taken: outside it is a typing error, and expiry instants keep four digits. */
export const years = { first: 1900, last: 2999 } as const;

/** A day that exists, as `YYYY-MM-DD`, of the years 1900 to 2999; `2019-02-30` and `20190228` are none. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const year = Number(text.slice(0, 4));
  const day = Number(text.slice(8));
  const last = daysInMonth(year, Number(text.slice(5, 7)));
  return year >= years.first && year <= years.last && day >= 1 && day <= last;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  if (month === 4 || month === 6 || month === 9 || month === 11) return 30;
  return month >= 1 && month <= 12 ? 31 : 0;
}

/** @throws RangeError when it is no calendar date */
export function plainDate(date: CalendarDate): Temporal.PlainDate {
  if (!isCalendarDate(date)) throw new RangeError(`${date} is no calendar date`);
  return Temporal.PlainDate.from(date);
}

/**
 * The day so many days later, or earlier when negative. Days of UTC have 24 hours, and its calendar is that of
 * Temporal: the same day at a twentieth of the price, for decisions ask often.
 * @throws RangeError when `date` is no calendar date, or `days` no whole number
 */
export function plusDays(date: CalendarDate, days: number): CalendarDate {
  const key = `${days} ${date}`;
  const known = sums.get(key);
  if (known !== undefined) return known;
  if (!isCalendarDate(date)) throw new RangeError(`${date} is no calendar date`);
  if (!Number.isInteger(days)) throw new RangeError(`${days} is no number of days`);
  const [later = ''] = instantOf(millisecondsOf(`${date}T00:00:00.000Z`) + days * dayLength).split('T');
  if (sums.size >= MOST_KNOWN) sums.clear();
  sums.set(key, later);
  return later;
}

const MOST_KNOWN = 1000;

/** By days and date: most questions are about few dates. */
const sums = new Map<string, CalendarDate>();

const dayLength = 24 * 3_600_000;

/** Days since a day long ago: years that begin in March, so that the day of a leap year is their last. @throws RangeError when it is no calendar date */
function dayNumber(date: CalendarDate): number {
  if (!isCalendarDate(date)) throw new RangeError(`${date} is no calendar date`);
  const month = (Number(date.slice(5, 7)) + 9) % 12;
  const year = Number(date.slice(0, 4)) - (month > 9 ? 1 : 0);
  const leaps = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return 365 * year + leaps + Math.floor((153 * month + 2) / 5) + Number(date.slice(8));
}

/** Both days counted. @throws RangeError when one is no calendar date or `last` is before `first` */
export function daysFrom(first: CalendarDate, last: CalendarDate): number {
  const days = dayNumber(last) - dayNumber(first);
  if (days < 0) throw new RangeError(`${last} is before ${first}`);
  return days + 1;
}
