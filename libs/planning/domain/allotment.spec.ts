import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { propertyRuns } from '#test/support/property-runs.js';
import { allot } from './allotment.js';

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** The most that can be met: for some needs, all of them; for the others, what their lots hold (König). */
function most(needed: readonly number[], units: readonly number[], pairs: ReadonlySet<string>): number {
  let least = Infinity;
  for (let subset = 0; subset < 2 ** needed.length; subset += 1) {
    const chosen = needed.map((_, need) => need).filter((need) => (subset >> need) % 2 === 1);
    const met = sum(needed.filter((_, need) => !chosen.includes(need)));
    const held = sum(units.filter((_, lot) => chosen.some((need) => pairs.has(`${need} ${lot}`))));
    least = Math.min(least, met + held);
  }
  return least;
}

const exchange = fc
  .tuple(
    fc.array(fc.nat(9), { maxLength: 5 }),
    fc.array(fc.nat(9), { maxLength: 5 }),
    fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 14 }),
  )
  .map(([needed, units, pairs]) => ({
    needed,
    units,
    pairs: new Set(pairs.map(([need, lot]) => `${need} ${lot}`)),
  }));

describe('an allotment', () => {
  it('moves who has a choice away from who has none', () => {
    const pairs = new Set(['0 0', '0 1', '1 0']);
    const fits = (need: number, lot: number) => pairs.has(`${need} ${lot}`);
    expect(allot({ needed: [3, 3], units: [3, 3], fits })).toEqual([
      [0, 3],
      [3, 0],
    ]);
  });

  it('meets as many needs as any could, gives nothing twice, and to nobody what does not fit', () => {
    fc.assert(
      fc.property(exchange, ({ needed, units, pairs }) => {
        const fits = (need: number, lot: number) => pairs.has(`${need} ${lot}`);
        const given = allot({ needed, units, fits });
        expect(sum(given.flat())).toBe(most(needed, units, pairs));
        given.forEach((row, need) => {
          expect(sum(row)).toBeLessThanOrEqual(needed[need] ?? 0);
          row.forEach((count, lot) => expect(count === 0 || (count > 0 && fits(need, lot))).toBe(true));
        });
        units.forEach((held, lot) =>
          expect(sum(given.map((row) => row[lot] ?? 0))).toBeLessThanOrEqual(held),
        );
      }),
      propertyRuns(400),
    );
  });

  it('gives those in front as much as if nobody came after', () => {
    fc.assert(
      fc.property(exchange, ({ needed, units, pairs }) => {
        const fits = (need: number, lot: number) => pairs.has(`${need} ${lot}`);
        const all = allot({ needed, units, fits }).map(sum);
        const alone = allot({ needed: needed.slice(0, 2), units, fits }).map(sum);
        expect(all.slice(0, 2)).toEqual(alone);
      }),
      propertyRuns(200),
    );
  });
});
