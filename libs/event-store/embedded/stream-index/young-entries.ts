import { at, type Entry, HASH_SPACE, isWanted, type SortedEntries, type Wanted } from './entries.js';

const BUCKETS = 2 ** 15;

/** The newest entries, in memory: one for each position after `before`, found by hash through chains. */
export class YoungEntries {
  /** Position of the record before the first entry. */
  readonly before: number;
  #count = 0;
  #hashes = new Float64Array(1024);
  #revisions = new Float64Array(1024);
  /** Index of the entry before in the same bucket, plus one; 0 ends the chain. */
  #next = new Uint32Array(1024);
  readonly #buckets = new Uint32Array(BUCKETS);

  constructor(before: number) {
    this.before = before;
  }

  get count(): number {
    return this.#count;
  }

  get through(): number {
    return this.before + this.#count;
  }

  add(hash: number, revision: number): void {
    const index = this.#count++;
    if (index === this.#hashes.length) this.#grow();
    const bucket = hash & (BUCKETS - 1);
    this.#hashes[index] = hash;
    this.#revisions[index] = revision;
    this.#next[index] = at(this.#buckets, bucket);
    this.#buckets[bucket] = index + 1;
  }

  /** Forgets what was added since there were `count`. */
  truncate(count: number): void {
    while (this.#count > count) {
      const index = --this.#count;
      this.#buckets[at(this.#hashes, index) & (BUCKETS - 1)] = at(this.#next, index);
    }
  }

  mayHave(hash: number): boolean {
    return this.#buckets[hash & (BUCKETS - 1)] !== 0;
  }

  find(wanted: Wanted): Entry[] {
    const { hash, direction, limit, through = Infinity } = wanted;
    const found: Entry[] = [];
    const forwards = direction === 'forwards';
    // Chains lead from new to old: forwards, all of it is needed before the first is known.
    let link = at(this.#buckets, hash & (BUCKETS - 1));
    while (link !== 0 && (forwards || found.length < limit)) {
      const index = link - 1;
      const revision = at(this.#revisions, index);
      const position = this.before + index + 1;
      if (this.#hashes[index] === hash && position <= through && isWanted(wanted, revision))
        found.push({ revision, position });
      link = at(this.#next, index);
    }
    return forwards ? found.reverse().slice(0, limit) : found;
  }

  /** Hashes and revisions from an index on, in the order of positions. */
  since(index: number): { readonly hashes: Float64Array; readonly revisions: Float64Array } {
    return {
      hashes: this.#hashes.subarray(index, this.#count),
      revisions: this.#revisions.subarray(index, this.#count),
    };
  }

  /** A walk in the order of hashes; the entries must stay as they are meanwhile. */
  sorted(): SortedEntries {
    const order = this.#order();
    const hashes = this.#hashes;
    const revisions = this.#revisions;
    const { before } = this;
    let here = -1;
    return {
      next: () => ++here < order.length,
      get hash() {
        return at(hashes, at(order, here));
      },
      get revision() {
        return at(revisions, at(order, here));
      },
      get position() {
        return before + at(order, here) + 1;
      },
    };
  }

  /** Hashes are spread evenly, so counting them into buckets leaves almost nothing to sort. */
  #order(): Uint32Array {
    const count = this.#count;
    const bucketOf = (index: number): number => Math.floor((at(this.#hashes, index) / HASH_SPACE) * count);
    const starts = new Uint32Array(count + 1);
    for (let index = 0; index < count; index++)
      starts[bucketOf(index) + 1] = at(starts, bucketOf(index) + 1) + 1;
    for (let bucket = 1; bucket <= count; bucket++)
      starts[bucket] = at(starts, bucket) + at(starts, bucket - 1);
    const order = new Uint32Array(count);
    for (let index = 0; index < count; index++) {
      const bucket = bucketOf(index);
      const place = at(starts, bucket);
      order[place] = index;
      starts[bucket] = place + 1;
    }
    for (let sorted = 1; sorted < count; sorted++) {
      const moving = at(order, sorted);
      let to = sorted;
      for (; to > 0 && this.#isAfter(at(order, to - 1), moving); to--) order[to] = at(order, to - 1);
      order[to] = moving;
    }
    return order;
  }

  #isAfter(one: number, other: number): boolean {
    const difference = at(this.#hashes, one) - at(this.#hashes, other);
    if (difference !== 0) return difference > 0;
    const later = at(this.#revisions, one) - at(this.#revisions, other);
    return later === 0 ? one > other : later > 0;
  }

  #grow(): void {
    const doubled = <T extends Float64Array | Uint32Array>(array: T, into: T): T => {
      into.set(array);
      return into;
    };
    const capacity = this.#hashes.length * 2;
    this.#hashes = doubled(this.#hashes, new Float64Array(capacity));
    this.#revisions = doubled(this.#revisions, new Float64Array(capacity));
    this.#next = doubled(this.#next, new Uint32Array(capacity));
  }
}
