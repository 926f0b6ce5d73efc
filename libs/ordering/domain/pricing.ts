import { type CalendarDate } from '#kernel/time.js';
import { type PriceLevel, type VolumeLevel } from '../contracts/vocabulary.js';

/** A row of the price list: one pack for twelve months, in the order's currency, and where it stands (I34). */
export interface Price {
  readonly unitPrice: string;
  readonly level: PriceLevel;
  /** List and edition, as `VL-2019@1`. */
  readonly priceList: string;
}

export type PriceOn = (productKey: string, level: VolumeLevel, date: CalendarDate) => Price | undefined;

/** The lists that several prices were read from, as the event's metadata names them. */
export const listsOf = (prices: Iterable<Price>): string =>
  [...new Set([...prices].map(({ priceList }) => priceList))].sort().join(' ');
