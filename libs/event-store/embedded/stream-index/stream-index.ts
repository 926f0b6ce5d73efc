import { isStoreFailure } from '../../failures.js';
import { BLOCK } from './block.js';
import { stepOf } from './bloom.js';
import { type Entry, type SortedEntries, type Wanted } from './entries.js';
import { type IndexTables } from './index-tables.js';
import { MergedEntries } from './merged-entries.js';
import { Segment } from './segment.js';
import { SegmentWriter } from './segment-writer.js';
import { decodeTail, encodeTail } from './tail.js';
import { YoungEntries } from './young-entries.js';

export interface IndexSizes {
  /** Entries in memory before they become a segment. */
  readonly young: number;
  /** Segments of one size that become one of the next. */
  readonly fan: number;
}

const SIZES: IndexSizes = { young: 16_384, fan: 32 };
/** Blocks written for each event appended, times what a block holds: more than what is added, so work never piles up. */
const PACE = 1.5;

export interface IndexPart {
  readonly before: number;
  readonly through: number;
  /** False: it has none of the hash. True: it probably has some. */
  mayHave(hash: number, step: number): boolean;
  find(wanted: Wanted): Entry[];
  sorted(): SortedEntries;
}

interface Job {
  readonly writer: SegmentWriter;
  /** What the new segment takes the place of; the frozen entries when it is empty. */
  readonly replaces: readonly Segment[];
}

/**
 * From a stream to its records. Hashes are in random order, so a tree of all of them would have one page to write for
 * nearly every append once it is large. Here the newest entries are in memory (and, as they come, in one short row for
 * each transaction); from time to time they are sorted into a segment, and segments of one size into a larger one.
 * Each entry is thereby written a few times in its life, always in long runs, whatever the size of the log; and a Bloom
 * filter for each segment spares most lookups in it.
 */
export class StreamIndex {
  readonly #tables: IndexTables;
  readonly #sizes: IndexSizes;
  /** In the order of the log; together with the entries in memory they cover it without a gap. */
  #segments: Segment[];
  #frozen: YoungEntries | undefined;
  #young: YoungEntries;
  #committed: number;
  #jobs: Job[] = [];
  #buried: number[];
  #nextId: number;
  #debt = 0;
  /** Levels that a damaged segment keeps from being made. */
  readonly #unmergeable = new Set<number>();
  #whenCommitted: (() => void)[] = [];

  /** @param written position of the last record of the log */
  constructor(tables: IndexTables, sizes: IndexSizes = SIZES) {
    this.#tables = tables;
    this.#sizes = sizes;
    const rows = tables.segments();
    this.#segments = rows.filter(({ live }) => live).map((row) => Segment.fromRow(row, tables));
    this.#buried = rows.filter(({ live }) => !live).map(({ id }) => id);
    this.#nextId = Math.max(0, ...rows.map(({ id }) => id)) + 1;
    this.#young = new YoungEntries(this.#segments.at(-1)?.through ?? 0);
    for (const { before, entries } of tables.tail())
      if (before === this.through) decodeTail(entries, this.#young);
    this.#committed = this.#young.count;
  }

  /** Position of the last record that has its entry. */
  get through(): number {
    return this.#young.through;
  }

  /** The entry of the next record, in the transaction under way. */
  add(hash: number, revision: number): void {
    this.#young.add(hash, revision);
  }

  /** In the order of the log, or against it; entries of another stream with the same hash are among them. */
  find(wanted: Wanted): Entry[] {
    const found: Entry[] = [];
    const forwards = wanted.direction === 'forwards';
    const parts = this.#segments.length + 2;
    const step = stepOf(wanted.hash);
    for (let number = 0; number < parts && found.length < wanted.limit; number++) {
      const part = this.#part(forwards ? number : parts - 1 - number);
      if (part?.mayHave(wanted.hash, step) !== true) continue;
      const entries = part.find(
        found.length === 0 ? wanted : { ...wanted, limit: wanted.limit - found.length },
      );
      if (entries.length === 0) continue;
      if (found.length === 0 && entries.length === wanted.limit) return entries;
      for (const entry of entries) found.push(entry);
    }
    return found;
  }

  /** In the order of the log; each has the entries of the positions after `before`, up to `through`. */
  *parts(): Generator<IndexPart, void> {
    for (let number = 0; number < this.#segments.length + 2; number++) {
      const part = this.#part(number);
      if (part !== undefined) yield part;
    }
  }

  /** Segments, the frozen entries, the young ones. */
  #part(number: number): IndexPart | undefined {
    const further = number - this.#segments.length;
    return further < 0 ? this.#segments[number] : further === 0 ? this.#frozen : this.#young;
  }

  /** Before the commit: keeps what was added, and gets on with the segments in proportion to it. */
  write(): void {
    const added = this.#young.since(this.#committed);
    if (added.hashes.length > 0)
      this.#tables.putTail(this.#young.before + this.#committed, encodeTail(added));
    this.#debt += (PACE * added.hashes.length) / BLOCK;
    const blocks = Math.floor(this.#debt);
    if (blocks === 0) return;
    this.#debt -= blocks;
    this.#plan();
    for (const job of this.#jobs) this.#workOn(job, blocks);
    this.#sweep(blocks);
  }

  commit(): void {
    this.#committed = this.#young.count;
    for (const effect of this.#whenCommitted) effect();
    this.#whenCommitted = [];
    if (this.#frozen === undefined && this.#young.count >= this.#sizes.young) {
      this.#frozen = this.#young;
      this.#young = new YoungEntries(this.#frozen.through);
      this.#committed = 0;
    }
  }

  /** The transaction came to nothing; segments that were being written are begun again. */
  rollback(): void {
    this.#young.truncate(this.#committed);
    this.#whenCommitted = [];
    this.#buried.push(...this.#jobs.map(({ writer }) => writer.plan.id));
    this.#jobs = [];
  }

  #plan(): void {
    const busy = new Set([...this.#unmergeable, ...this.#jobs.map(({ writer }) => writer.plan.level)]);
    const frozen = this.#frozen;
    if (frozen !== undefined && !busy.has(0)) {
      const { before, through, count: entries } = frozen;
      this.#begin({ level: 0, before, through, entries }, () => frozen.sorted(), []);
    }
    for (const level of new Set(this.#segments.map((segment) => segment.level))) {
      const of = this.#segments.filter((segment) => segment.level === level).slice(0, this.#sizes.fan);
      const [first] = of;
      if (first === undefined || of.length < this.#sizes.fan || busy.has(level + 1)) continue;
      const plan = {
        level: level + 1,
        before: first.before,
        through: of.at(-1)?.through ?? 0,
        entries: of.reduce((sum, { entries }) => sum + entries, 0),
      };
      this.#begin(plan, () => new MergedEntries(of.map((segment) => segment.sorted())), of);
    }
  }

  #begin(
    plan: Omit<SegmentWriter['plan'], 'id'>,
    source: () => SortedEntries,
    replaces: readonly Segment[],
  ): void {
    const writer = new SegmentWriter({ ...plan, id: this.#nextId++ }, source(), this.#tables);
    this.#jobs.push({ writer, replaces });
  }

  #workOn(job: Job, blocks: number): void {
    const segment = this.#written(job, blocks);
    if (segment === undefined) return;
    if (job.replaces.length === 0) this.#tables.dropTail(segment.through);
    for (const { id } of job.replaces) this.#tables.bury(id);
    this.#whenCommitted.push(() => {
      this.#jobs = this.#jobs.filter((other) => other !== job);
      this.#segments = [...this.#segments.filter((other) => !job.replaces.includes(other)), segment];
      this.#segments.sort((one, other) => one.before - other.before);
      this.#buried.push(...job.replaces.map(({ id }) => id));
      if (job.replaces.length === 0) this.#frozen = undefined;
    });
  }

  #written(job: Job, blocks: number): Segment | undefined {
    try {
      return job.writer.write(blocks);
    } catch (error) {
      if (!isStoreFailure(error, 'corrupt')) throw error;
      // A damaged segment cannot be merged; that must not keep anybody from appending.
      this.#whenCommitted.push(() => {
        this.#jobs = this.#jobs.filter((other) => other !== job);
        this.#buried.push(job.writer.plan.id);
        this.#unmergeable.add(job.writer.plan.level);
      });
      return undefined;
    }
  }

  #sweep(blocks: number): void {
    const [id] = this.#buried;
    if (id === undefined || !this.#tables.sweep(id, 2 * blocks)) return;
    this.#whenCommitted.push(() => (this.#buried = this.#buried.filter((other) => other !== id)));
  }
}
