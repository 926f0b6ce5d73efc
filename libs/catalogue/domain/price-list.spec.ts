import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { given } from '#deciding/given-when-then.js';
import { event } from '#kernel/event.js';
import { Refusal } from '#kernel/refusal.js';
import { propertyRuns } from '#test/support/property-runs.js';
import { type PriceRow } from '../contracts/price-list-commands.js';
import { PriceListPublished } from '../contracts/price-list-events.js';
import { priceListFold, priceOf } from '../contracts/price-list-facts.js';
import { volumeLevels } from '../contracts/vocabulary.js';
import { publishPriceList } from './price-list.js';
import {
  EditionOutOfTurn,
  PriceForUnknownProduct,
  PriceNotInCurrency,
  PriceRisesWithVolume,
  PricesOverlap,
  ValidityEndsBeforeItBegins,
} from './refusals.js';

const file = { name: 'prices.csv', sha256: '0'.repeat(64) };
const year2019 = { validFrom: '2019-01-01', validTo: '2019-12-31' };
const row = (fields: Partial<PriceRow> = {}): PriceRow => ({
  productKey: 'CP-30',
  level: 'A',
  currency: 'EUR',
  unitPrice: '2400.00',
  ...year2019,
  ...fields,
});
const edition = (number: number, ...rows: readonly PriceRow[]) => ({
  priceListId: 'VL',
  edition: number,
  file,
  rows,
});
const published = (number: number, ...rows: readonly PriceRow[]) =>
  event(PriceListPublished, edition(number, ...rows));
const facts = { unknownProducts: new Set<string>() };
const publish = (...rows: readonly PriceRow[]) =>
  given(priceListFold).when(publishPriceList, edition(1, ...rows), { facts });

describe('publishing a price list', () => {
  it('R10 R15 an edition holds one price per product, level, currency and validity, and the file it came from', () => {
    publish(row(), row({ level: 'B' }), row({ currency: 'USD' }), row({ productKey: 'MCP-1' })).then(
      published(1, row(), row({ level: 'B' }), row({ currency: 'USD' }), row({ productKey: 'MCP-1' })),
    );
  });

  it('R10 no second price for the same day, however the validities lie', () => {
    const other = { validFrom: '2019-12-31', validTo: '2020-12-31' };
    publish(row(), row(other)).thenRefused(PricesOverlap, {
      ...{ productKey: 'CP-30', currency: 'EUR', level: 'A', validFrom: row(other).validFrom },
    });
    publish(row(other), row()).thenRefused(PricesOverlap);
    publish(row(), row({ validFrom: '2019-03-01', validTo: '2019-03-01' })).thenRefused(PricesOverlap);
    const next = row({ validFrom: '2020-01-01', validTo: '2020-12-31' });
    publish(row(), next).then(published(1, row(), next));
  });

  it('R10 nor against an earlier edition', () => {
    given(priceListFold, published(1, row()))
      .when(publishPriceList, edition(2, row({ validFrom: '2019-07-01', validTo: '2020-06-30' })), { facts })
      .thenRefused(PricesOverlap);
  });

  it('R10 a price for all levels leaves no room for one of a level', () => {
    publish(row({ level: 'NONE' }), row({ level: 'B' })).thenRefused(PricesOverlap);
    publish(row({ level: 'B' }), row({ level: 'NONE' })).thenRefused(PricesOverlap);
  });

  it('R8 more volume never costs more', () => {
    publish(row(), row({ level: 'C', unitPrice: '2400.01' })).thenRefused(PriceRisesWithVolume);
    publish(row({ level: 'C', unitPrice: '2400.01' }), row()).thenRefused(PriceRisesWithVolume);
    given(priceListFold, published(1, row({ level: 'D', unitPrice: '900' })))
      .when(publishPriceList, edition(2, row({ unitPrice: '100' })), { facts })
      .thenRefused(PriceRisesWithVolume);
    const later = row({ level: 'D', unitPrice: '9000', validFrom: '2020-01-01', validTo: '2020-12-31' });
    publish(row(), later).then(published(1, row(), later));
  });

  it('R8 R10 whatever is published: one price at most, and none that rises with the level', () => {
    const day = fc.integer({ min: 1, max: 9 }).map((n) => `2019-01-0${n}`);
    const rows = fc.array(
      fc.record({
        level: fc.constantFrom(...volumeLevels, 'NONE' as const),
        unitPrice: fc.constantFrom('1', '9', '10', '10.50'),
        validFrom: day,
        validTo: day,
      }),
      { minLength: 1, maxLength: 5 },
    );
    const days = Array.from({ length: 9 }, (_, at) => `2019-01-0${at + 1}`);
    /** On each day each level has one price at most, and no level costs more than the one before it. */
    const isSound = (all: readonly PriceRow[]) =>
      days.every((date) => {
        const current = all.filter(({ validFrom, validTo }) => validFrom <= date && date <= validTo);
        const ofAll = current.filter(({ level }) => level === 'NONE');
        if (ofAll.length > 0) return current.length === 1;
        const byLevel = volumeLevels.map((level) => current.filter((each) => each.level === level));
        const prices = byLevel.flat().map(({ unitPrice }) => Number(unitPrice));
        return (
          byLevel.every(({ length }) => length <= 1) &&
          prices.every((price, at) => price <= (prices[at - 1] ?? price))
        );
      });
    fc.assert(
      fc.property(rows, (parts) => {
        const all = parts.map(row);
        const { outcome } = publish(...all);
        const valid = all.every(({ validFrom, validTo }) => validFrom <= validTo);
        expect(outcome instanceof Refusal).toBe(!(valid && isSound(all)));
      }),
      propertyRuns(1000),
    );
  });

  it('R10 a price is one of a known product, of its currency, for at least a day', () => {
    given(priceListFold)
      .when(publishPriceList, edition(1, row()), { facts: { unknownProducts: new Set(['CP-30']) } })
      .thenRefused(PriceForUnknownProduct, { productKey: 'CP-30' });
    publish(row({ unitPrice: '1.001' })).thenRefused(PriceNotInCurrency, {
      ...{ unitPrice: '1.001', currency: 'EUR' },
    });
    publish(row({ unitPrice: '1.5', currency: 'JPY' })).thenRefused(PriceNotInCurrency);
    publish(row({ validFrom: '2020-01-01' })).thenRefused(ValidityEndsBeforeItBegins, {
      ...{ validFrom: '2020-01-01', validTo: row().validTo },
    });
    expect(publish(row(), row({ level: 'B', unitPrice: '1.001' })).outcome).toMatchObject({
      pointer: '/rows/1/unitPrice',
    });
  });

  it('I34 editions are numbered without gaps', () => {
    given(priceListFold)
      .when(publishPriceList, edition(2, row()), { facts })
      .thenRefused(EditionOutOfTurn, { priceListId: 'VL', next: 1 });
    given(priceListFold, published(1, row()))
      .when(publishPriceList, edition(1, row({ currency: 'USD' })), { facts })
      .thenRefused(EditionOutOfTurn, { priceListId: 'VL', next: 2 });
  });
});

describe('looking up a price', () => {
  const next = { validFrom: '2020-01-01', validTo: '2020-12-31' };
  const state = [
    published(
      1,
      row(),
      row({ level: 'B', unitPrice: '2300' }),
      row({ productKey: 'MSIA', level: 'NONE', unitPrice: '1100' }),
    ),
    published(2, row({ ...next, unitPrice: '2500' })),
  ].reduce(priceListFold.evolve, priceListFold.initial);

  it('R10 I34 the one price of the day, with the list and edition it stands in', () => {
    expect(priceOf(state, 'CP-30', 'A', 'EUR', '2019-12-31')).toEqual({
      unitPrice: '2400.00',
      currency: 'EUR',
      level: 'A',
      priceList: 'VL@1',
    });
    expect(priceOf(state, 'CP-30', 'B', 'EUR', '2019-01-01')).toMatchObject({
      unitPrice: '2300',
      priceList: 'VL@1',
    });
    expect(priceOf(state, 'CP-30', 'A', 'EUR', '2020-01-01')).toMatchObject({
      unitPrice: '2500',
      priceList: 'VL@2',
    });
    expect(priceOf(state, 'MSIA', 'D', 'EUR', '2019-06-01')).toMatchObject({
      unitPrice: '1100',
      level: 'NONE',
    });
  });

  it('R15 no price is made up where the list has none', () => {
    expect(priceOf(state, 'CP-30', 'B', 'EUR', '2020-01-01')).toBeUndefined();
    expect(priceOf(state, 'CP-30', 'A', 'USD', '2019-06-01')).toBeUndefined();
    expect(priceOf(state, 'CP-30', 'A', 'EUR', '2018-12-31')).toBeUndefined();
    expect(priceOf(state, 'EREF', 'A', 'EUR', '2019-06-01')).toBeUndefined();
    expect(priceOf(priceListFold.initial, 'CP-30', 'A', 'EUR', '2019-06-01')).toBeUndefined();
  });
});
