import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { given } from '#deciding/given-when-then.js';
import { fold } from '#kernel/decider.js';
import { plusDays } from '#kernel/calendar.js';
import { propertyRuns } from '#test/support/property-runs.js';
import { PriceLevelChanged } from '../contracts/agreement-events.js';
import { agreementFold, priceLevelOn } from '../contracts/agreement-facts.js';
import { orderingEvents } from '../contracts/ordering-events.js';
import { PointsEarned, PointsTakenBack, PriceLevelReached } from '../contracts/points-events.js';
import { volumeLevels } from '../contracts/vocabulary.js';
import { fact } from '../testing/fact.js';
import { ids, levelA, registered } from '../testing/school.js';
import { raisePriceLevel } from './agreement.js';
import {
  agreementYearOf,
  countPoints,
  levelFor,
  type PointsEvent,
  type PointsFacts,
  pointsFold,
  recountPoints,
} from './points.js';

const basis = { policies: ['price-level-points@1'] };
const command = (invoiceNo: string) => ({
  agreementId: ids.agreement,
  orderId: ids.order,
  issuer: 'EOC-DUBLIN',
  invoiceNo,
});
/** One line of so many packs, of one point each. */
const line = (packs: number, perPack = 1) => ({ lineNo: 1, packs, perPack });
const facts = (
  packs: number | undefined,
  invoiceDate = '2019-08-01',
  countedOn = invoiceDate,
): PointsFacts => ({
  institutionId: ids.institution,
  agreementStart: '2018-08-01',
  invoiceDate,
  countedOn,
  lines: packs === undefined ? undefined : [line(packs)],
});
const counted = (invoiceNo: string, points: number, total: number, agreementYear = 2, packs = points) => ({
  ...command(invoiceNo),
  institutionId: ids.institution,
  ...{ agreementYear, points, total, lines: [line(packs)] },
});
const earned = (...of: Parameters<typeof counted>) => fact(PointsEarned, counted(...of), { basis });
const reached = fact(
  PriceLevelReached,
  {
    agreementId: ids.agreement,
    priceLevel: 'B',
    agreementYear: 2,
    points: 4050,
    effectiveFrom: '2019-08-02',
  },
  { basis },
);

describe('points toward the price level', () => {
  it('R8 add up per year of the agreement, each invoice once', () => {
    given(pointsFold)
      .when(countPoints, command('INV-1'), { facts: facts(150) })
      .then(earned('INV-1', 150, 150));
    const past = given(pointsFold, earned('INV-1', 150, 150));
    past.when(countPoints, command('INV-1'), { facts: facts(150) }).then();
    past.when(countPoints, command('INV-2'), { facts: facts(75) }).then(earned('INV-2', 75, 225));
    past
      .when(countPoints, command('INV-3'), { facts: facts(75, '2020-08-01') })
      .then(earned('INV-3', 75, 75, 3));
    past.when(countPoints, command('INV-4'), { facts: facts(undefined) }).then();
    past.when(countPoints, command('INV-4'), { facts: facts(0) }).then();
  });

  it('R8 record the level that they reach, from the day after the invoice, and only once in a year', () => {
    given(pointsFold, earned('INV-1', 3975, 3975))
      .when(countPoints, command('INV-2'), { facts: facts(75) })
      .then(earned('INV-2', 75, 4050), reached);
    given(pointsFold, earned('INV-1', 4050, 4050), reached)
      .when(countPoints, command('INV-2'), { facts: facts(75) })
      .then(earned('INV-2', 75, 4125));
    expect([0, 3999, 4000, 9999, 10_000, 24_999, 25_000].map(levelFor)).toStrictEqual([
      ...['A', 'A', 'B', 'B', 'C', 'C', 'D'],
    ]);
  });

  it('R8 begin anew on the anniversary of the agreement', () => {
    const years = (start: string, ...dates: readonly string[]) =>
      dates.map((date) => agreementYearOf(start, date));
    expect(years('2018-08-01', '2018-08-01', '2019-07-31', '2019-08-01')).toStrictEqual([1, 1, 2]);
    expect(years('2020-02-29', '2021-02-28', '2021-03-01', '2024-02-29')).toStrictEqual([1, 2, 5]);
  });

  const correctedAt = '2019-10-01T09:00:00.000Z';
  const recounts = (packs: number | undefined, ...past: readonly PointsEvent[]) =>
    given(pointsFold, ...past).when(
      recountPoints,
      { ...command('INV-1'), correctedAt },
      { facts: facts(packs, '2019-08-01', '2019-10-01') },
    );

  it('E8 R8 are taken back with their invoice, once; the level stays', () => {
    const past = [earned('INV-1', 4050, 4050), reached] as const;
    const back = fact(PointsTakenBack, { ...counted('INV-1', 4050, 0), lines: [] });
    recounts(undefined, ...past).then(back);
    recounts(undefined, ...past, back).then();
    given(pointsFold, ...past, back)
      .when(countPoints, command('INV-1'), { facts: facts(4050) })
      .then();
    given(pointsFold, ...past, back)
      .when(countPoints, command('INV-2'), { facts: facts(4050) })
      .then(earned('INV-2', 4050, 4050));
  });

  it('R8 of a corrected invoice are those of what is left of it, however often it is told', () => {
    const past = [earned('INV-1', 3000, 3000)] as const;
    const less = fact(PointsTakenBack, counted('INV-1', 1000, 2000, 2, 2000));
    recounts(2000, ...past).then(less);
    recounts(2000, ...past, less).then();
    const more = fact(PointsEarned, counted('INV-1', 1500, 3500, 2, 3500), { basis });
    recounts(3500, ...past, less).then(more);
    recounts(3500, ...past, less, more).then();
    // Of what was never counted nothing is taken back.
    recounts(2000).then();
  });

  it('R8 a level that more packs reach holds from the day after the correction, and no invoice is computed anew', () => {
    recounts(4050, earned('INV-1', 3000, 3000)).then(
      fact(PointsEarned, counted('INV-1', 1050, 4050, 2, 4050), { basis }),
      fact(PriceLevelReached, { ...reached.data, effectiveFrom: '2019-10-02' }, { basis }),
    );
    given(pointsFold)
      .when(countPoints, command('INV-1'), { facts: facts(4050, '2019-08-01', '2019-10-01') })
      .then(earned('INV-1', 4050, 4050), {
        ...reached,
        data: { ...reached.data, effectiveFrom: '2019-10-02' },
      });
  });

  it('R8 are counted at the points that a pack had at its invoice, whatever it has now', () => {
    const now = { ...facts(1), lines: [line(1, 150)] };
    const before = fact(PointsEarned, { ...counted('INV-1', 150, 150), lines: [line(2, 75)] }, { basis });
    given(pointsFold, before)
      .when(recountPoints, { ...command('INV-1'), correctedAt }, { facts: now })
      .then(fact(PointsTakenBack, { ...counted('INV-1', 75, 75), lines: [line(1, 75)] }));
    // What was counted before lines were kept is recounted at what a pack has now.
    const { lines: _, ...old } = before.data;
    given(pointsFold, fact(PointsEarned, old, { basis }))
      .when(
        recountPoints,
        { ...command('INV-1'), correctedAt },
        { facts: { ...facts(1), lines: [line(1, 75)] } },
      )
      .then(fact(PointsTakenBack, { ...counted('INV-1', 75, 75), lines: [line(1, 75)] }));
  });

  it('R8 raise the level of the agreement and never lower it', () => {
    const raise = {
      agreementId: ids.agreement,
      priceLevel: 'B',
      effectiveFrom: '2019-08-02',
      ...{ agreementYear: 2, points: 4050 },
    } as const;
    const raised = fact(PriceLevelChanged, {
      agreementId: ids.agreement,
      priceLevel: 'B',
      effectiveFrom: '2019-08-02',
      earned: { agreementYear: 2, points: 4050 },
    });
    given(agreementFold, registered, levelA).when(raisePriceLevel, raise, { facts: undefined }).then(raised);
    given(agreementFold, registered, levelA, raised)
      .when(raisePriceLevel, raise, { facts: undefined })
      .then();
    const given3 = fact(PriceLevelChanged, {
      agreementId: ids.agreement,
      priceLevel: 'C',
      effectiveFrom: '2019-01-01',
    });
    given(agreementFold, registered, levelA, given3)
      .when(raisePriceLevel, raise, { facts: undefined })
      .then();
  });

  it('R8 whatever is counted and corrected, totals are the sum of the invoices that stand, and levels only rise', () => {
    const step = fc.record({
      invoiceNo: fc.constantFrom('INV-1', 'INV-2', 'INV-3', 'INV-4'),
      points: fc.integer({ min: 0, max: 9000 }),
      day: fc.integer({ min: 0, max: 900 }),
      back: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const log: PointsEvent[] = [];
        for (const { invoiceNo, points, day, back } of steps) {
          const decided = () => {
            const then = given(pointsFold, ...log);
            return back
              ? then.when(
                  recountPoints,
                  { ...command(invoiceNo), correctedAt },
                  { facts: facts(points === 0 ? undefined : points, plusDays('2018-08-01', day)) },
                ).outcome
              : then.when(countPoints, command(invoiceNo), {
                  facts: facts(points, plusDays('2018-08-01', day)),
                }).outcome;
          };
          log.push(...(decided() as PointsEvent[]));
          expect(decided()).toStrictEqual([]);
        }
        for (const each of log) expect(() => orderingEvents.check(each)).not.toThrow();
        const { invoices, totals } = fold(pointsFold, log);
        for (const { points, lines = [] } of invoices.values())
          expect(points).toBe(lines.reduce((sum, { packs, perPack }) => sum + packs * perPack, 0));
        for (const [year, total] of totals) {
          const mine = [...invoices.values()].filter(({ agreementYear }) => agreementYear === year);
          expect(total).toBe(mine.reduce((sum, { points }) => sum + points, 0));
        }
        const levels = Map.groupBy(
          log.flatMap((each) => (each.type === 'PriceLevelReached' ? [each.data] : [])),
          ({ agreementYear }) => agreementYear,
        );
        for (const each of levels.values()) {
          const order = each.map(({ priceLevel }) => volumeLevels.indexOf(priceLevel));
          expect(order).toStrictEqual([...new Set(order)].sort());
        }
        const raised = levels.get(1)?.at(-1);
        if (raised !== undefined) {
          const agreement = given(agreementFold, registered, levelA).when(
            raisePriceLevel,
            { ...raised },
            { facts: undefined },
          ).outcome;
          const state = fold(agreementFold, [registered, levelA, ...(agreement as (typeof levelA)[])]);
          expect(priceLevelOn(state, raised.effectiveFrom)).toBe(raised.priceLevel);
        }
      }),
      propertyRuns(),
    );
  });
});
