import { type PriceListFacts, priceListFacts, priceOf } from '#catalogue/contracts/price-list-facts.js';
import {
  allowsProgram,
  onSale,
  type ProductFacts,
  productFacts,
} from '#catalogue/contracts/product-facts.js';
import { type Look } from '#deciding/binding.js';
import { type Offer, type Offers } from '../domain/offers.js';
import { type PriceOn } from '../domain/pricing.js';

/** What the catalogue knows of the products; those that it does not know are missing. */
export async function productsOf(
  lines: readonly { readonly productKey: string }[],
  look: Look,
): Promise<ReadonlyMap<string, ProductFacts>> {
  const keys = [...new Set(lines.map(({ productKey }) => productKey))];
  return new Map(
    await Promise.all(keys.map(async (key) => [key, await look.reference(productFacts, key)] as const)),
  );
}

export const offersOf = (products: ReadonlyMap<string, ProductFacts>): Offers =>
  new Map(
    [...products].flatMap(([key, product]) => {
      const offer = offerOf(product);
      return offer === undefined ? [] : [[key, offer] as const];
    }),
  );

function offerOf(product: ProductFacts): Offer | undefined {
  if (product.terms === undefined) return undefined;
  const { packSize, families, provider, fulfilment, academic, kind } = product.terms;
  return {
    packSize,
    families,
    ...(provider === undefined ? {} : { provider }),
    fulfilment,
    academic,
    eLearning: kind === 'E_LEARNING',
    membership: kind === 'MEMBERSHIP',
    onSale: (date) => onSale(product, date),
    allows: (program) => allowsProgram(product, program),
  };
}

export const pricesIn =
  (list: PriceListFacts, currency: string): PriceOn =>
  (productKey, level, date) =>
    priceOf(list, productKey, level, currency, date);

export const priceListOf = (priceListId: string, look: Look): Promise<PriceListFacts> =>
  look.reference(priceListFacts, priceListId);
