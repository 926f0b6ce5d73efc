import { type Column } from './table.js';

/** `null` without quotes is no value; everything else is quoted, so nothing in it is read as syntax. */
const element = (value: unknown): string => {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'number' || typeof value === 'boolean') return `${value}`;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /["\\]/.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : `"${text}"`;
};

/**
 * A column of values as PostgreSQL writes an array. Both drivers would make the same from a JavaScript array, several
 * times slower, and PGlite's thread would be sent every value as an object of its own.
 */
export function arrayLiteral(values: readonly unknown[], sql: Column<unknown>['sql']): string {
  const elements =
    sql === 'jsonb'
      ? values.map((value) => element(value === null || value === undefined ? null : JSON.stringify(value)))
      : values.map(element);
  return `{${elements.join(',')}}`;
}
