import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { compareMoney, isMoney } from '#kernel/money.js';
import { type Refusal } from '#kernel/refusal.js';
import { type PriceRow, type PublishPriceList } from '../contracts/price-list-commands.js';
import { PriceListPublished } from '../contracts/price-list-events.js';
import { type PriceListEvent, type PriceListFacts, pricesKey } from '../contracts/price-list-facts.js';
import { priceLevels } from '../contracts/vocabulary.js';
import {
  EditionOutOfTurn,
  PriceForUnknownProduct,
  PriceNotInCurrency,
  PriceRisesWithVolume,
  PricesOverlap,
  ValidityEndsBeforeItBegins,
} from './refusals.js';

export interface PublishingFacts {
  /** Products of the rows that the catalogue does not know. */
  readonly unknownProducts: ReadonlySet<string>;
}

/** All rows or none: each is held against every other price of its product and currency, of earlier editions too. */
export const publishPriceList: Decision<
  Readonly<PublishPriceList>,
  PriceListFacts,
  PriceListEvent,
  PublishingFacts
> = (command, state, { facts }) => {
  const { priceListId, edition, rows } = command;
  if (edition !== state.edition + 1)
    return EditionOutOfTurn({ priceListId, next: state.edition + 1 }, '/edition');
  const held = new Map([...state.prices].map(([key, prices]) => [key, prices.map(({ row }) => row)]));
  for (const [index, row] of rows.entries()) {
    const others = held.get(pricesKey(row)) ?? [];
    const fault = faultOf(row, facts, `/rows/${index}`) ?? firstFault(others, row, `/rows/${index}`);
    if (fault !== undefined) return fault;
    others.push(row);
    held.set(pricesKey(row), others);
  }
  return [event(PriceListPublished, { ...command })];
};

/** What is wrong with a price by itself. */
export function faultOf(
  row: PriceRow,
  { unknownProducts }: PublishingFacts,
  at: string,
): Refusal | undefined {
  const { productKey, unitPrice, currency, validFrom, validTo } = row;
  if (unknownProducts.has(productKey)) return PriceForUnknownProduct({ productKey }, `${at}/productKey`);
  if (!isMoney(unitPrice, currency)) return PriceNotInCurrency({ unitPrice, currency }, `${at}/unitPrice`);
  if (validTo < validFrom) return ValidityEndsBeforeItBegins({ validFrom, validTo }, `${at}/validTo`);
  return undefined;
}

function firstFault(others: readonly PriceRow[], row: PriceRow, at: string): Refusal | undefined {
  for (const other of others) {
    const fault = faultBeside(other, row, at);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** What is wrong with a price beside another one of its product and currency. */
export function faultBeside(other: PriceRow, row: PriceRow, at: string): Refusal | undefined {
  if (other.validTo < row.validFrom || row.validTo < other.validFrom) return undefined;
  const { productKey, currency, level } = row;
  // A price for all levels leaves no room for one of a level: there is one price, not a choice (R10).
  if (other.level === level || other.level === 'NONE' || level === 'NONE')
    return PricesOverlap({ productKey, currency, level, validFrom: row.validFrom }, at);
  return rises(other, row)
    ? PriceRisesWithVolume({ productKey, currency, level }, `${at}/unitPrice`)
    : undefined;
}

/** Whether the one of more volume costs more (R8). */
function rises(a: PriceRow, b: PriceRow): boolean {
  const [less, more] = priceLevels.indexOf(a.level) < priceLevels.indexOf(b.level) ? [a, b] : [b, a];
  const { currency } = a;
  return compareMoney({ amount: more.unitPrice, currency }, { amount: less.unitPrice, currency }) > 0;
}
