import { LRUCache } from 'lru-cache';

/** Things of one generation, of two, that wait to be asked for again. */
const WAITING = 128;
/** Heavier ones do not wait: so many of them would be as much as the cache itself. */
const LIGHT = 64;

/**
 * Keeps what is used again. Nearly every access code is decided on once and then not for months: a cache in order of
 * use would fill with them, push out what all commands need, and have each collected late, when it is dear. So what is
 * new waits in a short queue, and only what is asked for there again comes into the cache.
 */
export class UsedAgain<V extends object> {
  private readonly cache: LRUCache<string, V>;
  private young = new Map<string, V>();
  private old = new Map<string, V>();

  /** @param maxWeight of all that is kept; nothing that is heavier than a quarter of it is */
  constructor(
    maxWeight: number,
    private readonly weigh: (value: V) => number,
  ) {
    this.cache = new LRUCache({ maxSize: maxWeight, sizeCalculation: weigh, maxEntrySize: maxWeight / 4 });
  }

  get(key: string): V | undefined {
    const kept = this.cache.get(key);
    if (kept !== undefined) return kept;
    const waiting = this.waiting(key);
    if (waiting !== undefined) this.keep(key, waiting);
    return waiting;
  }

  /** What is there, without using it. */
  peek(key: string): V | undefined {
    return this.waiting(key) ?? this.cache.peek(key);
  }

  set(key: string, value: V): void {
    if (this.cache.has(key) || this.weigh(value) > LIGHT) this.keep(key, value);
    else this.queue(key, value);
  }

  private queue(key: string, value: V): void {
    if (this.young.size >= WAITING) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(key, value);
  }

  private waiting(key: string): V | undefined {
    return this.young.get(key) ?? this.old.get(key);
  }

  private keep(key: string, value: V): void {
    this.young.delete(key);
    this.old.delete(key);
    this.cache.set(key, value);
  }
}
