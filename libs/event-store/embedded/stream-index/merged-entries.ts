import { type SortedEntries } from './entries.js';

/** One walk over several: few enough to look at the head of each. */
export function mergedEntries(walks: readonly SortedEntries[]): SortedEntries {
  const open = walks.filter((walk) => walk.next());
  let current: SortedEntries | undefined;
  return {
    next() {
      if (current !== undefined && !current.next()) open.splice(open.indexOf(current), 1);
      current = open[0];
      for (const walk of open) if (current !== undefined && isBefore(walk, current)) current = walk;
      return current !== undefined;
    },
    get hash() {
      return current?.hash ?? 0;
    },
    get revision() {
      return current?.revision ?? 0;
    },
    get position() {
      return current?.position ?? 0;
    },
  };
}

function isBefore(one: SortedEntries, other: SortedEntries): boolean {
  if (one.hash !== other.hash) return one.hash < other.hash;
  return one.revision === other.revision ? one.position < other.position : one.revision < other.revision;
}
