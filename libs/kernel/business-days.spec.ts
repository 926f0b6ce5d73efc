import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type BusinessCalendar,
  businessDayAfter,
  endOfBusinessDayAfter,
  isBusinessDay,
} from './business-days.js';
import { plusDays } from './calendar.js';

const germany: BusinessCalendar = {
  calendarId: 'DE',
  version: '1',
  zone: 'Europe/Berlin',
  weekendDays: [6, 7],
  holidays: {
    2019: ['2019-01-01', '2019-04-19', '2019-04-22', '2019-05-01', '2019-10-03', '2019-12-25', '2019-12-26'],
    2020: ['2020-01-01', '2020-04-10', '2020-04-13', '2020-05-01', '2020-05-21', '2020-06-01', '2020-12-25'],
  },
};
const bavaria: BusinessCalendar = {
  ...germany,
  calendarId: 'DE-BY',
  holidays: { ...germany.holidays, 2020: ['2020-01-06', ...(germany.holidays['2020'] ?? [])] },
};
const federal: BusinessCalendar = {
  calendarId: 'US',
  version: '1',
  zone: 'America/Chicago',
  weekendDays: [6, 7],
  holidays: { 2019: ['2019-11-28', '2019-12-25'], 2020: ['2020-01-01', '2020-01-20', '2020-02-17'] },
};
const werktage: BusinessCalendar = { ...germany, weekendDays: [7] };

describe('business days', () => {
  it.each([
    ['DE', '2019-12-20', germany, '2019-12-31', '2020-01-08'],
    ['US', '2019-12-20', federal, '2019-12-30', '2020-01-07'],
    ['DE at Easter', '2020-04-08', germany, '2020-04-17', '2020-04-24'],
    ['E17 Bavaria', '2019-12-20', bavaria, '2019-12-31', '2020-01-09'],
    ['Monday to Saturday, the wrong reading', '2019-12-20', werktage, '2019-12-28', '2020-01-04'],
  ])('R65 %s: after %s', (_, invoiced, calendar, fifth, tenth) => {
    expect(businessDayAfter(calendar, invoiced, 5)).toBe(fifth);
    expect(businessDayAfter(calendar, invoiced, 10)).toBe(tenth);
  });

  it('E15 R65 take the day of invoice as day 0, also on a Saturday, a Sunday or a holiday', () => {
    for (const date of ['2019-12-20', '2019-12-21', '2019-12-22']) {
      expect(businessDayAfter(germany, date, 0)).toBe(date);
      expect(businessDayAfter(germany, date, 1)).toBe('2019-12-23');
      expect(businessDayAfter(germany, date, 5)).toBe('2019-12-31');
    }
    expect(businessDayAfter(germany, '2020-01-01', 1)).toBe('2020-01-02');
  });

  it('E17 differ by the calendar', () => {
    expect(isBusinessDay(germany, '2020-01-06')).toBe(true);
    expect(isBusinessDay(bavaria, '2020-01-06')).toBe(false);
    expect(isBusinessDay(germany, '2020-01-04')).toBe(false);
    expect(isBusinessDay(werktage, '2020-01-04')).toBe(true);
    expect(isBusinessDay(germany, '2020-01-05')).toBe(false);
  });

  it('are not known beyond the years published', () => {
    expect(isBusinessDay(germany, '2021-01-04')).toBeUndefined();
    expect(isBusinessDay(germany, '2021-01-02')).toBeUndefined();
    expect(businessDayAfter(germany, '2020-12-30', 1)).toBe('2020-12-31');
    expect(businessDayAfter(germany, '2020-12-30', 2)).toBeUndefined();
    expect(businessDayAfter(germany, '2018-12-31', 1)).toBe('2019-01-02');
    expect(endOfBusinessDayAfter(germany, '2020-12-30', 2)).toBeUndefined();
    expect(businessDayAfter({ ...germany, holidays: { 2019: [] } }, '2019-12-24', 2)).toBe('2019-12-26');
    expect(
      businessDayAfter({ ...germany, weekendDays: [1, 2, 3, 4, 5, 6, 7] }, '2019-12-20', 1),
    ).toBeUndefined();
  });

  it('R65 end with the day in the zone of the calendar', () => {
    expect(endOfBusinessDayAfter(germany, '2019-12-20', 10)).toBe('2020-01-08T23:00:00.000Z');
    expect(endOfBusinessDayAfter(federal, '2019-12-20', 10)).toBe('2020-01-08T06:00:00.000Z');
  });

  it('R65 are counted one by one', () => {
    fc.assert(
      fc.property(
        fc.nat(600),
        fc.nat(30),
        fc.constantFrom(germany, federal, werktage),
        (offset, n, calendar) => {
          const date = plusDays('2019-01-01', offset);
          const day = businessDayAfter(calendar, date, n);
          if (day === undefined) return;
          let open = 0;
          for (let each = plusDays(date, 1); each <= day; each = plusDays(each, 1))
            if (isBusinessDay(calendar, each) === true) open++;
          expect(open).toBe(n);
          if (n > 0) expect(isBusinessDay(calendar, day)).toBe(true);
        },
      ),
    );
  });

  it.each([-1, 0.5, NaN, Infinity])('cannot be %d', (n) => {
    expect(() => businessDayAfter(germany, '2019-12-20', n)).toThrow(
      new RangeError(`${n} is no number of business days`),
    );
  });

  it('come after a day that exists', () => {
    expect(() => businessDayAfter(germany, '2019-02-30', 0)).toThrow(RangeError);
    expect(() => isBusinessDay(germany, '2019-02-30')).toThrow(RangeError);
  });
});
