import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { type PublishCalendar } from '../contracts/calendar-commands.js';
import { CalendarPublished } from '../contracts/calendar-events.js';
import { type CalendarEvent, type CalendarFacts } from '../contracts/calendar-facts.js';
import {
  CalendarVersionOutOfTurn,
  CalendarFrameFixed,
  HolidayListedTwice,
  HolidayOutsideYear,
} from './refusals.js';

/**
 * Each publication is a version of the whole calendar, so that `calendarId` and version name all the days that a
 * due date was counted with, also over the turn of a year (I34). A running clock keeps its due date (E16).
 */
export const publishCalendar: Decision<Readonly<PublishCalendar>, CalendarFacts, CalendarEvent> = (
  command,
  state,
) => {
  const { calendarId, year, version, zone, weekendDays, holidays } = command;
  if (version !== state.version + 1)
    return CalendarVersionOutOfTurn({ calendarId, next: state.version + 1 }, '/version');
  if (state.calendar !== undefined && zone !== state.calendar.zone) {
    return CalendarFrameFixed({ calendarId, zone: state.calendar.zone }, '/zone');
  }
  if (state.calendar !== undefined && !sameDays(weekendDays, state.calendar.weekendDays)) {
    return CalendarFrameFixed({ calendarId }, '/weekendDays');
  }
  const seen = new Set<string>();
  for (const [index, { date }] of holidays.entries()) {
    const pointer = `/holidays/${index}/date`;
    if (!date.startsWith(`${year}-`)) return HolidayOutsideYear({ date, year }, pointer);
    if (seen.has(date)) return HolidayListedTwice({ date }, pointer);
    seen.add(date);
  }
  return [event(CalendarPublished, { ...command })];
};

const sameDays = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((day) => b.includes(day));
