import { createCipheriv, createHash, hash } from 'node:crypto';
import { type RandomSource } from '#kernel/random.js';

/*
 * Randomness that is the same for the same seed: for invented histories only, whose keys and codes anybody can make
 * again. A boundary rule keeps everything else from importing it.
 */

/** Bytes of a seed's key stream (AES-256 in counter mode). */
export function predictableBytes(seed: string): RandomSource {
  const cipher = createCipheriv('aes-256-ctr', hash('sha256', `bytes ${seed}`, 'buffer'), Buffer.alloc(16));
  const zeros = Buffer.alloc(32_768);
  let pool = Buffer.alloc(0);
  let used = 0;
  return (count) => {
    if (used + count > pool.length) {
      pool = cipher.update(count > zeros.length ? Buffer.alloc(count) : zeros);
      used = 0;
    }
    return Buffer.from(pool.subarray(used, (used += count)));
  };
}

/** What chance decides in one place of the history; each place has dice of its own, so that one cannot shift another. */
export class Dice {
  private readonly state: Uint32Array;

  constructor(private readonly seed: string) {
    const digest = createHash('sha256').update(seed).digest();
    this.state = Uint32Array.from([0, 4, 8, 12], (at) => digest.readUInt32LE(at));
    for (let warm = 0; warm < 12; warm += 1) this.next();
  }

  /** Dice of another place. */
  of(place: string): Dice {
    return new Dice(`${this.seed}/${place}`);
  }

  /** From 0 to 1, without 1 (the generator sfc32). */
  next(): number {
    const s = this.state;
    const [a = 0, b = 0, c = 0, counter = 0] = s;
    const sum = (a + b + counter) | 0;
    s[3] = counter + 1;
    s[0] = b ^ (b >>> 9);
    s[1] = c + (c << 3);
    s[2] = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 4_294_967_296;
  }

  /** A whole number from the first to the last given. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** @throws RangeError for nothing to pick from */
  pick<T>(from: readonly T[]): T {
    const picked = from[Math.floor(this.next() * from.length)];
    if (picked === undefined) throw new RangeError('there is nothing to pick from');
    return picked;
  }

  /** One of the names, each as often as its weight says. */
  weighed<T extends string>(weights: Readonly<Record<T, number>>): T {
    const entries = Object.entries<number>(weights);
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) if ((left -= weight) < 0) return name as T;
    return entries.at(-1)?.[0] as T;
  }
}
