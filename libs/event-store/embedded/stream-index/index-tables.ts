import { type DatabaseSync, type StatementSync } from 'node:sqlite';
import { BlockCache } from './block-cache.js';

/** Blocks that a segment may have; its blocks take this many ids. */
const BLOCKS = 2 ** 20;
/** A block's id in the file; those of a segment that is gone are not given out again by the process that knew it. */
export const blockId = (segment: number, block: number): number => segment * BLOCKS + block;

const asNumber = (value: unknown): number => Number(value ?? 0);

export const INDEX_SCHEMA = `
  CREATE TABLE IF NOT EXISTS index_segment (
    id INTEGER PRIMARY KEY,
    level INTEGER NOT NULL,
    before INTEGER NOT NULL,
    through INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    live INTEGER NOT NULL,
    bloom BLOB NOT NULL,
    fences BLOB NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS index_block (id INTEGER PRIMARY KEY, entries BLOB NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS index_tail (before INTEGER PRIMARY KEY, entries BLOB NOT NULL) STRICT;
`;

export interface SegmentRow {
  readonly id: number;
  readonly level: number;
  /** The segment has the entries of the positions after `before`, up to `through`. */
  readonly before: number;
  readonly through: number;
  readonly entries: number;
  readonly live: boolean;
  readonly bloom: Uint8Array;
  readonly fences: Uint8Array;
}

/** Where the stream index keeps itself; all of it in the transaction of the one writer. */
export class IndexTables {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #blockOf: StatementSync | undefined;
  readonly lately = new BlockCache();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  segments(): SegmentRow[] {
    return this.#prepared('SELECT * FROM index_segment ORDER BY before, id')
      .all()
      .map((row) => ({
        id: asNumber(row['id']),
        level: asNumber(row['level']),
        before: asNumber(row['before']),
        through: asNumber(row['through']),
        entries: asNumber(row['entries']),
        live: row['live'] === 1,
        bloom: row['bloom'] as Uint8Array,
        fences: row['fences'] as Uint8Array,
      }));
  }

  put({ id, level, before, through, entries, live, bloom, fences }: SegmentRow): void {
    this.#prepared('INSERT OR REPLACE INTO index_segment VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(
      ...[id, level, before, through, entries, live ? 1 : 0],
      bloom,
      fences,
    );
  }

  /** Its blocks are swept later, a few at a time. */
  bury(id: number): void {
    this.#prepared("UPDATE index_segment SET live = 0, bloom = x'', fences = x'' WHERE id = ?").run(id);
  }

  /** Deletes some blocks of a segment that is no longer live; true when none is left of it. */
  sweep(id: number, blocks: number): boolean {
    const { changes } = this.#prepared(
      'DELETE FROM index_block WHERE id IN (SELECT id FROM index_block WHERE id >= ? AND id < ? LIMIT ?)',
    ).run(id * BLOCKS, (id + 1) * BLOCKS, blocks);
    if (Number(changes) === blocks) return false;
    this.#prepared('DELETE FROM index_segment WHERE id = ? AND live = 0').run(id);
    return true;
  }

  putBlock(segment: number, block: number, entries: Uint8Array): void {
    // A segment that was begun before a failed transaction is begun again from its first block.
    this.#prepared('INSERT OR REPLACE INTO index_block VALUES (?, ?)').run(blockId(segment, block), entries);
  }

  block(segment: number, block: number): Uint8Array | undefined {
    this.#blockOf ??= this.#database.prepare('SELECT entries FROM index_block WHERE id = ?');
    // An array costs less than an object, and this is asked for nearly every stream that is read.
    this.#blockOf.setReturnArrays(true);
    return this.#blockOf.get(blockId(segment, block))?.[0] as Uint8Array | undefined;
  }

  /** The entries of one transaction: those of the positions after `before`. */
  putTail(before: number, entries: Uint8Array): void {
    this.#prepared('INSERT OR REPLACE INTO index_tail VALUES (?, ?)').run(before, entries);
  }

  tail(): { readonly before: number; readonly entries: Uint8Array }[] {
    return this.#prepared('SELECT before, entries FROM index_tail ORDER BY before')
      .all()
      .map((row) => ({ before: asNumber(row['before']), entries: row['entries'] as Uint8Array }));
  }

  dropTail(through: number): void {
    this.#prepared('DELETE FROM index_tail WHERE before < ?').run(through);
  }

  #prepared(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) this.#statements.set(sql, (statement = this.#database.prepare(sql)));
    return statement;
  }
}
