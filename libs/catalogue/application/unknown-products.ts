import { type Look } from '#deciding/binding.js';
import { type PriceRow } from '../contracts/price-list-commands.js';
import { productFacts } from '../contracts/product-facts.js';

/** The products of the rows that are not in the catalogue: a mistyped key would leave the real product without a price. */
export async function unknownProducts(rows: readonly PriceRow[], look: Look): Promise<ReadonlySet<string>> {
  const unknown = new Set<string>();
  for (const productKey of new Set(rows.map((row) => row.productKey))) {
    const { terms } = await look.at(productFacts, productKey);
    if (terms === undefined) unknown.add(productKey);
  }
  return unknown;
}
