import { corrupt } from '../record.js';
import { type Block, decodeBlock } from './block.js';
import { Bloom } from './bloom.js';
import { at, type Entry, isWanted, type SortedEntries, type Wanted } from './entries.js';
import { blockId, type IndexTables, type SegmentRow } from './index-tables.js';

/** The entries of a stretch of the log, sorted and never changed again: blocks in the file, their first hashes here. */
export class Segment {
  readonly id: number;
  readonly level: number;
  readonly before: number;
  readonly through: number;
  readonly entries: number;
  readonly #bloom: Bloom;
  /** The first hash of each block. */
  readonly #fences: Float64Array;
  readonly #tables: IndexTables;

  constructor(
    row: Omit<SegmentRow, 'live' | 'bloom' | 'fences'>,
    bloom: Bloom,
    fences: Float64Array,
    tables: IndexTables,
  ) {
    ({
      id: this.id,
      level: this.level,
      before: this.before,
      through: this.through,
      entries: this.entries,
    } = row);
    this.#bloom = bloom;
    this.#fences = fences;
    this.#tables = tables;
  }

  static fromRow(row: SegmentRow, tables: IndexTables): Segment {
    const bloom = Bloom.of(new Uint32Array(row.bloom.slice().buffer));
    return new Segment(row, bloom, new Float64Array(row.fences.slice().buffer), tables);
  }

  mayHave(hash: number, step: number): boolean {
    return this.#bloom.has(hash, step);
  }

  find(wanted: Wanted): Entry[] {
    const { hash, direction, limit, through = Infinity } = wanted;
    const found: Entry[] = [];
    const forwards = direction === 'forwards';
    const step = forwards ? 1 : -1;
    const first = this.#firstBlockOf(hash);
    const last = this.#lastBlockOf(hash);
    for (let number = forwards ? first : last; number >= first && number <= last; number += step) {
      const block = this.#block(number);
      for (let index = forwards ? 0 : block.count - 1; index >= 0 && index < block.count; index += step) {
        const revision = at(block.revisions, index);
        if (at(block.hashes, index) !== hash || !isWanted(wanted, revision)) continue;
        const position = block.base + at(block.offsets, index);
        if (position > through) continue;
        found.push({ revision, position });
        if (found.length === limit) return found;
      }
    }
    return found;
  }

  /** All entries in order. */
  sorted(): SortedEntries {
    let number = -1;
    let block: Block = {
      count: 0,
      base: 0,
      hashes: new Float64Array(),
      revisions: new Uint32Array(),
      offsets: new Uint32Array(),
    };
    let index = -1;
    return {
      next: () => {
        if (++index < block.count) return true;
        if (++number === this.#fences.length) return false;
        // Past the cache: all of them are read once.
        block = this.#read(number);
        index = 0;
        return true;
      },
      get hash() {
        return at(block.hashes, index);
      },
      get revision() {
        return at(block.revisions, index);
      },
      get position() {
        return block.base + at(block.offsets, index);
      },
    };
  }

  #block(number: number): Block {
    const { lately } = this.#tables;
    const id = blockId(this.id, number);
    return lately.get(id) ?? lately.add(id, this.#read(number));
  }

  #read(number: number): Block {
    const bytes = this.#tables.block(this.id, number);
    const block = bytes === undefined ? undefined : decodeBlock(bytes);
    if (block === undefined)
      throw corrupt(this.through, `ends a part of the stream index of which block ${number} is damaged`);
    return block;
  }

  /** Entries of one hash may begin in the block before the first that starts with it. */
  #firstBlockOf(hash: number): number {
    return Math.max(0, this.#fencesBelow(hash, false) - 1);
  }

  #lastBlockOf(hash: number): number {
    return Math.max(0, this.#fencesBelow(hash, true) - 1);
  }

  /** How many blocks start below the hash, or with it. */
  #fencesBelow(hash: number, orWithIt: boolean): number {
    let low = 0;
    let high = this.#fences.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const fence = at(this.#fences, middle);
      if (fence < hash || (orWithIt && fence === hash)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
