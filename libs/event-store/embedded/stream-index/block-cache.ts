import { type Block } from './block.js';

/** Blocks of one generation, of two: together the entries of half a million events, in 12 MiB. */
const GENERATION = 4096;

/**
 * Blocks looked into lately, checked and decoded: nearly all that is decided on is found among the streams of the last
 * half million events. Blocks never change.
 */
export class BlockCache {
  #young = new Map<number, Block>();
  #old: ReadonlyMap<number, Block> = new Map();

  get(id: number): Block | undefined {
    const block = this.#young.get(id);
    if (block !== undefined) return block;
    const old = this.#old.get(id);
    return old === undefined ? undefined : this.add(id, old);
  }

  add(id: number, block: Block): Block {
    if (this.#young.size >= GENERATION) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(id, block);
    return block;
  }
}
