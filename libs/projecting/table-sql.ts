import { type SqlValue } from '#database/database.js';
import { text, type Columns, type Table } from './table.js';

/** `orderId` is `order_id`. */
export const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export type AnyRow = Readonly<Record<string, unknown>>;

export const allColumns = (table: Table): Columns => ({ institutionId: text, ...table.columns });

/** `o.order_id AS "orderId", …`: a row as the projector wrote it. */
export const selectList = (table: Table, alias: string = table.name): string =>
  Object.keys(allColumns(table))
    .map((name) => `${alias}.${snake(name)} AS "${name}"`)
    .join(', ');

/** CREATE statements with unqualified names: the schema is whatever the search path says. */
export function createStatements(table: Table): string {
  const columns = Object.entries(allColumns(table)).map(
    ([name, { sql, nullable }]) =>
      `${snake(name)} ${sql}${sql === 'text' ? ' COLLATE "C"' : ''}${nullable ? '' : ' NOT NULL'}`,
  );
  const indexes = table.indexes.map(
    (index, n) => `CREATE INDEX ${table.name}_${n + 1} ON ${table.name} (${index.map(snake).join(', ')});`,
  );
  return [
    `CREATE TABLE ${table.name} (${[...columns, `PRIMARY KEY (${table.key.map(snake).join(', ')})`].join(', ')});`,
    ...indexes,
  ].join('\n');
}

/** One parameter a column, each an array with a value per row. JSON travels as text and is cast in the statement. */
const source = (
  table: Table,
  names: readonly string[],
): { readonly from: string; readonly values: string } => {
  const types = names.map((name) => allColumns(table)[name]?.sql ?? 'text');
  const arrays = types.map((type, n) => `$${n + 1}::${type === 'jsonb' ? 'text' : type}[]`);
  return {
    from: `unnest(${arrays.join(', ')}) AS u(${names.map(snake).join(', ')})`,
    values: names.map((name, n) => `u.${snake(name)}${types[n] === 'jsonb' ? '::jsonb' : ''}`).join(', '),
  };
};

const sqlValue = (value: unknown, type: string | undefined): SqlValue => {
  if (value === null || value === undefined) return null;
  return type === 'jsonb' ? JSON.stringify(value) : (value as SqlValue);
};

export const columnArrays = (
  table: Table,
  names: readonly string[],
  rows: readonly AnyRow[],
): readonly SqlValue[] =>
  names.map((name) => rows.map((row) => sqlValue(row[name], allColumns(table)[name]?.sql)));

const matchesKey = (table: Table): string =>
  table.key.map((name) => `t.${snake(name)} = u.${snake(name)}`).join(' AND ');

/** Rows of the keys given, to be changed. */
export const selectByKeys = (table: Table): string =>
  `SELECT ${selectList(table, 't')} FROM ${table.name} t JOIN ${source(table, table.key).from} ON ${matchesKey(table)} FOR UPDATE OF t`;

export function upsert(table: Table): string {
  const names = Object.keys(allColumns(table));
  const { from, values } = source(table, names);
  const changed = names
    .filter((name) => !table.key.includes(name))
    .map((name) => `${snake(name)} = excluded.${snake(name)}`);
  return `INSERT INTO ${table.name} (${names.map(snake).join(', ')}) SELECT ${values} FROM ${from}
    ON CONFLICT (${table.key.map(snake).join(', ')}) DO UPDATE SET ${changed.join(', ')}`;
}

/** For rows that never change: a second one of the same key is a defect and fails. */
export function insert(table: Table): string {
  const names = Object.keys(allColumns(table));
  const { from, values } = source(table, names);
  return `INSERT INTO ${table.name} (${names.map(snake).join(', ')}) SELECT ${values} FROM ${from}`;
}

export const deleteByKeys = (table: Table): string =>
  `DELETE FROM ${table.name} t USING ${source(table, table.key).from} WHERE ${matchesKey(table)}`;
