import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { given } from '#deciding/given-when-then.js';
import { event } from '#kernel/event.js';
import { Refusal } from '#kernel/refusal.js';
import { propertyRuns } from '#test/support/property-runs.js';
import { type PriceRow } from '../contracts/price-list-commands.js';
import { PriceListPublished, PricesStaged, StagedPricesPublished } from '../contracts/price-list-events.js';
import { priceListFold, priceOf } from '../contracts/price-list-facts.js';
import { volumeLevels } from '../contracts/vocabulary.js';
import { faultsOf, isPublished, publishStagedPrices, stagePrices } from './price-import.js';
import { publishPriceList } from './price-list.js';
import {
  EditionOutOfTurn,
  PartOutOfTurn,
  PriceForUnknownProduct,
  PriceRisesWithVolume,
  PricesOverlap,
  StagedPricesIncomplete,
} from './refusals.js';

const file = { name: 'prices.csv', sha256: '0'.repeat(64) };
const other = { name: 'other.csv', sha256: '1'.repeat(64) };
const row = (fields: Partial<PriceRow> = {}): PriceRow => ({
  ...{ productKey: 'CP-30', level: 'A', currency: 'EUR', unitPrice: '2400.00' },
  ...{ validFrom: '2019-01-01', validTo: '2019-12-31' },
  ...fields,
});
const facts = { unknownProducts: new Set<string>() };
const stage = (part: number, rows: readonly PriceRow[], of = file) => ({
  priceListId: 'VL',
  file: of,
  part,
  rows,
});
const staged = (...all: Parameters<typeof stage>) => event(PricesStaged, stage(...all));
const [a, b] = [row(), row({ level: 'B', unitPrice: '2300.00' })];
const both = [staged(1, [a]), staged(2, [b])] as const;
const publish = { priceListId: 'VL', edition: 1, sha256: file.sha256, rows: 2 };
const published = event(StagedPricesPublished, { priceListId: 'VL', edition: 1, file, parts: 2, rows: 2 });

describe('importing a price file in parts', () => {
  it('R15 takes the parts in turn; part 1 begins anew, and no two files mix', () => {
    given(priceListFold)
      .when(stagePrices, stage(1, [a]), { facts: undefined })
      .then(staged(1, [a]));
    given(priceListFold)
      .when(stagePrices, stage(2, [a]), { facts: undefined })
      .thenRefused(PartOutOfTurn, { next: 1 });
    const past = given(priceListFold, staged(1, [a]));
    past.when(stagePrices, stage(2, [b]), { facts: undefined }).then(staged(2, [b]));
    past.when(stagePrices, stage(3, [b]), { facts: undefined }).thenRefused(PartOutOfTurn, { next: 2 });
    past
      .when(stagePrices, stage(2, [b], other), { facts: undefined })
      .thenRefused(PartOutOfTurn, { next: 1 });
    past.when(stagePrices, stage(1, [b], other), { facts: undefined }).then(staged(1, [b], other));
    past.when(stagePrices, stage(1, [b]), { facts: undefined }).then(staged(1, [b]));
  });

  it('R15 prices nothing until all of it is published, and then all of it', () => {
    const before = both.reduce(priceListFold.evolve, priceListFold.initial);
    expect(priceOf(before, 'CP-30', 'A', 'EUR', '2019-06-01')).toBeUndefined();
    given(priceListFold, ...both)
      .when(publishStagedPrices, publish, { facts })
      .then(published);
    const after = [...both, published].reduce(priceListFold.evolve, priceListFold.initial);
    expect(
      ['A', 'B'].map((level) => priceOf(after, 'CP-30', level as 'A', 'EUR', '2019-06-01')),
    ).toMatchObject([
      { unitPrice: '2400.00', priceList: 'VL@1' },
      { unitPrice: '2300.00', priceList: 'VL@1' },
    ]);
    expect(after.staged).toBeUndefined();
  });

  it('R15 nothing is applied of a file that is staged in part, of another one, or out of turn', () => {
    const past = given(priceListFold, ...both);
    past.when(publishStagedPrices, { ...publish, rows: 3 }, { facts }).thenRefused(StagedPricesIncomplete, {
      staged: 2,
    });
    past
      .when(publishStagedPrices, { ...publish, sha256: other.sha256 }, { facts })
      .thenRefused(StagedPricesIncomplete);
    past.when(publishStagedPrices, { ...publish, edition: 2 }, { facts }).thenRefused(EditionOutOfTurn, {
      ...{ priceListId: 'VL', next: 1 },
    });
    given(priceListFold)
      .when(publishStagedPrices, publish, { facts })
      .thenRefused(StagedPricesIncomplete, { staged: 0 });
    given(priceListFold, ...both, published)
      .when(publishStagedPrices, { ...publish, edition: 2 }, { facts })
      .thenRefused(StagedPricesIncomplete);
  });

  it('R8 R10 nothing is applied when a price overlaps, rises with volume, or names no product', () => {
    const of = (second: PriceRow, unknown: readonly string[] = []) =>
      given(priceListFold, staged(1, [a]), staged(2, [second])).when(publishStagedPrices, publish, {
        facts: { unknownProducts: new Set(unknown) },
      });
    of(a).thenRefused(
      PricesOverlap,
      { productKey: 'CP-30', currency: 'EUR', level: 'A', validFrom: '2019-01-01' },
      '/rows/1',
    );
    of(row({ level: 'B', unitPrice: '2400.01' })).thenRefused(
      PriceRisesWithVolume,
      { productKey: 'CP-30', currency: 'EUR', level: 'B' },
      '/rows/1/unitPrice',
    );
    of(b, ['CP-30']).thenRefused(PriceForUnknownProduct, { productKey: 'CP-30' }, '/rows/0/productKey');
  });
});

describe('what is wrong with a file', () => {
  const list = (...rows: readonly PriceRow[]) =>
    priceListFold.evolve(
      priceListFold.initial,
      event(PriceListPublished, { priceListId: 'VL', edition: 1, file, rows }),
    );

  it('R10 names each price at fault, and the one that it cannot stand beside', () => {
    const faults = faultsOf(
      [a, b, a, row({ unitPrice: '1.001', currency: 'USD' })],
      priceListFold.initial,
      facts,
    );
    expect(faults.map(({ index, beside, refusal }) => [index, beside, refusal.type.code])).toEqual([
      [2, 0, 'prices-overlap'],
      [3, undefined, 'price-not-in-currency'],
    ]);
  });

  it('R10 a published price is never at fault, whichever begins first', () => {
    for (const validFrom of ['2018-01-01', '2019-06-01']) {
      const faults = faultsOf([row({ validFrom, validTo: '2020-06-30' })], list(a), facts);
      expect(faults.map(({ index, beside }) => [index, beside])).toEqual([[0, undefined]]);
      expect(faults[0]).not.toHaveProperty('beside');
    }
  });

  it('R10 what gives way to a published price is in the way of nothing else; what stands is', () => {
    const published = list(row({ validFrom: '2019-06-01', validTo: '2019-06-30' }));
    const year = row();
    const half = row({ validFrom: '2019-07-01' });
    const ofB = row({ level: 'B', unitPrice: '2300.00' });
    const faultsIn = (...rows: readonly PriceRow[]) =>
      faultsOf(rows, published, facts).map(({ index, beside }) => [index, beside]);
    expect(faultsIn(year, half)).toEqual([[0, undefined]]);
    expect(faultsIn(year, row({ validTo: '2019-06-10' }), half)).toEqual([
      [0, undefined],
      [1, 0],
    ]);
    expect(faultsIn(ofB)).toEqual([]);
    expect(faultsIn(year, ofB, row({ level: 'B', unitPrice: '2300.00', validFrom: '2019-07-01' }))).toEqual([
      [0, undefined],
      [2, 1],
    ]);
    expect(faultsIn(row({ level: 'B', validFrom: '2019-07-01' }), half)).toEqual([]);
  });

  it('R10 a price is published already when every part of it is', () => {
    const published = list(a, b);
    expect([a, b].map((each) => isPublished(published, each))).toEqual([true, true]);
    for (const difference of [
      { level: 'B' as const },
      { unitPrice: '2400.01' },
      { validFrom: '2019-01-02' },
      { validTo: '2019-12-30' },
      { currency: 'USD' },
      { productKey: 'MCP-1' },
    ])
      expect(isPublished(published, row(difference))).toBe(false);
  });

  it('R8 R10 finds a fault just when the publication of a small file does', () => {
    const day = fc.integer({ min: 1, max: 9 }).map((n) => `2019-01-0${n}`);
    const some = fc.record({
      level: fc.constantFrom(...volumeLevels, 'NONE' as const),
      unitPrice: fc.constantFrom('1', '9', '10'),
      validFrom: day,
      validTo: day,
    });
    fc.assert(
      fc.property(fc.array(some, { minLength: 1, maxLength: 6 }), (parts) => {
        const rows = parts.map(row);
        const { outcome } = given(priceListFold).when(
          publishPriceList,
          { priceListId: 'VL', edition: 1, file, rows },
          { facts },
        );
        expect(faultsOf(rows, priceListFold.initial, facts).length > 0).toBe(outcome instanceof Refusal);
      }),
      propertyRuns(1000),
    );
  });
});
