import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { propertyRuns } from '#test/support/property-runs.js';
import { daysFrom, plusDays } from './calendar.js';
import { earliestEnd, termEnd, twelveMonthTerm } from './term.js';

const aDate = fc.integer({ min: 0, max: 36_524 }).map((days) => plusDays('1990-01-01', days));

describe('a term', () => {
  it.each([
    ['2019-08-01', '2020-07-31'],
    ['2019-09-17', '2020-09-16'],
    ['2020-02-28', '2021-02-27'],
    ['2019-12-31', '2020-12-30'],
    ['2019-01-01', '2019-12-31'],
  ])('R11 of twelve months from %s ends on %s', (start, end) => {
    expect(twelveMonthTerm(start)).toBe(end);
  });

  it('R11 of 2019-08-01 has 366 days', () => {
    expect(daysFrom('2019-08-01', twelveMonthTerm('2019-08-01'))).toBe(366);
  });

  it('E11 from 29 February ends on 28 February', () => {
    expect(twelveMonthTerm('2020-02-29')).toBe('2021-02-28');
    expect(termEnd('2020-02-29', 48)).toBe('2024-02-28');
  });

  it('E12 from 1 March ends on 29 February of a leap year', () => {
    expect(twelveMonthTerm('2019-03-01')).toBe('2020-02-29');
    expect(twelveMonthTerm('2020-03-01')).toBe('2021-02-28');
  });

  it.each([
    ['2019-01-28', '2019-02-27'],
    ['2019-01-29', '2019-02-28'],
    ['2019-01-31', '2019-02-28'],
    ['2019-08-31', '2019-09-30'],
    ['2019-08-30', '2019-09-29'],
    ['2019-08-01', '2019-08-31'],
  ])('of one month from %s ends on %s', (start, end) => {
    expect(termEnd(start, 1)).toBe(end);
  });

  it('R11 of twelve months has 365 or 366 days, and none is earlier for a later start', () => {
    fc.assert(
      fc.property(aDate, (start) => {
        expect([365, 366]).toContain(daysFrom(start, twelveMonthTerm(start)));
        expect(twelveMonthTerm(plusDays(start, 1)) >= twelveMonthTerm(start)).toBe(true);
      }),
      propertyRuns(300),
    );
  });

  it('needs a start that exists', () => {
    expect(() => twelveMonthTerm('2019-02-29')).toThrow(new RangeError('2019-02-29 is no calendar date'));
  });
});

describe('the earliest end', () => {
  const twelveMonthEnd = '2020-07-31';

  it.each([
    ['I8', {}, '2020-07-31', 'TWELVE_MONTHS'],
    ['I8', { agreementEnd: '2020-08-01' }, '2020-07-31', 'TWELVE_MONTHS'],
    ['I8', { agreementEnd: '2020-07-31' }, '2020-07-31', 'TWELVE_MONTHS'],
    ['I8', { agreementEnd: '2020-07-30' }, '2020-07-30', 'AGREEMENT'],
    ['I8 E5', { anchorEnd: '2020-03-31' }, '2020-03-31', 'ANCHOR'],
    ['I8 E7', { anchorEnd: '2020-07-31' }, '2020-07-31', 'ANCHOR'],
    ['I8', { anchorEnd: '2020-08-01' }, '2020-07-31', 'TWELVE_MONTHS'],
    ['E9', { anchorEnd: '2020-03-31', agreementEnd: '2020-03-30' }, '2020-03-30', 'AGREEMENT'],
    ['E9', { anchorEnd: '2020-03-31', agreementEnd: '2020-03-31' }, '2020-03-31', 'ANCHOR'],
    ['E9', { anchorEnd: '2020-03-31', agreementEnd: '2020-04-01' }, '2020-03-31', 'ANCHOR'],
  ])('%s of %j is %s, by %s', (_, ends, end, basis) => {
    expect(earliestEnd({ ...ends, twelveMonthEnd })).toEqual({ end, basis });
  });

  it('I8 is the minimum of those there are', () => {
    const maybe = fc.option(aDate, { nil: undefined });
    fc.assert(
      fc.property(maybe, maybe, aDate, (agreementEnd, anchorEnd, twelve) => {
        const { end, basis } = earliestEnd({ agreementEnd, anchorEnd, twelveMonthEnd: twelve });
        expect(end).toBe([agreementEnd, anchorEnd, twelve].filter((each) => each !== undefined).sort()[0]);
        expect({ AGREEMENT: agreementEnd, ANCHOR: anchorEnd, TWELVE_MONTHS: twelve }[basis]).toBe(end);
      }),
    );
  });

  it.each([
    { twelveMonthEnd: '2020-02-30' },
    { twelveMonthEnd, anchorEnd: '2020-02-30' },
    { twelveMonthEnd, agreementEnd: '2020-02-30' },
  ])('needs dates that exist: %j', (ends) => {
    expect(() => earliestEnd(ends)).toThrow(new RangeError('2020-02-30 is no calendar date'));
  });
});
