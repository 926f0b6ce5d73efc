import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { propertyRuns } from '#test/support/property-runs.js';
import { daysFrom, plusDays } from './calendar.js';
import { prorate, prorationPolicies, type ProrationPolicy } from './proration.js';
import { termEnd, twelveMonthTerm } from './term.js';

const aDate = fc.integer({ min: 0, max: 36_524 }).map((days) => plusDays('1990-01-01', days));
const aTerm = fc
  .tuple(aDate, fc.nat(800))
  .map(([start, days]) => ({ termStart: start, termEnd: plusDays(start, days) }));
const aPolicy = fc.constantFrom(...prorationPolicies);

const FULL = 'FULL_CALENDAR_MONTHS@1';
const ANNIVERSARY = 'ANNIVERSARY_MONTHS@1';
const DAYS = 'DAYS@1';

describe('proration', () => {
  it.each([
    ['R11 E2', '2019-11-01', '2020-07-31', 9, 9, 274],
    ['R11 E1', '2019-11-02', '2020-07-31', 8, 9, 273],
    ['R11 E2', '2020-07-01', '2020-07-31', 1, 1, 31],
    ['R11 E3', '2020-07-02', '2020-07-31', 0, 1, 30],
    ['R11 E7', '2019-12-31', '2020-12-30', 11, 12, 366],
    ['R11 E1', '2019-09-17', '2020-09-16', 11, 12, 366],
    ['R11 E1', '2020-01-15', '2020-03-15', 1, 3, 61],
    ['R11 E2', '2019-08-01', '2020-07-31', 12, 12, 366],
    ['R11 E1', '2020-02-01', '2020-02-28', 0, 1, 28],
    ['R11 E2', '2020-02-01', '2020-02-29', 1, 1, 29],
  ])('%s from %s to %s counts %d, %d, %d', (_, start, end, full, anniversary, days) => {
    const counted = (policy: ProrationPolicy) => prorate({ termStart: start, termEnd: end }, policy).counted;
    expect([FULL, ANNIVERSARY, DAYS].map((policy) => counted(policy as ProrationPolicy))).toEqual([
      full,
      anniversary,
      days,
    ]);
  });

  it('R11 counts full calendar months unless told otherwise, and says all that it rests on', () => {
    expect(prorate({ termStart: '2019-11-02', termEnd: '2020-07-31', anchorStart: '2019-08-01' })).toEqual({
      policy: FULL,
      termStart: '2019-11-02',
      termEnd: '2020-07-31',
      anchorStart: '2019-08-01',
      counted: 8,
      countedIn: 'full calendar months',
      rule: 'COUNTED',
      billableMonths: 8,
      ratio: { numerator: 8, denominator: 12 },
    });
    expect(prorate({ termStart: '2019-11-02', termEnd: '2020-07-31' }, ANNIVERSARY)).toMatchObject({
      policy: ANNIVERSARY,
      countedIn: 'months begun',
      ratio: { numerator: 9, denominator: 12 },
    });
    expect(prorate({ termStart: '2019-11-02', termEnd: '2020-07-31' }, DAYS)).toMatchObject({
      policy: DAYS,
      countedIn: 'days',
      rule: 'COUNTED',
      billableMonths: 9,
      ratio: { numerator: 273, denominator: 366 },
    });
  });

  it('E3 charges one month when no full one is left, and says so', () => {
    expect(prorate({ termStart: '2020-07-02', termEnd: '2020-07-31' })).toMatchObject({
      counted: 0,
      rule: 'MINIMUM',
      billableMonths: 1,
      ratio: { numerator: 1, denominator: 12 },
    });
    expect(prorate({ termStart: '2020-07-02', termEnd: '2020-08-30' })).toMatchObject({
      counted: 0,
      rule: 'MINIMUM',
    });
    expect(prorate({ termStart: '2020-07-31', termEnd: '2020-07-31' })).toMatchObject({
      counted: 0,
      rule: 'MINIMUM',
    });
    expect(prorate({ termStart: '2020-07-02', termEnd: '2020-08-31' })).toMatchObject({
      counted: 1,
      rule: 'COUNTED',
    });
  });

  it('E7 bills twelve months for the anchor and what is invoiced on its day', () => {
    const term = { termStart: '2019-12-31', termEnd: '2020-12-30', anchorStart: '2019-12-31' };
    expect(prorate(term)).toMatchObject({
      counted: 11,
      rule: 'SAME_DAY_AS_ANCHOR',
      billableMonths: 12,
      ratio: { numerator: 12, denominator: 12 },
    });
    expect(prorate(term, DAYS)).toMatchObject({
      rule: 'SAME_DAY_AS_ANCHOR',
      ratio: { numerator: 366, denominator: 366 },
    });
    expect(prorate({ ...term, anchorStart: '2019-12-30' })).toMatchObject({
      rule: 'COUNTED',
      billableMonths: 11,
    });
    expect(prorate({ ...term, anchorStart: undefined })).toMatchObject({
      rule: 'COUNTED',
      billableMonths: 11,
    });
  });

  it('E9 R52 bills only the months left of an agreement that ends before the anchor, also on its day', () => {
    const term = { termStart: '2019-12-31', termEnd: '2020-03-31', anchorStart: '2019-12-31' };
    expect(prorate(term)).toMatchObject({ rule: 'COUNTED', billableMonths: 3 });
  });

  it('I11 bills at most twelve months', () => {
    const twoYears = { termStart: '2019-08-01', termEnd: '2021-07-31' };
    expect(prorate(twoYears)).toMatchObject({ counted: 24, rule: 'MAXIMUM', billableMonths: 12 });
    expect(prorate(twoYears, DAYS)).toMatchObject({
      counted: 731,
      rule: 'MAXIMUM',
      billableMonths: 12,
      ratio: { numerator: 366, denominator: 366 },
    });
    expect(prorate({ termStart: '2019-08-01', termEnd: '2020-08-30' })).toMatchObject({
      counted: 12,
      rule: 'COUNTED',
    });
    expect(prorate({ termStart: '2019-08-01', termEnd: '2020-08-31' })).toMatchObject({
      counted: 13,
      rule: 'MAXIMUM',
    });
  });

  it('I11 R52 is between 1 and 12 months and never more than the whole price, in every policy', () => {
    fc.assert(
      fc.property(aTerm, fc.boolean(), aPolicy, (term, anchor, policy) => {
        const { billableMonths, ratio } = prorate(
          { ...term, anchorStart: anchor ? term.termStart : undefined },
          policy,
        );
        expect(Number.isInteger(billableMonths) && billableMonths >= 1 && billableMonths <= 12).toBe(true);
        expect(ratio.numerator >= 1 && ratio.numerator <= ratio.denominator).toBe(true);
      }),
      propertyRuns(300),
    );
  });

  it('R11 never bills more for a term that ends earlier', () => {
    fc.assert(
      fc.property(aTerm, fc.nat(60), aPolicy, (term, days, policy) => {
        const longer = prorate({ ...term, termEnd: plusDays(term.termEnd, days) }, policy);
        expect(longer.ratio.numerator).toBeGreaterThanOrEqual(prorate(term, policy).ratio.numerator);
      }),
    );
  });

  it('E1 E2 counts as full just the calendar months all of whose days are in the term', () => {
    fc.assert(
      fc.property(aTerm, ({ termStart, termEnd: end }) => {
        let full = 0;
        for (let day = termStart; day <= end; day = plusDays(day, 1))
          if (day.endsWith('-01') && termEnd(day, 1) <= end) full++;
        expect(prorate({ termStart, termEnd: end }).counted).toBe(full);
      }),
      { numRuns: 30 },
    );
  });

  it('R11 E11 counts as begun the fewest months whose term covers it', () => {
    fc.assert(
      fc.property(aTerm, ({ termStart, termEnd: end }) => {
        let months = 1;
        while (termEnd(termStart, months) < end) months++;
        expect(prorate({ termStart, termEnd: end }, ANNIVERSARY).counted).toBe(months);
      }),
      propertyRuns(300),
    );
    for (const start of ['2020-02-29', '2019-01-29', '2019-01-30', '2019-01-31', '2019-08-31'])
      for (let months = 1; months <= 12; months++) {
        const end = termEnd(start, months);
        expect([start, prorate({ termStart: start, termEnd: end }, ANNIVERSARY).counted]).toEqual([
          start,
          months,
        ]);
        expect(prorate({ termStart: start, termEnd: plusDays(end, 1) }, ANNIVERSARY).counted).toBe(
          months + 1,
        );
      }
  });

  it('R11 DAYS is the whole price just for the whole twelve months', () => {
    fc.assert(
      fc.property(aTerm, (term) => {
        const { ratio } = prorate(term, DAYS);
        const whole = twelveMonthTerm(term.termStart);
        expect(ratio.denominator).toBe(daysFrom(term.termStart, whole));
        expect(ratio.numerator === ratio.denominator).toBe(term.termEnd >= whole);
      }),
    );
  });

  it.each(prorationPolicies)('%s refuses a term that ends before it starts, or on no day', (policy) => {
    expect(() => prorate({ termStart: '2020-07-02', termEnd: '2020-07-01' }, policy)).toThrow(
      new RangeError('2020-07-01 is before 2020-07-02'),
    );
    expect(() => prorate({ termStart: '2020-07-02', termEnd: '2020-07-32' }, policy)).toThrow(RangeError);
    expect(() => prorate({ termStart: '2020-06-31', termEnd: '2020-07-31' }, policy)).toThrow(RangeError);
  });
});
