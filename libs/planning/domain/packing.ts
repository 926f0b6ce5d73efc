import { type ExamFamily } from '../contracts/vocabulary.js';

/** A pack that can be ordered. */
export interface Pack {
  readonly productKey: string;
  readonly packSize: number;
  readonly families: readonly ExamFamily[];
  /** Of one pack for twelve months, in minor units of one currency; all packs have one, or none has. */
  readonly price?: bigint;
}

/** Vouchers needed of each family. */
export type Need = ReadonlyMap<ExamFamily, number>;

export interface ProposedPacks {
  /** Those that are needed, by product key. */
  readonly packs: readonly { readonly pack: Pack; readonly count: number }[];
  readonly capacity: number;
  /** Vouchers bought beyond the need: they expire. */
  readonly waste: number;
  /** Undefined without prices. */
  readonly cost: bigint | undefined;
}

/** Packs with one of the bits must hold so many vouchers together. */
interface Constraint {
  readonly packs: number;
  readonly vouchers: number;
}

/**
 * The packs that pay for the need at the least cost, then with the least waste, then with the fewest packs; without
 * prices with the least waste. Exact: a need is paid exactly when, for every set of families, the packs that pay one of
 * them hold enough (Hall's theorem); so all counts are tried but the last, which follows.
 * @throws RangeError when a family of the need is paid by no pack
 */
export function cheapestPacks(need: Need, packs: readonly Pack[]): ProposedPacks {
  const constraints = constraintsOf(need, packs);
  // Larger first: fewer counts to try.
  const order = packs.map((_, index) => index).sort((a, b) => sizeOf(packs, b) - sizeOf(packs, a));
  const search = new Search(packs, order, constraints, totalOf(need));
  return search.best();
}

const sizeOf = (packs: readonly Pack[], index: number): number => packs[index]?.packSize ?? 0;
const totalOf = (need: Need): number => [...need.values()].reduce((sum, vouchers) => sum + vouchers, 0);

function constraintsOf(need: Need, packs: readonly Pack[]): readonly Constraint[] {
  const families = [...need].filter(([, vouchers]) => vouchers > 0);
  const strictest = new Map<number, number>();
  for (let subset = 1; subset < 2 ** families.length; subset += 1) {
    const chosen = families.filter((_, index) => (subset >> index) % 2 === 1);
    const vouchers = chosen.reduce((sum, [, each]) => sum + each, 0);
    const paying = packs.reduce(
      (bits, pack, index) =>
        chosen.some(([family]) => pack.families.includes(family)) ? bits | (1 << index) : bits,
      0,
    );
    if (paying === 0) throw new RangeError(`no pack pays for ${chosen.map(([family]) => family).join(', ')}`);
    strictest.set(paying, Math.max(strictest.get(paying) ?? 0, vouchers));
  }
  return [...strictest].map(([paying, vouchers]) => ({ packs: paying, vouchers }));
}

interface Found {
  readonly counts: readonly number[];
  readonly cost: bigint;
  readonly capacity: number;
  readonly number: number;
}

const isBetter = (a: Found, b: Found): boolean => {
  if (a.cost !== b.cost) return a.cost < b.cost;
  return a.capacity === b.capacity ? a.number < b.number : a.capacity < b.capacity;
};

class Search {
  private readonly counts: number[];
  private found: Found | undefined;

  constructor(
    private readonly packs: readonly Pack[],
    private readonly order: readonly number[],
    private readonly constraints: readonly Constraint[],
    private readonly total: number,
  ) {
    this.counts = packs.map(() => 0);
  }

  best(): ProposedPacks {
    this.count(0, { cost: 0n, capacity: 0, number: 0 });
    const { counts, capacity, cost } = this.found ?? { counts: [], capacity: 0, cost: 0n };
    const chosen = this.packs
      .map((pack, index) => ({ pack, count: counts[index] ?? 0 }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => (a.pack.productKey < b.pack.productKey ? -1 : 1));
    const priced = this.packs.length > 0 && this.packs.every(({ price }) => price !== undefined);
    return { packs: chosen, capacity, waste: capacity - this.total, cost: priced ? cost : undefined };
  }

  private count(depth: number, sums: Omit<Found, 'counts'>): void {
    const index = this.order[depth];
    const pack = index === undefined ? undefined : this.packs[index];
    if (index === undefined || pack === undefined) {
      this.keep(sums);
      return;
    }
    const last = depth === this.order.length - 1;
    const most = this.stillNeeded(index, pack);
    for (let count = last ? most : 0; count <= most; count += 1) {
      this.counts[index] = count;
      const price = pack.price ?? 0n;
      const next = {
        cost: sums.cost + price * BigInt(count),
        capacity: sums.capacity + pack.packSize * count,
        number: sums.number + count,
      };
      // More of them only adds to what is worse already.
      if (this.found !== undefined && !isBetter({ ...next, counts: [] }, this.found)) break;
      this.count(depth + 1, next);
    }
    this.counts[index] = 0;
  }

  /** So many of the pack that none of its constraints needs another, given the counts so far. */
  private stillNeeded(index: number, { packSize }: Pack): number {
    let most = 0;
    for (const { packs, vouchers } of this.constraints) {
      if ((packs >> index) % 2 === 0) continue;
      most = Math.max(most, Math.ceil((vouchers - this.held(packs)) / packSize));
    }
    return most;
  }

  private held(paying: number): number {
    return this.counts.reduce(
      (sum, count, index) => ((paying >> index) % 2 === 1 ? sum + count * sizeOf(this.packs, index) : sum),
      0,
    );
  }

  private keep(sums: Omit<Found, 'counts'>): void {
    if (this.constraints.some(({ packs, vouchers }) => this.held(packs) < vouchers)) return;
    const candidate = { ...sums, counts: [...this.counts] };
    if (this.found === undefined || isBetter(candidate, this.found)) this.found = candidate;
  }
}
