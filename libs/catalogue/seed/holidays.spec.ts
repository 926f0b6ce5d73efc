import { describe, expect, it } from '@jest/globals';
import { PublishCalendar } from '../contracts/calendar-commands.js';
import { calendarCommands } from './calendars.js';
import { calendarSources, holidaysOf } from './holidays.js';

const published = calendarCommands().flatMap(({ command }) =>
  command instanceof PublishCalendar ? [command] : [],
);
const datesOf = (calendarId: string, year: number) =>
  published
    .find((each) => each.calendarId === calendarId && each.year === year)
    ?.holidays.map(({ date }) => date);
const sourceOf = (calendarId: string) => {
  const source = calendarSources.find((each) => each.calendarId === calendarId);
  if (source === undefined) throw new Error(`no ${calendarId}`);
  return source;
};

describe('the calendars of the operations centres', () => {
  it('I34 the published years are those of the holiday library, 2019 to 2028', () => {
    expect(published).toHaveLength(20);
    for (const { calendarId, year, version, holidays } of published) {
      expect(version).toBe(year - 2018);
      expect(holidays).toEqual(holidaysOf(sourceOf(calendarId), year));
    }
  });

  it('E17 a holiday of one region is none of the operations centre', () => {
    const bavaria = { ...sourceOf('DE-NATIONWIDE'), state: 'BY' };
    expect(holidaysOf(bavaria, 2020).map(({ date }) => date)).toContain('2020-01-06');
    expect(datesOf('DE-NATIONWIDE', 2020)).not.toContain('2020-01-06');
  });

  it('R65 nationwide German holidays, and federal ones of the United States with their substitute days', () => {
    expect(datesOf('DE-NATIONWIDE', 2020)).toEqual([
      '2020-01-01',
      '2020-04-10',
      '2020-04-13',
      '2020-05-01',
      '2020-05-21',
      '2020-06-01',
      '2020-10-03',
      '2020-12-25',
      '2020-12-26',
    ]);
    expect(datesOf('US-FEDERAL', 2021)).toEqual([
      '2021-01-01',
      '2021-01-18',
      '2021-02-15',
      '2021-05-31',
      '2021-06-18',
      '2021-06-19',
      '2021-07-04',
      '2021-07-05',
      '2021-09-06',
      '2021-10-11',
      '2021-11-11',
      '2021-11-25',
      '2021-12-24',
      '2021-12-25',
      '2021-12-31',
    ]);
  });
});
