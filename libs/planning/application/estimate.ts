import { type Look } from '#deciding/binding.js';
import { priceListFacts, priceOf } from '#catalogue/contracts/price-list-facts.js';
import { allowsProgram, onSale, packOf, productFacts } from '#catalogue/contracts/product-facts.js';
import { minorUnits, money } from '#kernel/money.js';
import { type Refusal } from '#kernel/refusal.js';
import { type CalendarDate } from '#kernel/time.js';
import { type EstimateVoucherNeed } from '../contracts/estimate-voucher-need.js';
import { type Lot } from '../contracts/stock.js';
import { type Estimate, estimateVoucherNeed } from '../domain/estimate.js';
import { type Needs, needsOf } from '../domain/needs.js';
import { type Pack } from '../domain/packing.js';
import { type Market } from '../domain/proposal.js';

/** The packs of the source (R18, R30 to R32): the estimate proposes these. */
export const packKeys = ['CP-30', 'MCP-1', 'SP-500', 'SP-125-MTA', 'SP-125-MOS'] as const;

/** Answers the question from what the catalogue says; records nothing. */
export async function estimate(
  question: EstimateVoucherNeed,
  look: Look,
  today: CalendarDate,
): Promise<Estimate | Refusal> {
  return estimateVoucherNeed(question, await marketOf(question, look, today));
}

/** The same beside what there is. */
export async function needs(
  question: EstimateVoucherNeed,
  stock: readonly Lot[],
  look: Look,
  today: CalendarDate,
): Promise<Needs | Refusal> {
  return needsOf(question, stock, await marketOf(question, look, today), today);
}

const marketOf = async (question: EstimateVoucherNeed, look: Look, today: CalendarDate): Promise<Market> =>
  priced(await offeredPacks(question, look, today), question, look, today);

/** On sale under the program that day. */
async function offeredPacks(
  { program }: EstimateVoucherNeed,
  look: Look,
  today: CalendarDate,
): Promise<readonly Pack[]> {
  const products = await Promise.all(packKeys.map((key) => look.reference(productFacts, key)));
  return products.flatMap((product) => {
    const { terms } = product;
    if (terms === undefined || packOf(product) === undefined) return [];
    if (!onSale(product, today) || !allowsProgram(product, program)) return [];
    const { productKey, packSize, families } = terms;
    return [{ productKey, packSize, families }];
  });
}

/** A pack without a price cannot be compared, and is left out. */
async function priced(
  packs: readonly Pack[],
  { prices }: EstimateVoucherNeed,
  look: Look,
  today: CalendarDate,
): Promise<Market> {
  if (prices === undefined) return { packs, currency: undefined, unpriced: [] };
  const { priceListId, level, currency, on = today } = prices;
  const list = await look.reference(priceListFacts, priceListId);
  const found = packs.map((pack) => ({ pack, price: priceOf(list, pack.productKey, level, currency, on) }));
  return {
    packs: found.flatMap(({ pack, price }) =>
      price === undefined ? [] : [{ ...pack, price: minorUnits(money(price.unitPrice, currency)) }],
    ),
    currency,
    unpriced: found.filter(({ price }) => price === undefined).map(({ pack }) => pack.productKey),
  };
}
