import { hash } from 'node:crypto';
import { CsvError, parse } from 'csv-parse/sync';
import { violationsOf } from '#messages/validate.js';
import { type PriceFile, PriceRow } from '../contracts/price-list-commands.js';
import { type ColumnMapping, headerFault, type PriceColumn, priceColumns } from './price-columns.js';
import { textOf } from './file-text.js';

export interface LineError {
  /** Of the file, counted from 1. */
  readonly line: number;
  readonly detail: string;
}

export interface ReadPriceFile {
  readonly file: Readonly<PriceFile>;
  readonly rows: readonly Readonly<PriceRow>[];
  /** The line that each row stands in. */
  readonly lines: readonly number[];
  readonly errors: readonly LineError[];
}

/** The most prices that one file may hold. */
export const maxPrices = 100_000;

interface Line {
  readonly cells: readonly string[];
  readonly line: number;
}

/** The one way in for prices (R15). Lines that begin with `#` are remarks. */
export function readPriceFile(name: string, bytes: Buffer, mapping: ColumnMapping = {}): ReadPriceFile {
  const file = { name, sha256: hash('sha256', bytes) };
  const failed = (line: number, detail: string) => ({
    file,
    rows: [],
    lines: [],
    errors: [{ line, detail }],
  });
  const read = textOf(bytes);
  if ('unreadable' in read) return failed(1, read.unreadable);
  try {
    const [header, ...lines] = linesOf(read.text);
    if (header === undefined) return failed(1, 'The file is empty.');
    const fault = headerFault(header.cells, mapping);
    if (fault !== undefined) return failed(header.line, fault);
    if (lines.length === 0) return failed(header.line, 'The file has no prices.');
    const tooLong = lines[maxPrices];
    if (tooLong !== undefined)
      return failed(tooLong.line, `A file holds at most ${maxPrices} prices; split it.`);
    const at = positionsOf(header.cells, mapping);
    const rows = lines.map(({ cells }) => rowOf(cells, at));
    const errors = lines.flatMap((line, index) => errorsOf(line, header.cells, rows[index]));
    return { file, rows, lines: lines.map(({ line }) => line), errors };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return failed(Number(error['lines']), error.message);
  }
}

function linesOf(text: string): readonly Line[] {
  const found: Line[] = [];
  parse(text, {
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    comment: '#',
    comment_no_infix: true,
    on_record: (cells: readonly string[], { lines: line }) => {
      found.push({ cells, line });
      return undefined;
    },
  });
  return found;
}

function errorsOf(
  { cells, line }: Line,
  headings: readonly string[],
  row: PriceRow | undefined,
): LineError[] {
  if (row === undefined || cells.length !== headings.length)
    return [{ line, detail: `has ${cells.length} cells, the header ${headings.length}` }];
  // Opened in a spreadsheet, such a cell is run, not read.
  const formula = cells.findIndex((cell) => /^[=+\-@\t\r]/.test(cell));
  if (formula >= 0) return [{ line, detail: `${headings[formula] ?? ''} looks like a formula` }];
  return violationsOf(PriceRow, row).map(({ pointer, detail }) => ({
    line,
    detail: `${pointer.slice(1)} ${detail}`,
  }));
}

type Positions = Readonly<Record<PriceColumn, number>>;

const positionsOf = (headings: readonly string[], mapping: ColumnMapping): Positions =>
  Object.fromEntries(
    priceColumns.map((column) => [column, headings.indexOf(mapping[column] ?? column)]),
  ) as Positions;

const rowOf = (cells: readonly string[], at: Positions): Readonly<PriceRow> => ({
  productKey: cells[at.product_key] ?? '',
  level: (cells[at.level] ?? '') as PriceRow['level'],
  currency: cells[at.currency] ?? '',
  unitPrice: cells[at.unit_price] ?? '',
  validFrom: cells[at.valid_from] ?? '',
  validTo: cells[at.valid_to] ?? '',
});
