import { type Aggregate } from '#deciding/aggregate.js';
import { type BusinessCalendar } from '#kernel/business-days.js';
import { type Fold } from '#kernel/decider.js';
import { type EventOf } from '#kernel/event.js';
import { type CalendarPublished } from './calendar-events.js';
import { catalogueEvents } from './catalogue-events.js';

export type CalendarEvent = EventOf<typeof CalendarPublished>;

export interface CalendarFacts {
  /** The last publication, 0 before the first: with the id it names just the days that are known (I34, E16). */
  readonly version: number;
  /** What business days are counted with; undefined before the first publication. */
  readonly calendar?: BusinessCalendar;
}

export const calendarFold: Fold<CalendarFacts, CalendarEvent> = {
  initial: { version: 0 },
  evolve: ({ calendar }, { data: { calendarId, year, version, zone, weekendDays, holidays } }) => ({
    version,
    calendar: {
      calendarId,
      version: String(version),
      zone,
      weekendDays,
      // A year published again replaces what was published for it.
      holidays: { ...calendar?.holidays, [year]: holidays.map(({ date }) => date) },
    },
  }),
};

/** The streams `calendar-{calendarId}`. */
export const calendarFacts: Aggregate<CalendarFacts, CalendarEvent> = {
  category: 'calendar',
  events: catalogueEvents,
  fold: calendarFold,
  tenant: () => undefined,
};

/** What business days are counted with, as of the last publication; undefined for a calendar that is not published. */
export const businessCalendarOf = ({ calendar }: CalendarFacts): BusinessCalendar | undefined => calendar;
