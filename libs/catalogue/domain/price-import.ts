import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { type Refusal } from '#kernel/refusal.js';
import { type PublishStagedPrices, type StagePrices } from '../contracts/price-import-commands.js';
import { type PriceRow } from '../contracts/price-list-commands.js';
import { PricesStaged, StagedPricesPublished } from '../contracts/price-list-events.js';
import { type PriceListEvent, type PriceListFacts, pricesKey } from '../contracts/price-list-facts.js';
import { faultBeside, faultOf, type PublishingFacts } from './price-list.js';
import { EditionOutOfTurn, PartOutOfTurn, StagedPricesIncomplete } from './refusals.js';

/** What is wrong with a price of a file. */
export interface PriceFault {
  /** Index of the price in the file, from 0. */
  readonly index: number;
  /** Index of the price that it cannot stand beside; absent when that one is published, or there is none. */
  readonly beside?: number;
  readonly refusal: Refusal;
}

interface Standing {
  readonly row: PriceRow;
  readonly index: number | undefined;
}

/**
 * Every price that cannot be published, against the other prices of the file and those of the list (R8, R10). By
 * validity, so that a price meets only those that are valid when it begins: 100,000 lines take moments, not hours.
 */
export function faultsOf(
  rows: readonly PriceRow[],
  { prices }: Pick<PriceListFacts, 'prices'>,
  facts: PublishingFacts,
): readonly PriceFault[] {
  const faults: PriceFault[] = [];
  const sound: { readonly row: PriceRow; readonly index: number }[] = [];
  for (const [index, row] of rows.entries()) {
    const refusal = faultOf(row, facts, `/rows/${index}`);
    if (refusal === undefined) sound.push({ row, index });
    else faults.push({ index, refusal });
  }
  for (const [key, group] of Map.groupBy(sound, ({ row }) => pricesKey(row))) {
    const published = (prices.get(key) ?? []).map(({ row }) => ({ row, index: undefined }));
    faults.push(...faultsInGroup([...published, ...group]));
  }
  return faults.sort((a, b) => a.index - b.index);
}

function faultsInGroup(prices: readonly Standing[]): readonly PriceFault[] {
  const faults: PriceFault[] = [];
  let standing: Standing[] = [];
  for (const price of prices.toSorted((a, b) => compare(a.row.validFrom, b.row.validFrom))) {
    standing = standing.filter(({ row }) => row.validTo >= price.row.validFrom);
    if (price.index === undefined) {
      // What is published stands: those of the file that began before it give way.
      const giving = standing.flatMap((other) => faultBetween(price, other) ?? []);
      faults.push(...giving);
      standing = standing.filter(({ index }) => giving.every((fault) => fault.index !== index));
      standing.push(price);
      continue;
    }
    const fault = firstOf(standing, (other) => faultBetween(other, price));
    if (fault === undefined) standing.push(price);
    else faults.push(fault);
  }
  return faults;
}

function firstOf<T, R>(all: readonly T[], look: (each: T) => R | undefined): R | undefined {
  for (const each of all) {
    const found = look(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Why a price of the file cannot stand beside one that is kept. */
function faultBetween(kept: Standing, { row, index }: Standing): PriceFault | undefined {
  if (index === undefined) return undefined;
  const refusal = faultBeside(kept.row, row, `/rows/${index}`);
  if (refusal === undefined) return undefined;
  return { index, refusal, ...(kept.index === undefined ? {} : { beside: kept.index }) };
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Whether the list has just this price already: a file may repeat what earlier ones said. */
export const isPublished = ({ prices }: Pick<PriceListFacts, 'prices'>, row: PriceRow): boolean =>
  prices
    .get(pricesKey(row))
    ?.some(
      ({ row: { level, unitPrice, validFrom, validTo } }) =>
        level === row.level &&
        unitPrice === row.unitPrice &&
        validFrom === row.validFrom &&
        validTo === row.validTo,
    ) ?? false;

/** Part by part, in turn; nothing is priced from it yet (R15). */
export const stagePrices: Decision<Readonly<StagePrices>, PriceListFacts, PriceListEvent> = (
  command,
  { staged },
) => {
  const same = staged?.file.sha256 === command.file.sha256;
  const next = same ? staged.parts.length + 1 : 1;
  if (command.part !== 1 && command.part !== next) return PartOutOfTurn({ next }, '/part');
  return [event(PricesStaged, { ...command })];
};

/** All that is staged, or nothing of it. */
export const publishStagedPrices: Decision<
  Readonly<PublishStagedPrices>,
  PriceListFacts,
  PriceListEvent,
  PublishingFacts
> = ({ priceListId, edition, sha256, rows: count }, state, { facts }) => {
  if (edition !== state.edition + 1)
    return EditionOutOfTurn({ priceListId, next: state.edition + 1 }, '/edition');
  const { staged } = state;
  const rows = staged?.parts.flat() ?? [];
  if (staged?.file.sha256 !== sha256 || rows.length !== count)
    return StagedPricesIncomplete({ staged: rows.length }, '/rows');
  const [fault] = faultsOf(rows, state, facts);
  if (fault !== undefined) return fault.refusal;
  const { file, parts } = staged;
  return [event(StagedPricesPublished, { priceListId, edition, file, parts: parts.length, rows: count })];
};
