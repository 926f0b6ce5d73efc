import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { daysFrom, plusDays } from './calendar-date.js';

describe('the days from one to another, both counted', () => {
  it('are those that the calendar has, leap years or not', () => {
    const start = fc.tuple(fc.integer({ min: 1900, max: 2990 }), fc.integer({ min: 1, max: 366 }));
    fc.assert(
      fc.property(start, fc.nat({ max: 3000 }), ([year, dayOfYear], days) => {
        const first = Temporal.PlainDate.from({ year, month: 1, day: 1 })
          .add({ days: dayOfYear - 1 })
          .toString();
        expect(daysFrom(first, plusDays(first, days))).toBe(days + 1);
      }),
    );
  });
});
