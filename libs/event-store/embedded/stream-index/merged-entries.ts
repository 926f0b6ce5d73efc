import { at, type SortedEntries } from './entries.js';

/** One walk over several. A heap of their heads: each step costs a few comparisons, however many there are. */
export class MergedEntries implements SortedEntries {
  readonly #heap: SortedEntries[];
  /** The hashes at the heads, in the order of the heap: nearly every comparison is decided by them. */
  readonly #hashes: Float64Array;
  #begun = false;

  constructor(walks: readonly SortedEntries[]) {
    this.#heap = walks.filter((walk) => walk.next());
    this.#hashes = Float64Array.from(this.#heap, ({ hash }) => hash);
    for (let index = (this.#heap.length >> 1) - 1; index >= 0; index--) this.#sink(index);
  }

  next(): boolean {
    if (!this.#begun) this.#begun = true;
    else this.#advance();
    return this.#heap.length > 0;
  }

  get hash(): number {
    return at(this.#hashes, 0);
  }

  get revision(): number {
    return this.#heap[0]?.revision ?? 0;
  }

  get position(): number {
    return this.#heap[0]?.position ?? 0;
  }

  #advance(): void {
    const [first] = this.#heap;
    if (first === undefined) return;
    if (first.next()) this.#hashes[0] = first.hash;
    else {
      const last = this.#heap.pop();
      if (last === undefined || last === first) return;
      this.#heap[0] = last;
      this.#hashes[0] = last.hash;
    }
    this.#sink(0);
  }

  #sink(from: number): void {
    const { length } = this.#heap;
    for (let parent = from; ;) {
      let child = 2 * parent + 1;
      if (child >= length) return;
      if (child + 1 < length && this.#isBefore(child + 1, child)) child++;
      if (!this.#isBefore(child, parent)) return;
      this.#swap(child, parent);
      parent = child;
    }
  }

  #isBefore(one: number, other: number): boolean {
    const difference = at(this.#hashes, one) - at(this.#hashes, other);
    if (difference !== 0) return difference < 0;
    const [a, b] = [this.#heap[one], this.#heap[other]];
    if (a === undefined || b === undefined) return false;
    return a.revision === b.revision ? a.position < b.position : a.revision < b.revision;
  }

  #swap(one: number, other: number): void {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    if (a === undefined || b === undefined) return;
    this.#heap[one] = b;
    this.#heap[other] = a;
    const hash = at(this.#hashes, one);
    this.#hashes[one] = at(this.#hashes, other);
    this.#hashes[other] = hash;
  }
}
