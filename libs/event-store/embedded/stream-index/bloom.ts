const BITS_PER_ENTRY = 16;
const PROBES = 4;

/**
 * Says of most stream hashes that a segment does not hold them: 1 in 400 slips through. Because of it a lookup costs
 * the same however many segments there are, and a new stream costs none.
 */
export class Bloom {
  readonly words: Uint32Array;
  readonly #mask: number;

  private constructor(words: Uint32Array) {
    this.words = words;
    this.#mask = words.length * 32 - 1;
  }

  static for(entries: number): Bloom {
    const bits = 2 ** Math.ceil(Math.log2(Math.max(1, entries) * BITS_PER_ENTRY));
    return new Bloom(new Uint32Array(bits / 32));
  }

  static of(words: Uint32Array): Bloom {
    return new Bloom(words);
  }

  add(hash: number): void {
    const step = stepOf(hash);
    for (let probe = 0, at = hash >>> 0; probe < PROBES; probe++, at = (at + step) >>> 0) {
      const bit = at & this.#mask;
      this.words[bit >>> 5] = (this.words[bit >>> 5] ?? 0) | (1 << (bit & 31));
    }
  }

  /** @param step {@link stepOf} the hash, so that asking many filters computes it once */
  has(hash: number, step: number): boolean {
    for (let probe = 0, at = hash >>> 0; probe < PROBES; probe++, at = (at + step) >>> 0) {
      const bit = at & this.#mask;
      if (((this.words[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) return false;
    }
    return true;
  }
}

/** The low 32 bits choose the first place; the high 21 and the low ones together the distance of the others. */
export const stepOf = (hash: number): number =>
  Math.imul((hash >>> 0) ^ Math.imul(hash / 4294967296, 0x9e3779b1), 0x85ebca6b) | 1;
