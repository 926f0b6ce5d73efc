import { describe, expect, it } from '@jest/globals';
import { UsedAgain } from './used-again.js';

interface Thing {
  readonly n: number;
  readonly weight: number;
}

const thing = (n: number, weight = 1): Thing => ({ n, weight });
const cacheOf = (maxWeight: number) => new UsedAgain<Thing>(maxWeight, ({ weight }) => weight);

function flood(cache: UsedAgain<Thing>, count: number): void {
  for (let n = 0; n < count; n += 1) cache.set(`flood-${n}`, thing(n));
}

describe('a cache of what is used again', () => {
  it('keeps what was asked for again through any number of things that are used once', () => {
    const cache = cacheOf(100);
    cache.set('used', thing(1));
    expect(cache.get('used')).toEqual(thing(1));
    flood(cache, 10_000);
    expect(cache.get('used')).toEqual(thing(1));
    expect(cache.get('flood-0')).toBeUndefined();
  });

  it('has the newest 128 at least, used again or not, and 256 at most', () => {
    const cache = cacheOf(100);
    cache.set('once', thing(1));
    flood(cache, 10_000);
    expect(cache.peek('once')).toBeUndefined();
    const there = Array.from({ length: 10_000 }, (_, n) => cache.peek(`flood-${n}`) !== undefined);
    expect(there.slice(-128).every(Boolean)).toBe(true);
    expect(there.slice(0, -256).some(Boolean)).toBe(false);
  });

  it('answers what was set last, wherever the one before stood', () => {
    const cache = cacheOf(100);
    cache.set('a', thing(1));
    cache.set('a', thing(2));
    expect(cache.get('a')).toEqual(thing(2));
    cache.set('a', thing(3));
    expect([cache.peek('a'), cache.get('a')]).toEqual([thing(3), thing(3)]);
    flood(cache, 127);
    cache.set('b', thing(1));
    flood(cache, 1);
    cache.set('b', thing(2));
    expect(cache.get('b')).toEqual(thing(2));
  });

  it('holds no more than its weight of heavy things, and none that is heavier than a quarter of it', () => {
    const cache = cacheOf(1000);
    for (let n = 0; n < 20; n += 1) cache.set(`heavy-${n}`, thing(n, 200));
    const there = Array.from({ length: 20 }, (_, n) => cache.peek(`heavy-${n}`) !== undefined);
    expect(there.filter(Boolean)).toHaveLength(5);
    cache.set('heaviest', thing(1, 251));
    expect(cache.peek('heaviest')).toBeUndefined();
  });
});
