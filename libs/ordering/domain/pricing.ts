import { type CalendarDate } from '#kernel/time.js';
import { type Program, type PriceLevel, type VolumeLevel } from '../contracts/vocabulary.js';
import { firstOrderFor, type FirstOrder, type FirstOrders } from './first-order.js';

/** A row of the price list: one pack for twelve months, in the order's currency, and where it stands (I34). */
export interface Price {
  readonly unitPrice: string;
  readonly level: PriceLevel;
  /** List and edition, as `VL-2019@1`. */
  readonly priceList: string;
  /** The order of the product whose list holds, when it is not the list of the invoice's day. */
  readonly firstOrder?: FirstOrder;
}

export type PriceOn = (productKey: string, level: VolumeLevel, date: CalendarDate) => Price | undefined;

/** Programs whose contracts hold the price list of a product's first order. */
export const firstOrderPrograms: readonly Program[] = ['EES'];
export const firstOrderPolicy = 'first-order-price@1';

/** The order that prices are asked for, and the day: of its invoice, or of the quote. */
export interface Priced {
  readonly orderId: string;
  readonly date: CalendarDate;
  /** Of the agreement on that day; without one there are no prices. */
  readonly level: VolumeLevel | undefined;
}

/** The price of a product for that order: from the list of the day, or of the product's first order. */
export function priceFor(
  productKey: string,
  { orderId, date, level }: Priced,
  priceOn: PriceOn,
  held: FirstOrders,
): Price | undefined {
  if (level === undefined) return undefined;
  const firstOrder = firstOrderFor(held, productKey, orderId, date);
  if (firstOrder === undefined) return priceOn(productKey, level, date);
  const price = priceOn(productKey, level, firstOrder.pricedOn);
  return price && { ...price, firstOrder };
}

/** The lists that several prices were read from, as the event's metadata names them. */
export const listsOf = (prices: Iterable<Price>): string =>
  [...new Set([...prices].map(({ priceList }) => priceList))].sort().join(' ');
