import Holidays from 'date-holidays';
import { type Holiday } from '../contracts/calendar-commands.js';

/** A business calendar to be made: whose holidays, and where. */
export interface CalendarSource {
  readonly calendarId: string;
  readonly zone: string;
  readonly weekendDays: readonly number[];
  /** Country and, for a regional calendar, state, as date-holidays names them. */
  readonly country: string;
  readonly state?: string;
}

/** The calendars of the operations centres that issue codes (E17). */
export const calendarSources: readonly CalendarSource[] = [
  { calendarId: 'DE-NATIONWIDE', zone: 'Europe/Berlin', weekendDays: [6, 7], country: 'DE' },
  { calendarId: 'US-FEDERAL', zone: 'America/Los_Angeles', weekendDays: [6, 7], country: 'US' },
];

/**
 * The public holidays of a year, by date, in English. Used when a calendar is made, never when something is decided:
 * another version of the library may know other days.
 */
export function holidaysOf({ country, state }: CalendarSource, year: number): readonly Readonly<Holiday>[] {
  const calendar = state === undefined ? new Holidays(country) : new Holidays(country, state);
  const days = calendar.getHolidays(year, 'en').filter(({ type }) => type === 'public');
  const byDate = new Map(days.map(({ date, name }) => [date.slice(0, 10), name]));
  return [...byDate]
    .map(([date, name]) => ({ date, name }))
    .filter(({ date }) => date.startsWith(`${year}-`))
    .sort((a, b) => a.date.localeCompare(b.date));
}
