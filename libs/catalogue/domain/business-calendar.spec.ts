import { describe, expect, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { businessDayAfter, isBusinessDay } from '#kernel/business-days.js';
import { event } from '#kernel/event.js';
import { type PublishCalendar } from '../contracts/calendar-commands.js';
import { CalendarPublished } from '../contracts/calendar-events.js';
import { type CalendarEvent, businessCalendarOf, calendarFold } from '../contracts/calendar-facts.js';
import { publishCalendar } from './business-calendar.js';
import {
  CalendarFrameFixed,
  CalendarVersionOutOfTurn,
  HolidayListedTwice,
  HolidayOutsideYear,
} from './refusals.js';

const year2019: Readonly<PublishCalendar> = {
  calendarId: 'DE-NATIONWIDE',
  year: 2019,
  version: 1,
  zone: 'Europe/Berlin',
  weekendDays: [6, 7],
  holidays: [{ date: '2019-10-03', name: 'National Holiday' }],
};
const year2020 = {
  ...year2019,
  year: 2020,
  version: 2,
  holidays: [{ date: '2020-01-01', name: "New Year's Day" }],
};
const first = event(CalendarPublished, year2019);
const second = event(CalendarPublished, year2020);
const facts = undefined;

const calendarAfter = (...events: readonly CalendarEvent[]) => {
  const calendar = businessCalendarOf(events.reduce(calendarFold.evolve, calendarFold.initial));
  if (calendar === undefined) throw new Error('nothing was published');
  return calendar;
};

describe('publishing a business calendar', () => {
  it('E15 I34 years are published one after the other, and the version names all of them', () => {
    given(calendarFold).when(publishCalendar, year2019, { facts }).then(first);
    given(calendarFold, first).when(publishCalendar, year2020, { facts }).then(second);
    const calendar = calendarAfter(first, second);
    expect(calendar.version).toBe('2');
    // Tuesday 31 December is the first business day after Monday, Thursday 2 January the second.
    expect(businessDayAfter(calendar, '2019-12-30', 2)).toBe('2020-01-02');
    // Invoiced on a Saturday: counting starts with Monday.
    expect(businessDayAfter(calendar, '2019-09-28', 1)).toBe('2019-09-30');
    expect(businessDayAfter(calendarAfter(first), '2019-12-30', 2)).toBeUndefined();
  });

  it('E16 a holiday that is added changes the later version, not what the former said', () => {
    const added = { date: '2019-10-31', name: 'Reformation Day' };
    const again = { ...year2019, version: 3, holidays: [...year2019.holidays, added] };
    given(calendarFold, first, second)
      .when(publishCalendar, again, { facts })
      .then(event(CalendarPublished, again));
    const [before, after] = [
      calendarAfter(first, second),
      calendarAfter(first, second, event(CalendarPublished, again)),
    ];
    expect([before.version, businessDayAfter(before, '2019-10-30', 1)]).toEqual(['2', '2019-10-31']);
    expect([after.version, businessDayAfter(after, '2019-10-30', 1)]).toEqual(['3', '2019-11-01']);
    expect(isBusinessDay(after, '2020-01-01')).toBe(false);
  });

  it('I34 versions are numbered without gaps, so that two publishers cannot both be the next', () => {
    given(calendarFold)
      .when(publishCalendar, year2020, { facts })
      .thenRefused(CalendarVersionOutOfTurn, { calendarId: 'DE-NATIONWIDE', next: 1 });
    given(calendarFold, first)
      .when(publishCalendar, { ...year2020, version: 1 }, { facts })
      .thenRefused(CalendarVersionOutOfTurn, { calendarId: 'DE-NATIONWIDE', next: 2 });
  });

  it('E17 a calendar is of one place: its zone and weekend stay', () => {
    given(calendarFold, first)
      .when(publishCalendar, { ...year2020, zone: 'Europe/Vienna' }, { facts })
      .thenRefused(CalendarFrameFixed, { calendarId: 'DE-NATIONWIDE', zone: 'Europe/Berlin' });
    for (const weekendDays of [[5, 6], [7], [6, 5]]) {
      given(calendarFold, first)
        .when(publishCalendar, { ...year2020, weekendDays }, { facts })
        .thenRefused(CalendarFrameFixed, { calendarId: 'DE-NATIONWIDE' });
    }
    const turned = { ...year2020, weekendDays: [7, 6] };
    given(calendarFold, first)
      .when(publishCalendar, turned, { facts })
      .then(event(CalendarPublished, turned));
  });

  it('E16 holidays lie in the year, each once', () => {
    const holiday = (date: string) => ({ date, name: 'Day off' });
    const publish = (...dates: readonly string[]) =>
      given(calendarFold).when(publishCalendar, { ...year2019, holidays: dates.map(holiday) }, { facts });
    publish('2020-01-01').thenRefused(HolidayOutsideYear, { date: '2020-01-01', year: 2019 });
    publish('2019-05-01', '2019-05-01').thenRefused(HolidayListedTwice, { date: '2019-05-01' });
  });
});
