import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PublishPriceList } from '../contracts/price-list-commands.js';
import { readPriceFile } from '../importing/price-file.js';
import { type SeedCommand, seedCommand } from './seed-command.js';

/** Example prices, for development and the demo only; a production ledger has no price until one is imported (R15). */
export const demoPriceListId = 'EXAMPLE';

const name = 'demo_prices.csv';

/** To be loaded after the products. @throws Error when the file is damaged */
export function demoPriceCommands(): readonly SeedCommand[] {
  const { file, rows, errors } = readPriceFile(name, readFileSync(join(import.meta.dirname, 'data', name)));
  const [first] = errors;
  if (first !== undefined) throw new Error(`${name} line ${first.line}: ${first.detail}`);
  const fields = { priceListId: demoPriceListId, edition: 1, file, rows };
  return [seedCommand(PublishPriceList, `pricelist/${demoPriceListId}`, '1', fields)];
}
