import { type Aggregate } from '#deciding/aggregate.js';
import { type Fold } from '#kernel/decider.js';
import { type EventOf } from '#kernel/event.js';
import { type CalendarDate } from '#kernel/time.js';
import { catalogueEvents } from './catalogue-events.js';
import { type PriceFile, type PriceRow } from './price-list-commands.js';
import {
  type PriceListPublished,
  type PricesStaged,
  type StagedPricesPublished,
} from './price-list-events.js';
import { type PriceLevel } from './vocabulary.js';

export type PriceListEvent = EventOf<
  typeof PriceListPublished | typeof PricesStaged | typeof StagedPricesPublished
>;

export interface PriceListFacts {
  readonly priceListId?: string;
  /** The last one published, 0 before the first. */
  readonly edition: number;
  /** The prices of a product in a currency, under `pricesKey`. */
  readonly prices: ReadonlyMap<string, readonly PublishedPrice[]>;
  /** Parts of a file that are no prices yet. */
  readonly staged?: StagedPrices | undefined;
}

export interface StagedPrices {
  readonly file: Readonly<PriceFile>;
  /** In the order of the file. */
  readonly parts: readonly (readonly PriceRow[])[];
}

export interface PublishedPrice {
  readonly row: Readonly<PriceRow>;
  readonly edition: number;
}

export const pricesKey = ({ productKey, currency }: Pick<PriceRow, 'productKey' | 'currency'>): string =>
  `${productKey} ${currency}`;

const withRows = (
  prices: PriceListFacts['prices'],
  rows: readonly PriceRow[],
  edition: number,
): PriceListFacts['prices'] => {
  const all = new Map(prices);
  for (const [key, group] of Map.groupBy(rows, pricesKey)) {
    all.set(key, [...(all.get(key) ?? []), ...group.map((row) => ({ row, edition }))]);
  }
  return all;
};

const published = (
  { prices }: PriceListFacts,
  { priceListId, edition }: Pick<PriceListPublished, 'priceListId' | 'edition'>,
  rows: readonly PriceRow[],
) => ({ priceListId, edition, prices: withRows(prices, rows, edition) });

export const priceListFold: Fold<PriceListFacts, PriceListEvent> = {
  initial: { edition: 0, prices: new Map() },
  evolve(state, { type, data }) {
    switch (type) {
      case 'PriceListPublished':
        return { ...state, ...published(state, data, data.rows) };
      case 'PricesStaged': {
        const before = data.part === 1 ? [] : (state.staged?.parts ?? []);
        return { ...state, staged: { file: data.file, parts: [...before, data.rows] } };
      }
      case 'StagedPricesPublished':
        return { ...published(state, data, state.staged?.parts.flat() ?? []), staged: undefined };
    }
  },
};

/** The streams `pricelist-{priceListId}`. */
export const priceListFacts: Aggregate<PriceListFacts, PriceListEvent> = {
  category: 'pricelist',
  events: catalogueEvents,
  fold: priceListFold,
  tenant: () => undefined,
};

/** A price, and the list and edition it was read from, as `VL-2019@1` (I34). */
export interface Price {
  readonly unitPrice: string;
  readonly currency: string;
  readonly level: PriceLevel;
  readonly priceList: string;
}

/** The one price of a product at a level on a day (R10); a product without volume levels has one for all of them. */
export function priceOf(
  { priceListId = '', prices }: PriceListFacts,
  productKey: string,
  level: PriceLevel,
  currency: string,
  date: CalendarDate,
): Price | undefined {
  const found = prices
    .get(pricesKey({ productKey, currency }))
    ?.find(
      ({ row }) =>
        (row.level === level || row.level === 'NONE') && row.validFrom <= date && date <= row.validTo,
    );
  if (found === undefined) return undefined;
  const { row, edition } = found;
  return { unitPrice: row.unitPrice, currency, level: row.level, priceList: `${priceListId}@${edition}` };
}
