import { type Sql } from '#database/database.js';
import { type AnyRow, type OverRows, statementsOf } from './table-sql.js';
import { type Columns, type Row, type Table } from './table.js';

type Change<R> = (row: R | undefined) => R | undefined;
type KeyOf<C extends Columns> = Partial<Row<C>>;

/**
 * All that a handler can reach. Nothing is written before the batch is complete; it then goes in few statements. A change
 * may ask for more, such as a sum over what it has changed: that is written after everything that was asked for directly.
 */
export interface Writer {
  /** Writes the row, whatever was there. */
  put<C extends Columns>(table: Table<C>, row: Row<C>): void;
  /** Changes the row of that key; it is undefined when there is none, and goes when the answer is undefined. */
  change<C extends Columns>(table: Table<C>, key: KeyOf<C>, change: Change<Row<C>>): void;
  /** Changes the row if there is one. */
  update<C extends Columns>(table: Table<C>, key: KeyOf<C>, change: (row: Row<C>) => Row<C>): void;
  /** Adds a row that never changes; a second one of the same key fails. */
  add<C extends Columns>(table: Table<C>, row: Row<C>): void;
}

interface Touched {
  readonly key: AnyRow;
  readonly text: string;
  /** In the order of the events. */
  readonly changes: Change<AnyRow>[];
  /** The first change does not look at what was there. */
  readonly blind: boolean;
}

interface Pending {
  readonly byKey: Map<string, Touched>;
  readonly added: AnyRow[];
}

/** Collects what the handlers of one batch want, folds it per row, and writes each table with at most four statements. */
export class BatchWriter implements Writer {
  private readonly pending = new Map<Table, Pending>();

  put<C extends Columns>(table: Table<C>, row: Row<C>): void {
    this.touch(table, row, () => row, true);
  }

  change<C extends Columns>(table: Table<C>, key: KeyOf<C>, change: Change<Row<C>>): void {
    this.touch(table, key, (row) => change(row as Row<C> | undefined), false);
  }

  update<C extends Columns>(table: Table<C>, key: KeyOf<C>, change: (row: Row<C>) => Row<C>): void {
    this.change(table, key, (row) => (row === undefined ? undefined : change(row)));
  }

  add<C extends Columns>(table: Table<C>, row: Row<C>): void {
    this.pendingOf(table).added.push(row);
  }

  /**
   * To be called once the rows are this transaction's alone: they are read without a lock.
   * @throws whatever a change throws, or DatabaseFailure
   */
  async flush(sql: Sql): Promise<void> {
    while (this.pending.size > 0) {
      const asked = [...this.pending];
      this.pending.clear();
      for (const [table, { byKey, added }] of asked) {
        await flushChanges(sql, table, [...byKey.values()]);
        if (added.length > 0) await run(sql, statementsOf(table).insert(added));
      }
    }
  }

  private touch(table: Table, key: AnyRow, change: Change<AnyRow>, blind: boolean): void {
    const { byKey } = this.pendingOf(table);
    const text = keyText(table, key);
    const touched = byKey.get(text);
    if (touched === undefined) byKey.set(text, { key, text, changes: [change], blind });
    else touched.changes.push(change);
  }

  private pendingOf(table: Table): Pending {
    let pending = this.pending.get(table);
    if (pending === undefined) {
      pending = { byKey: new Map(), added: [] };
      this.pending.set(table, pending);
    }
    return pending;
  }
}

async function flushChanges(sql: Sql, table: Table, touched: Touched[]): Promise<void> {
  const statements = statementsOf(table);
  // One order for all writers: two that touch the same rows wait for each other instead of deadlocking.
  touched.sort((a, b) => (a.text < b.text ? -1 : 1));
  const asked = touched.filter(({ blind }) => !blind).map(({ key }) => key);
  const found = new Map<string, AnyRow>();
  if (asked.length > 0) {
    for (const row of await run(sql, statements.selectByKeys(asked))) found.set(keyText(table, row), row);
  }
  const written: AnyRow[] = [];
  const removed: AnyRow[] = [];
  for (const { key, text, changes } of touched) {
    const before = found.get(text);
    let row = before;
    for (const change of changes) row = change(row);
    if (row === undefined) removed.push(key);
    else if (row !== before) written.push(row);
  }
  if (removed.length > 0) await run(sql, statements.deleteByKeys(removed));
  if (written.length > 0) await run(sql, statements.upsert(written));
}

const run = (sql: Sql, { text, parameters }: OverRows): Promise<readonly AnyRow[]> =>
  sql.query<AnyRow>(text, parameters);

/** Ends each part, so that no two keys of several columns make one text. */
const END = '\u0000';

function keyText({ key }: Table, row: AnyRow): string {
  let text = '';
  for (const name of key) text += String(row[name]) + END;
  return text;
}
