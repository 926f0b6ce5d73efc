import { parseArgs } from 'node:util';
import { tmpdir } from 'node:os';

export interface BenchOptions {
  readonly quick: boolean;
  readonly json: boolean;
  /** Prefixes of the names to run; empty for all. */
  readonly only: readonly string[];
  readonly against: string | undefined;
  readonly rounds: number;
  /** Where the files of the run go; its disk is what is measured. */
  readonly directory: string;
  readonly html: string;
}

export const usage = `npm run bench -- [options]
  --quick            small amounts, within 50 seconds
  --only <name>      a row or a group such as append or history.1e5; may be given more than once
  --against <peer>   compare with this peer alone
  --rounds <n>       at least 3
  --json             the figures as JSON on standard output
  --html <file>      the report for the eye (default reports/bench.html)
  --directory <dir>  where the files of the run go; its disk is what is measured`;

/** @throws Error for an option that is not known */
export function benchOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      against: { type: 'string' },
      rounds: { type: 'string' },
      directory: { type: 'string', default: tmpdir() },
      html: { type: 'string', default: 'reports/bench.html' },
    },
  });
  const { quick, json, only, against, directory, html } = values;
  return {
    quick,
    json,
    only,
    against,
    directory,
    html,
    rounds: Math.max(3, Number(values.rounds ?? (quick ? 3 : 5))),
  };
}
