import { isDatabaseFailure } from '#database/database.js';
import { type AsOf, type ModelView } from '#projecting/model-state.js';
import { type Where } from './where.js';

/** Rows in an order that is total: its last column is unique. */
export interface Order {
  /** Kept in the cursor: one of another order is refused. */
  readonly name: string;
  readonly direction: 'ascending' | 'descending';
  /** Columns in SQL, and their names in a row. */
  readonly by: readonly (readonly [sql: string, name: string])[];
}

export interface Paging {
  readonly limit: number;
  /** `next` of the page before. */
  readonly cursor?: string | undefined;
}

export interface Page<Item extends object> {
  readonly items: readonly Item[];
  /** Where the next page begins; absent on the last. */
  readonly next?: string;
  readonly asOf: AsOf;
}

/** The cursor is not one that this query gave. */
export class InvalidCursor extends Error {
  override readonly name = 'InvalidCursor';
}

type CursorValue = string | number;
const isCursorValue = (value: unknown): value is CursorValue =>
  typeof value === 'string' || typeof value === 'number';

function valuesOf(cursor: string, { name, by }: Order): readonly CursorValue[] {
  let content: unknown;
  try {
    content = JSON.parse(cursor);
  } catch {
    content = undefined;
  }
  const [first, ...values] = Array.isArray(content) ? (content as readonly unknown[]) : [];
  if (first !== name || values.length !== by.length || !values.every(isCursorValue))
    throw new InvalidCursor('the cursor belongs to another query');
  return values;
}

const cursorAfter = (row: Readonly<Record<string, unknown>>, { name, by }: Order): string =>
  JSON.stringify([name, ...by.map(([, column]) => row[column])]);

/**
 * One page of `SELECT … FROM …`, found by the values of the last row and not by counting: as fast on page 1000
 * as on page 1, and rows that come in between neither repeat nor hide others.
 * @throws InvalidCursor
 */
export async function pageOf<Row extends object>(
  { sql, asOf, batch }: ModelView,
  select: string,
  where: Where,
  order: Order,
  paging: Paging,
): Promise<Page<Row>> {
  const { limit, cursor } = batch ?? paging;
  const columns = order.by.map(([column]) => column);
  const descending = order.direction === 'descending';
  if (cursor !== undefined) {
    where.and(
      `(${columns.join(', ')}) ${descending ? '<' : '>'} (${columns.map(() => '?').join(', ')})`,
      ...valuesOf(cursor, order),
    );
  }
  const sorted = columns.map((column) => `${column} ${descending ? 'DESC' : 'ASC'}`).join(', ');
  const statement = `${select} WHERE ${where.text} ORDER BY ${sorted} LIMIT ${where.parameter(limit + 1)}`;
  const rows = await sql.query<Row>(statement, where.parameters).catch((error: unknown) => {
    // Class 22: a value of the cursor is none of its column's.
    const forged =
      cursor !== undefined &&
      isDatabaseFailure(error, 'rejected') &&
      error.sqlState?.startsWith('22') === true;
    throw forged ? new InvalidCursor('the cursor belongs to another query') : error;
  });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  if (rows.length <= limit || last === undefined) return { items, asOf };
  return { items, next: cursorAfter(last as Readonly<Record<string, unknown>>, order), asOf };
}
