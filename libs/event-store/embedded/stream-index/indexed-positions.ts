import { type IndexPart, type StreamIndex } from './stream-index.js';

/** The index looked at from the other side: which entry a position has. For walks in the order of the log. */
export class IndexedPositions {
  readonly #index: StreamIndex;
  readonly #parts: Generator<IndexPart, void>;
  #part: IndexPart | undefined;
  #hashes = new Float64Array();
  #revisions = new Float64Array();

  constructor(index: StreamIndex) {
    this.#index = index;
    this.#parts = index.parts();
  }

  /** Whether the entry of a position, at least as far on as the last one asked for, is this. */
  names(position: number, hash: number, revision: number): boolean {
    while (this.#part === undefined || position > this.#part.through) {
      const next = this.#parts.next();
      if (next.done === true) return false;
      this.#load(next.value);
    }
    const offset = position - this.#part.before - 1;
    return this.#hashes[offset] === hash && this.#revisions[offset] === revision;
  }

  has(hash: number, revision: number): boolean {
    return (
      this.#index.find({ hash, direction: 'forwards', from: revision, limit: 1 })[0]?.revision === revision
    );
  }

  #load(part: IndexPart): void {
    this.#part = part;
    this.#hashes = new Float64Array(part.through - part.before).fill(-1);
    this.#revisions = new Float64Array(part.through - part.before);
    const walk = part.sorted();
    while (walk.next()) {
      this.#hashes[walk.position - part.before - 1] = walk.hash;
      this.#revisions[walk.position - part.before - 1] = walk.revision;
    }
  }
}
