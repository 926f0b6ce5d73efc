import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { propertyRuns } from '#test/support/property-runs.js';
import { type ExamFamily } from '../contracts/vocabulary.js';
import { cheapestPacks, type Need, type Pack } from './packing.js';

const packs: readonly Pack[] = [
  { productKey: 'CP-30', packSize: 30, families: ['MCSA', 'MCSE', 'MCSD'] },
  { productKey: 'MCP-1', packSize: 1, families: ['MCSA', 'MCSE', 'MCSD'] },
  { productKey: 'SP-500', packSize: 500, families: ['MOS', 'MTA', 'MCE'] },
  { productKey: 'SP-125-MTA', packSize: 125, families: ['MTA', 'MCE'] },
  { productKey: 'SP-125-MOS', packSize: 125, families: ['MOS', 'MCE'] },
];
const prices: Readonly<Record<string, bigint>> = {
  'CP-30': 240_000n,
  'MCP-1': 11_000n,
  'SP-500': 1_250_000n,
  'SP-125-MTA': 420_000n,
  'SP-125-MOS': 420_000n,
};
const priced = packs.map((pack) => ({ ...pack, price: prices[pack.productKey] ?? 0n }));

const chosen = (need: Partial<Record<ExamFamily, number>>, from: readonly Pack[] = packs) => {
  const needed: Need = new Map(Object.entries(need) as [ExamFamily, number][]);
  const paying = from.filter(({ families }) => families.some((family) => needed.has(family)));
  const proposed = cheapestPacks(needed, paying);
  const counts = Object.fromEntries(proposed.packs.map(({ pack, count }) => [pack.productKey, count]));
  return { ...proposed, counts };
};

describe('the packs proposed', () => {
  it('R69 R31 a 125 pack pays MTA and MCE, or MOS and MCE, never MOS and MTA', () => {
    expect(chosen({ MOS: 60, MTA: 60 }).counts).toEqual({ 'SP-125-MTA': 1, 'SP-125-MOS': 1 });
    expect(chosen({ MOS: 60, MCE: 60 }).counts).toEqual({ 'SP-125-MOS': 1 });
    expect(chosen({ MTA: 60, MCE: 60 }).counts).toEqual({ 'SP-125-MTA': 1 });
  });

  it('R69 R30 a 500 pack pays all three, and is taken where it wastes or costs less', () => {
    expect(chosen({ MOS: 240, MTA: 240, MCE: 20 }).counts).toEqual({ 'SP-500': 1 });
    expect(chosen({ MOS: 126, MTA: 126 }).counts).toEqual({ 'SP-500': 1 });
    // Three small packs waste nothing, but cost more than the large one.
    expect(chosen({ MOS: 250, MTA: 125 }).counts).toEqual({ 'SP-125-MTA': 1, 'SP-125-MOS': 2 });
    expect(chosen({ MOS: 250, MTA: 125 }, priced).counts).toEqual({ 'SP-500': 1 });
  });

  it('R69 R32 class packs are filled up with single vouchers, until another pack costs less', () => {
    expect(chosen({ MCSA: 61 })).toMatchObject({ counts: { 'CP-30': 2, 'MCP-1': 1 }, waste: 0 });
    const twentyTwo = chosen({ MCSA: 10, MCSE: 12 }, priced);
    expect(twentyTwo).toMatchObject({ counts: { 'CP-30': 1 }, waste: 8, cost: 240_000n });
    expect(chosen({ MCSA: 21 }, priced)).toMatchObject({ counts: { 'MCP-1': 21 }, cost: 231_000n });
  });

  it('R69 nothing is proposed for no need, and a family without a pack is an error', () => {
    expect(chosen({})).toMatchObject({ counts: {}, waste: 0, capacity: 0 });
    const nowhere = new Map<ExamFamily, number>([
      ['MOS', 1],
      ['MTA', 1],
    ]);
    expect(() => cheapestPacks(nowhere, [])).toThrow(new RangeError('no pack pays for MOS'));
    // A family of which nothing is needed needs no pack.
    expect(cheapestPacks(new Map([['MOS', 0]]), []).packs).toEqual([]);
  });

  it('R10 names a cost only when every pack has a price', () => {
    expect(chosen({ MCSA: 1 }).cost).toBeUndefined();
    expect(chosen({ MCSA: 1 }, [...priced.slice(0, 1), ...packs.slice(1)]).cost).toBeUndefined();
    expect(chosen({}, priced).cost).toBeUndefined();
  });

  it('R69 of packs that cost and waste the same the fewest are taken', () => {
    const sizes = [30, 60].map((packSize) => ({
      ...{ productKey: `CP-${packSize}`, packSize, families: ['MCSA'] as const },
    }));
    expect(chosen({ MCSA: 60 }, sizes).counts).toEqual({ 'CP-60': 1 });
    expect(chosen({ MCSA: 60 }, sizes.toReversed()).counts).toEqual({ 'CP-60': 1 });
  });
});

/* Against all combinations, with a check of its own: vouchers flow from packs to families along augmenting paths. */

const families = ['MOS', 'MTA', 'MCE'] as const;
const smallPack = fc.record({
  packSize: fc.integer({ min: 1, max: 6 }),
  families: fc.subarray([...families], { minLength: 1 }),
  price: fc.integer({ min: 0, max: 40 }).map(BigInt),
});
const smallNeed = fc.tuple(...families.map(() => fc.integer({ min: 0, max: 7 })));

/** Gives each voucher, one after the other, a place in a pack, moving others when it must. */
function pays(slots: readonly Pack[], need: Need): boolean {
  const vouchers = [...need].flatMap(([family, count]) => Array.from({ length: count }, () => family));
  const places = slots.flatMap((pack) => Array.from({ length: pack.packSize }, () => pack));
  const holder = new Map<number, number>();
  const place = (voucher: number, tried: Set<number>): boolean => {
    for (const [index, pack] of places.entries()) {
      const family = vouchers[voucher];
      if (family === undefined || tried.has(index) || !pack.families.includes(family)) continue;
      tried.add(index);
      const before = holder.get(index);
      if (before === undefined || place(before, tried)) {
        holder.set(index, voucher);
        return true;
      }
    }
    return false;
  };
  return vouchers.every((_, voucher) => place(voucher, new Set()));
}

function* combinations(from: readonly Pack[], most: number): Generator<readonly Pack[]> {
  const [first, ...rest] = from;
  if (first === undefined) {
    yield [];
    return;
  }
  for (let count = 0; count <= most; count += 1) {
    const some = Array.from({ length: count }, () => first);
    for (const others of combinations(rest, most)) yield [...some, ...others];
  }
}

const inputs = fc
  .tuple(fc.array(smallPack, { minLength: 1, maxLength: 3 }), smallNeed, fc.boolean())
  .map(([some, counts, withPrices]) => {
    const named = some.map(({ price, ...pack }, index) => ({
      productKey: `P${index}`,
      ...pack,
      ...(withPrices ? { price } : {}),
    }));
    const need: Need = new Map(
      families
        .map((family, index) => [family, counts[index] ?? 0] as const)
        .filter(([family]) => named.some((pack) => pack.families.includes(family))),
    );
    return { packs: named, need };
  });
const total = (need: Need) => [...need.values()].reduce((sum, each) => sum + each, 0);

describe('whatever is needed', () => {
  it('R69 the proposal pays for it, and never wastes less than nothing', () => {
    fc.assert(
      fc.property(inputs, ({ packs: from, need }) => {
        const { packs: proposed, waste, capacity } = cheapestPacks(need, from);
        const slots = proposed.flatMap(({ pack, count }) => Array.from({ length: count }, () => pack));
        expect(pays(slots, need)).toBe(true);
        expect(waste).toBeGreaterThanOrEqual(0);
        expect(waste).toBe(capacity - total(need));
      }),
      propertyRuns(500),
    );
  });

  it('R69 no other choice costs less, nor wastes less for the same', () => {
    fc.assert(
      fc.property(inputs, ({ packs: from, need }) => {
        const { packs: proposed, waste, cost } = cheapestPacks(need, from);
        const number = proposed.reduce((sum, { count }) => sum + count, 0);
        const most = Math.min(8, Math.max(1, total(need)));
        for (const slots of combinations(from, most)) {
          const otherCost = slots.reduce((sum, { price = 0n }) => sum + price, 0n);
          const otherWaste = slots.reduce((sum, { packSize }) => sum + packSize, 0) - total(need);
          const better =
            otherCost < (cost ?? 0n) ||
            (otherCost === (cost ?? 0n) &&
              (otherWaste < waste || (otherWaste === waste && slots.length < number)));
          if (better && otherWaste >= 0) expect(pays(slots, need)).toBe(false);
        }
      }),
      propertyRuns(150),
    );
  }, 30_000);
});
