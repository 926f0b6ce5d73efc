import { BUCKETS } from './engine-tables.js';

/** FNV-1a, 32 bits: stable across versions and machines, which is all that is asked of it. */
export function bucketOf(stream: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < stream.length; index += 1)
    hash = Math.imul(hash ^ stream.charCodeAt(index), 0x01000193);
  // The low bits alone are weak for names that differ in their last character only.
  return ((hash >>> 0) ^ (hash >>> 16)) & (BUCKETS - 1);
}

/** The buckets of each of `shards` shards; @throws RangeError */
export function bucketsOfShards(shards: number): readonly (readonly number[])[] {
  if (!Number.isInteger(shards) || shards < 1 || shards > BUCKETS)
    throw new RangeError(`shards must be 1 to ${BUCKETS}`);
  const all = Array.from({ length: BUCKETS }, (_, bucket) => bucket);
  return Array.from({ length: shards }, (_, shard) =>
    all.filter((bucket) => Math.floor((bucket * shards) / BUCKETS) === shard),
  );
}
