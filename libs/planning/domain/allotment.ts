/** Who needs something, and what there is of it; a pair fits or does not. */
export interface Exchange {
  readonly needed: readonly number[];
  readonly units: readonly number[];
  readonly fits: (need: number, lot: number) => boolean;
}

/**
 * How many units of each lot each need gets: as many needs are met as any allotment could meet, those in front before
 * those behind. A need that finds its lots taken lets another move to a lot of its own (augmenting paths, the shortest
 * first), so no choice made early costs anything.
 * @returns by need, then by lot
 */
export function allot({ needed, units, fits }: Exchange): readonly (readonly number[])[] {
  const given = needed.map(() => units.map(() => 0));
  const free = [...units];
  const held = (need: number, lot: number): number => given[need]?.[lot] ?? 0;
  const give = (need: number, lot: number, count: number): void => {
    const row = given[need];
    if (row !== undefined) row[lot] = held(need, lot) + count;
  };
  for (const [need, wanted] of needed.entries()) {
    let missing = wanted;
    while (missing > 0) {
      const path = shortestPath(need, { lots: free, needs: needed.length, fits, held });
      const last = path.at(-1);
      if (last === undefined) break;
      const moves = path.slice(1).map((step, at) => held(step.need, path[at]?.lot ?? 0));
      const count = Math.min(missing, free[last.lot] ?? 0, ...moves);
      for (const [at, step] of path.entries()) {
        const before = path[at - 1];
        if (before !== undefined) give(step.need, before.lot, -count);
        give(step.need, step.lot, count);
      }
      free[last.lot] = (free[last.lot] ?? 0) - count;
      missing -= count;
    }
  }
  return given;
}

/** A need takes from a lot; whoever holds the lot before it moves on with the next step. */
interface Step {
  readonly need: number;
  readonly lot: number;
}

interface Standing {
  /** Units that nobody has, by lot. */
  readonly lots: readonly number[];
  readonly needs: number;
  readonly fits: (need: number, lot: number) => boolean;
  readonly held: (need: number, lot: number) => number;
}

/** The steps from the need to a lot with free units; none when there is no such way. */
function shortestPath(from: number, { lots, needs, fits, held }: Standing): readonly Step[] {
  const reached = new Set<number>();
  const asked = new Set([from]);
  let paths: readonly { readonly need: number; readonly steps: readonly Step[] }[] = [
    { need: from, steps: [] },
  ];
  while (paths.length > 0) {
    const next: { need: number; steps: readonly Step[] }[] = [];
    for (const { need, steps } of paths) {
      for (const [lot, free] of lots.entries()) {
        if (reached.has(lot) || !fits(need, lot)) continue;
        reached.add(lot);
        const longer = [...steps, { need, lot }];
        if (free > 0) return longer;
        for (let other = 0; other < needs; other += 1) {
          if (asked.has(other) || held(other, lot) === 0) continue;
          asked.add(other);
          next.push({ need: other, steps: longer });
        }
      }
    }
    paths = next;
  }
  return [];
}
