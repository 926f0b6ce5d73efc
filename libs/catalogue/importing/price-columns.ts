/** The columns that a price file has, by the names that the ledger gives them. */
export const priceColumns = [
  'product_key',
  'level',
  'currency',
  'unit_price',
  'valid_from',
  'valid_to',
] as const;
export type PriceColumn = (typeof priceColumns)[number];

/** What the file calls them, where it calls them otherwise. */
export type ColumnMapping = Readonly<Partial<Record<PriceColumn, string>>>;

/** What is wrong with a header line: headings that are missing, or there twice. */
export function headerFault(headings: readonly string[], mapping: ColumnMapping): string | undefined {
  const wanted = priceColumns.map((column) => mapping[column] ?? column);
  const missing = wanted.filter((heading) => !headings.includes(heading));
  if (missing.length > 0) return `the header has no ${missing.join(', ')}`;
  const twice = wanted.filter((heading) => headings.indexOf(heading) !== headings.lastIndexOf(heading));
  return twice.length > 0 ? `the header has ${twice.join(', ')} twice` : undefined;
}
