import { hash } from 'node:crypto';
import { CsvError, parse } from 'csv-parse/sync';
import { violationsOf } from '#messages/validate.js';
import { type PriceFile, PriceRow } from '../contracts/price-list-commands.js';

export interface LineError {
  /** Of the file, counted from 1. */
  readonly line: number;
  readonly detail: string;
}

export interface ReadPriceFile {
  readonly file: Readonly<PriceFile>;
  readonly rows: readonly Readonly<PriceRow>[];
  readonly errors: readonly LineError[];
}

interface Line {
  readonly record: Columns;
  readonly line: number;
}

type Columns = Readonly<Record<string, string>>;

/** The one way in for prices (R15). Lines that begin with `#` are remarks. */
export function readPriceFile(name: string, bytes: Buffer): ReadPriceFile {
  const file = { name, sha256: hash('sha256', bytes) };
  try {
    const lines = parse<Line, Columns>(bytes, {
      columns: true,
      bom: true,
      trim: true,
      comment: '#',
      comment_no_infix: true,
      on_record: (record, { lines: line }) => ({ record, line }),
    });
    return { file, rows: lines.map(({ record }) => rowOf(record)), errors: lines.flatMap(errorsOf) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { file, rows: [], errors: [{ line: Number(error['lines']), detail: error.message }] };
  }
}

const errorsOf = ({ record, line }: Line): readonly LineError[] =>
  violationsOf(PriceRow, rowOf(record)).map(({ pointer, detail }) => ({
    line,
    detail: `${pointer.slice(1)} ${detail}`,
  }));

const rowOf = (record: Columns): Readonly<PriceRow> => ({
  productKey: record['product_key'] ?? '',
  level: (record['level'] ?? '') as PriceRow['level'],
  currency: record['currency'] ?? '',
  unitPrice: record['unit_price'] ?? '',
  validFrom: record['valid_from'] ?? '',
  validTo: record['valid_to'] ?? '',
});
