import { type PriceRow } from '../contracts/price-list-commands.js';
import { type PriceListFacts } from '../contracts/price-list-facts.js';
import { faultsOf, isPublished } from '../domain/price-import.js';
import { type LineError, type ReadPriceFile } from './price-file.js';

/** What an import would do: the prices it would add, or why it adds none. */
export interface ImportPlan {
  /** The edition that it would publish. */
  readonly edition: number;
  /** Prices that the list does not have yet. */
  readonly added: readonly Readonly<PriceRow>[];
  /** Prices that the list has just so. */
  readonly unchanged: number;
  /** By line; nothing is applied unless there are none. */
  readonly errors: readonly LineError[];
}

/** Judges a whole file against the list, so that a dry run and the import say the same (R8, R10, R15). */
export function planImport(
  { rows, lines, errors }: ReadPriceFile,
  list: PriceListFacts,
  unknownProducts: ReadonlySet<string>,
): ImportPlan {
  const edition = list.edition + 1;
  if (errors.length > 0) return { edition, added: [], unchanged: 0, errors };
  const added: Readonly<PriceRow>[] = [];
  const addedIn: (number | undefined)[] = [];
  for (const [index, row] of rows.entries()) {
    if (isPublished(list, row)) continue;
    added.push(row);
    addedIn.push(lines[index]);
  }
  const faults = faultsOf(added, list, { unknownProducts }).map(({ index, beside, refusal }) => {
    const other = beside === undefined ? '' : ` See line ${addedIn[beside] ?? 0}.`;
    return { line: addedIn[index] ?? 0, detail: `${refusal.type.sentence}${other}` };
  });
  return { edition, added, unchanged: rows.length - added.length, errors: faults };
}

/** How many prices an event holds: well below the size that a log takes. */
export const pricesInPart = 1000;

export const partsOf = (rows: readonly PriceRow[]): readonly (readonly PriceRow[])[] =>
  Array.from({ length: Math.ceil(rows.length / pricesInPart) }, (_, part) =>
    rows.slice(part * pricesInPart, (part + 1) * pricesInPart),
  );
