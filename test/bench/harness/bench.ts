import { type Contender, type Pace, takeTurns } from './contender.js';
import { type DurablePostgres } from './durable-postgres.js';
import { type Row } from './row.js';
import { type Figures } from './statistics.js';
import { type Workspace } from './workspace.js';

/** What a benchmark is given to work with. */
export interface Bench {
  readonly quick: boolean;
  readonly pace: Pace;
  readonly workspace: Workspace;
  /** Only this peer; undefined for all. */
  readonly against: string | undefined;
  /** Started at the first call. @throws Error where there is none */
  postgres(): DurablePostgres;
  /** An amount of work: in full, and for `--quick`. */
  scale(full: number, quick: number): number;
  note(progress: string): void;
}

/** One file of `benchmarks/`. */
export interface Benchmark {
  readonly names: readonly string[];
  /** Seconds that it takes within `--quick`; absent: 4 at most. */
  readonly quickSeconds?: number;
  run(bench: Bench, wanted: (name: string) => boolean): Promise<readonly Row[]>;
}

export interface Measured {
  readonly figures: ReadonlyMap<string, Figures>;
  readonly missing: readonly string[];
}

/** Interleaves the contenders and closes them, whatever happens. */
export async function compare(
  bench: Bench,
  contenders: readonly Contender[],
  pace: Partial<Pace> = {},
): Promise<Measured> {
  try {
    const results = await takeTurns(contenders, { ...bench.pace, ...pace });
    const figures = new Map<string, Figures>();
    const missing: string[] = [];
    for (const [{ name }, result] of results) {
      if (result instanceof Error) missing.push(`${name}: ${result.message}`);
      else figures.set(name, result);
    }
    return { figures, missing };
  } finally {
    for (const contender of contenders) await contender.close();
  }
}

type Ask = Pick<Row, 'name' | 'unit' | 'target' | 'work'> & { readonly missing?: readonly string[] };

/** A row against one named reference. */
export function rowAgainst(reference: string, { figures, missing }: Measured, ask: Ask): Row {
  return {
    ...ask,
    ours: figures.get('ours'),
    reference: figures.get(reference),
    referenceName: reference,
    missing: [...missing, ...(ask.missing ?? [])],
    also: [],
  };
}

/** A row against the fastest of several references; the others stand beside it. */
export function rowAgainstBest(references: readonly string[], measured: Measured, ask: Ask): Row {
  const ranked = references
    .flatMap((name) => {
      const figures = measured.figures.get(name);
      return figures === undefined ? [] : [{ name, figures }];
    })
    .sort((a, b) => b.figures.median - a.figures.median);
  const [best, ...others] = ranked;
  return { ...rowAgainst(best?.name ?? 'best peer', measured, ask), also: others };
}
