import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { emptyMap, type PersistentMap } from './persistent-map.js';

// Two keys of one FNV-1a hash.
const collision = ['costarring', 'liquid'] as const;

describe('a persistent map', () => {
  it('is a map to whoever uses it, and stays what it was to whoever holds it', () => {
    const key = fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom(...collision));
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.integer()), { maxLength: 200 }), (pairs) => {
        const plain = new Map<string, number>();
        const kept: { map: PersistentMap<number>; size: number }[] = [];
        let map = emptyMap<number>();
        for (const [name, value] of pairs) {
          kept.push({ map, size: plain.size });
          plain.set(name, value);
          map = map.with(name, value);
        }
        expect(new Map(map.entries())).toEqual(plain);
        expect(map.size).toBe(plain.size);
        for (const [name, value] of plain) expect(map.get(name)).toBe(value);
        for (const { map: earlier, size } of kept) expect([...earlier.entries()]).toHaveLength(size);
      }),
    );
  });

  it('keeps keys of one hash apart', () => {
    const map = emptyMap<number>().with(collision[0], 1).with(collision[1], 2).with(collision[0], 3);
    expect([map.get(collision[0]), map.get(collision[1]), map.size]).toEqual([3, 2, 2]);
  });

  it('knows what it has not', () => {
    const map = emptyMap<number>().with('a', 1);
    expect(map.get('b')).toBeUndefined();
    expect(map.has('b')).toBe(false);
    expect(map.has('a')).toBe(true);
  });
});
