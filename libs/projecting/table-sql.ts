import { type SqlValue } from '#database/database.js';
import { arrayLiteral } from './array-literal.js';
import { type Columns, text, type Table } from './table.js';

/** `orderId` is `order_id`. */
export const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export type AnyRow = Readonly<Record<string, unknown>>;

export const allColumns = (table: Table): Columns => ({ institutionId: text, ...table.columns });

/** `o.order_id AS "orderId", …`: a row as the projector wrote it. */
export const selectList = (table: Table, alias: string = table.name): string =>
  Object.keys(allColumns(table))
    .map((name) => `${alias}.${snake(name)} AS "${name}"`)
    .join(', ');

/** The table with its key, and without what only queries need; its schema is whatever the search path says. */
export function createStatement(table: Table): string {
  const columns = Object.entries(allColumns(table)).map(
    ([name, { sql, nullable }]) =>
      `${snake(name)} ${sql}${sql === 'text' ? ' COLLATE "C"' : ''}${nullable ? '' : ' NOT NULL'}`,
  );
  const key = `PRIMARY KEY (${table.key.map(snake).join(', ')})`;
  return `CREATE TABLE ${table.name} (${[...columns, key].join(', ')});`;
}

/** What the queries need; each may be there already. */
export const indexStatements = (table: Table, schema: string): readonly string[] =>
  table.indexes.map(
    (index, n) =>
      `CREATE INDEX IF NOT EXISTS ${table.name}_${n + 1} ON ${schema}.${table.name} (${index.map(snake).join(', ')})`,
  );

/** A statement over rows, with its parameters. */
export interface OverRows {
  readonly text: string;
  readonly parameters: readonly SqlValue[];
}

interface Source {
  /** Of each column asked for, in their order, as an expression. */
  readonly values: string;
  readonly from: string;
  readonly parameters: readonly SqlValue[];
}

/**
 * Rows as the source of a statement: one parameter a column, an array with a value per row. A column that is the same
 * in all of them, such as what nobody has filled in yet, goes as one value. JSON travels as text.
 */
function source(columns: Columns, names: readonly string[], rows: readonly AnyRow[]): Source {
  const parameters: SqlValue[] = [];
  const varying: string[] = [];
  const arrays: string[] = [];
  const values = names.map((name) => {
    const sql = columns[name]?.sql ?? 'text';
    const first = rows[0]?.[name];
    // Of several rows one column must be an array, or nothing says how many there are.
    const isSame = (varying.length > 0 || name !== names.at(-1)) && rows.every((row) => row[name] === first);
    if (isSame && (first === null || first === undefined)) return `NULL::${sql}`;
    if (isSame) {
      parameters.push(sql !== 'jsonb' && typeof first === 'string' ? first : JSON.stringify(first));
      // As text: a value that the type refuses is refused by the database, not by one of the drivers.
      return `$${parameters.length}::text::${sql}`;
    }
    parameters.push(
      arrayLiteral(
        rows.map((row) => row[name]),
        sql,
      ),
    );
    arrays.push(`$${parameters.length}::${sql === 'jsonb' ? 'text' : sql}[]`);
    varying.push(snake(name));
    return `u.${snake(name)}${sql === 'jsonb' ? '::jsonb' : ''}`;
  });
  const from = `unnest(${arrays.join(', ')}) AS u(${varying.join(', ')})`;
  return { values: values.join(', '), from, parameters };
}

/** What is written to a table again and again. */
export class TableStatements {
  private readonly columns: Columns;
  private readonly names: readonly string[];
  private readonly target: string;
  private readonly onConflict: string;
  private readonly matches: string;
  private readonly keys: string;
  private readonly rowAs: string;

  constructor(private readonly table: Table) {
    this.columns = allColumns(table);
    // The key first: it is what surely differs from row to row.
    this.names = [...table.key, ...Object.keys(this.columns).filter((name) => !table.key.includes(name))];
    this.keys = table.key.map(snake).join(', ');
    this.target = `INSERT INTO ${table.name} (${this.names.map(snake).join(', ')})`;
    const changed = this.names.filter((name) => !table.key.includes(name)).map(snake);
    const changes = changed.map((name) => `${name} = excluded.${name}`).join(', ');
    this.onConflict = `ON CONFLICT (${this.keys}) DO UPDATE SET ${changes}`;
    this.matches = table.key.map((name) => `t.${snake(name)} = u.${snake(name)}`).join(' AND ');
    this.rowAs = selectList(table, 't');
  }

  /** Rows of the keys given, to be changed. */
  selectByKeys(rows: readonly AnyRow[]): OverRows {
    const { values, from, parameters } = source(this.columns, this.table.key, rows);
    const keys = `(SELECT ${values} FROM ${from}) AS u(${this.keys})`;
    return {
      text: `SELECT ${this.rowAs} FROM ${this.table.name} t JOIN ${keys} ON ${this.matches}`,
      parameters,
    };
  }

  deleteByKeys(rows: readonly AnyRow[]): OverRows {
    const { values, from, parameters } = source(this.columns, this.table.key, rows);
    const keys = `(SELECT ${values} FROM ${from}) AS u(${this.keys})`;
    return { text: `DELETE FROM ${this.table.name} t USING ${keys} WHERE ${this.matches}`, parameters };
  }

  /** For rows that never change: a second one of the same key is a defect and fails. */
  insert(rows: readonly AnyRow[]): OverRows {
    const { values, from, parameters } = source(this.columns, this.names, rows);
    return { text: `${this.target} SELECT ${values} FROM ${from}`, parameters };
  }

  upsert(rows: readonly AnyRow[]): OverRows {
    const { text, parameters } = this.insert(rows);
    return { text: `${text} ${this.onConflict}`, parameters };
  }
}

const made = new WeakMap<Table, TableStatements>();

export function statementsOf(table: Table): TableStatements {
  let statements = made.get(table);
  if (statements === undefined) {
    statements = new TableStatements(table);
    made.set(table, statements);
  }
  return statements;
}
