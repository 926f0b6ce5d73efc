import { stringify } from 'csv-stringify/sync';
import { type JsonSchema } from '#messages/json-schema.js';

/** Where a cell's value stands in a row: `expiry.zone` is `['expiry', 'zone']`. */
export type CsvColumn = readonly string[];

const isObject = ({ type }: JsonSchema): boolean =>
  type === 'object' || (Array.isArray(type) && type.includes('object'));

/** The columns of a list in the order of its schema; what is nested has a column for each field. */
export const csvColumns = ({ properties = {} }: JsonSchema): readonly CsvColumn[] =>
  Object.entries(properties).flatMap(([name, schema]) =>
    isObject(schema) && schema.properties !== undefined
      ? csvColumns(schema).map((nested) => [name, ...nested])
      : [[name]],
  );

/** What a spreadsheet would take for a formula, also in the full-width forms of East Asian keyboards. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;
const number = /^-?\d+(?:\.\d+)?$/;

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;

/** A formula gets an apostrophe in front and stays text; a number stays a number. */
function cell(row: object, column: CsvColumn): string {
  const value = column.reduce<unknown>(field, row);
  if (value === undefined || value === null) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return formula.test(text) && !number.test(text) ? `'${text}` : text;
}

const lines = (records: readonly (readonly string[])[]): string =>
  stringify(records as string[][], { record_delimiter: 'windows' });

/** RFC 4180, as far as the header. */
export const csvHeader = (columns: readonly CsvColumn[]): string =>
  lines([columns.map((column) => column.join('.'))]);

export const csvRows = (columns: readonly CsvColumn[], rows: readonly object[]): string =>
  lines(rows.map((row) => columns.map((column) => cell(row, column))));
