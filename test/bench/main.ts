import 'reflect-metadata';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { benchmarks } from './benchmarks/index.js';
import { closeSharedPeers, peerNames } from './contenders/peers.js';
import { type Bench } from './harness/bench.js';
import { DurablePostgres, postgresSettings } from './harness/durable-postgres.js';
import { machine } from './harness/machine.js';
import { type Row } from './harness/row.js';
import { Workspace } from './harness/workspace.js';
import { benchOptions, type BenchOptions, usage } from './options.js';
import { html } from './report/html.js';
import { entryOf } from './report/json.js';
import { table } from './report/table.js';

/** Of this run, once a benchmark has asked for it. */
let cluster: DurablePostgres | undefined;

/** --quick begins nothing that would not end within this; the build takes 5 s before it. */
const QUICK_SECONDS = 44;
const QUICK_EACH = 4;

async function runAll(options: BenchOptions, workspace: Workspace): Promise<Row[]> {
  const bench: Bench = {
    quick: options.quick,
    pace: {
      rounds: options.rounds,
      ...(options.quick ? { seconds: 0.15, warmUpSeconds: 0.15 } : { seconds: 2, warmUpSeconds: 1 }),
    },
    workspace,
    against: options.against,
    postgres: () => (cluster ??= new DurablePostgres(workspace.folder('postgres'))),
    scale: (full, quick) => (options.quick ? quick : full),
    note: (progress) => void process.stderr.write(`${progress}\n`),
  };
  const wanted = (name: string): boolean =>
    options.only.length === 0 || options.only.some((only) => name === only || name.startsWith(`${only}.`));
  const rows: Row[] = [];
  const end = options.quick ? Date.now() + QUICK_SECONDS * 1000 : Infinity;
  try {
    for (const benchmark of benchmarks) {
      const names = benchmark.names.filter(wanted);
      if (names.length > 0 && Date.now() + (benchmark.quickSeconds ?? QUICK_EACH) * 1000 > end) {
        rows.push(...missingRows(names, new Error('no time left for it within --quick')));
        continue;
      }
      if (names.length > 0)
        rows.push(
          ...(await benchmark.run(bench, wanted).catch((error: unknown) => missingRows(names, error))),
        );
    }
  } finally {
    await closeSharedPeers();
    cluster?.stop();
  }
  return rows;
}

/** A benchmark that could not be had is told, not left out. */
const missingRows = (names: readonly string[], error: unknown): Row[] =>
  names.map((name) => ({
    ...{
      name,
      unit: '',
      target: NaN,
      ours: undefined,
      reference: undefined,
      referenceName: '',
      also: [],
      work: 'not run',
    },
    missing: [error instanceof Error ? error.message : String(error)],
  }));

async function main(): Promise<void> {
  const options = benchOptions(process.argv.slice(2));
  if (options.against !== undefined && !peerNames.includes(options.against)) {
    throw new Error(`--against takes one of ${peerNames.join(', ')}`);
  }
  const workspace = new Workspace(options.directory);
  const interrupted = (): void => {
    cluster?.stop();
    workspace.remove();
    process.exit(130);
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  const started = Date.now();
  try {
    const where = machine(workspace.root);
    const rows = await runAll(options, workspace);
    const run = [
      ...where,
      `${options.rounds} rounds, contenders interleaved, warm-up left out; durable: ours fdatasync before each answer, SQLite of the peers synchronous=FULL, PostgreSQL ${postgresSettings}`,
      `took ${Math.round((Date.now() - started) / 1000)} s${options.quick ? ' (--quick: small amounts, rough figures)' : ''}`,
    ];
    mkdirSync(dirname(options.html), { recursive: true });
    writeFileSync(options.html, html(rows, run));
    process.stdout.write(options.json ? `${JSON.stringify(rows.map(entryOf), null, 2)}\n` : table(rows, run));
  } finally {
    workspace.remove();
  }
}

main().then(
  // Servers of a benchmark that failed may be there still; they go with this process.
  () => process.exit(),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
    process.exit(1);
  },
);
