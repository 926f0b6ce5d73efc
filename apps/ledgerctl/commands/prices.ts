import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { openCommandBus } from '#apps/worker/command-bus.js';
import { priceListFacts } from '#catalogue/contracts/price-list-facts.js';
import { productFacts } from '#catalogue/contracts/product-facts.js';
import { importCommands, importer } from '#catalogue/importing/import-commands.js';
import { planImport } from '#catalogue/importing/plan-import.js';
import { type ColumnMapping, priceColumns } from '#catalogue/importing/price-columns.js';
import { readPriceFile } from '#catalogue/importing/price-file.js';
import { type Ledger, openLedger } from '#composition/open-ledger.js';
import { loadConfiguration } from '#config/environment.js';
import { inContext } from '#deciding/context.js';
import { commandIdFor } from '#deciding/identity.js';
import { Refusal } from '#kernel/refusal.js';

interface Asked {
  readonly list: string;
  readonly column: ColumnMapping;
  readonly dryRun?: true;
}

/** `unit_price=Net` says how the file calls a column. */
function withColumn(text: string, mapping: ColumnMapping): ColumnMapping {
  const [name = '', ...heading] = text.split('=');
  const column = priceColumns.find((each) => each === name);
  if (column === undefined || heading.length === 0)
    throw new InvalidArgumentError(`Say one of ${priceColumns.join(', ')}, then = and the heading.`);
  return { ...mapping, [column]: heading.join('=') };
}

const shownErrors = 100;

const importCommand = new Command('import')
  .description(
    'Adds the prices of a CSV file (UTF-8) to a price list: all of them, or none when a line is wrong',
  )
  .argument('<file>', 'at most 100,000 prices')
  .requiredOption('--list <id>', 'the price list, such as VL-2019')
  .option('--column <name=heading>', 'how the file calls a column; may be repeated', withColumn, {})
  .option('--dry-run', 'tell what would change, and change nothing')
  .action(async (path: string, asked: Asked) => {
    const ledger = await openLedger(loadConfiguration(process.env));
    try {
      if (!(await importPrices(ledger, path, asked))) process.exitCode = 1;
    } finally {
      await ledger.close();
    }
  });

async function importPrices(ledger: Ledger, path: string, { list, column, dryRun }: Asked): Promise<boolean> {
  const read = readPriceFile(basename(path), readFileSync(path), column);
  const facts = await ledger.look.at(priceListFacts, list);
  const plan = planImport(read, facts, await unknownProducts(ledger, read.rows));
  if (plan.errors.length > 0) {
    for (const { line, detail } of plan.errors.slice(0, shownErrors))
      console.error(`line ${line}: ${detail}`);
    console.error(`${plan.errors.length} errors; nothing is imported.`);
    return false;
  }
  console.log(`${list}: ${plan.added.length} prices to add, ${plan.unchanged} there already.`);
  if (plan.added.length === 0) return true;
  if (dryRun === true) {
    console.log(`A dry run: edition ${plan.edition} is not published.`);
    return true;
  }
  const bus = await openCommandBus(ledger);
  const run = randomUUID();
  try {
    for (const [step, command] of importCommands(list, read.file, plan).entries()) {
      const answer = await bus.execute(
        inContext(command, {
          caller: importer,
          commandId: commandIdFor(importer.id, `${run}/${step}`),
          correlationId: run,
        }),
      );
      if (!(answer instanceof Refusal)) continue;
      console.error(`${answer.type.sentence} Nothing is imported.`);
      return false;
    }
  } finally {
    await bus.close();
  }
  console.log(`Edition ${plan.edition} is published.`);
  return true;
}

async function unknownProducts({ look }: Ledger, rows: readonly { readonly productKey: string }[]) {
  const keys = [...new Set(rows.map(({ productKey }) => productKey))];
  const known = await Promise.all(keys.map((key) => look.at(productFacts, key)));
  return new Set(keys.filter((_, index) => known[index]?.terms === undefined));
}

export const pricesCommand = new Command('prices')
  .description('Price lists; prices come from files only')
  .addCommand(importCommand);
