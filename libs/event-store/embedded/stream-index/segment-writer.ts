import { BLOCK, encodeBlock, newBlock } from './block.js';
import { Bloom } from './bloom.js';
import { type SortedEntries } from './entries.js';
import { type IndexTables, type SegmentRow } from './index-tables.js';
import { Segment } from './segment.js';

type Plan = Pick<SegmentRow, 'id' | 'level' | 'before' | 'through' | 'entries'>;
const NOTHING = new Uint8Array();

/** Writes a new segment a few blocks at a time, so that no append has to wait for the whole of it. */
export class SegmentWriter {
  readonly plan: Plan;
  readonly #source: SortedEntries;
  readonly #tables: IndexTables;
  readonly #bloom: Bloom;
  readonly #fences: Float64Array;
  readonly #block;
  #blocks = 0;

  constructor(plan: Plan, source: SortedEntries, tables: IndexTables) {
    this.plan = plan;
    this.#source = source;
    this.#tables = tables;
    this.#bloom = Bloom.for(plan.entries);
    this.#fences = new Float64Array(Math.ceil(plan.entries / BLOCK));
    this.#block = newBlock(BLOCK, plan.before);
    // Known before its first block is, so that a crash leaves nothing that nobody would sweep.
    tables.put({ ...plan, live: false, bloom: NOTHING, fences: NOTHING });
  }

  /** Writes up to so many blocks. @returns the segment when it is complete */
  write(blocks: number): Segment | undefined {
    for (let left = blocks; left > 0; left--) {
      if (this.#writeBlock()) continue;
      const { plan, ...row } = {
        plan: this.plan,
        bloom: bytesOf(this.#bloom.words),
        fences: bytesOf(this.#fences),
      };
      this.#tables.put({ ...plan, ...row, live: true });
      return new Segment(plan, this.#bloom, this.#fences, this.#tables);
    }
    return undefined;
  }

  #writeBlock(): boolean {
    const { hashes, revisions, offsets, base } = this.#block;
    let count = 0;
    for (; count < BLOCK && this.#source.next(); count++) {
      const { hash, revision, position } = this.#source;
      if (count === 0 || hashes[count - 1] !== hash) this.#bloom.add(hash);
      hashes[count] = hash;
      revisions[count] = revision;
      offsets[count] = position - base;
    }
    if (count === 0) return false;
    this.#fences[this.#blocks] = hashes[0] ?? 0;
    this.#tables.putBlock(this.plan.id, this.#blocks++, encodeBlock({ ...this.#block, count }));
    return true;
  }
}

const bytesOf = (array: Float64Array | Uint32Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
