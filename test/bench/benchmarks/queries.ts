import { join } from 'node:path';
import { playHistory } from '#apps/ledgerctl/simulation/play-history.js';
import { allEvents } from '#composition/all-events.js';
import { migrations } from '#composition/migrations.js';
import { type Database, openDatabase } from '#database/database.js';
import { migrate } from '#database/migrations.js';
import { openEventStore } from '#event-store/open.js';
import { ProjectionHost } from '#projecting/host.js';
import { ModelReads } from '#projecting/model-reads.js';
import { projectors } from '#read-models/projectors.js';
import { type ListQuery, listQueries, sampleOf } from '#read-models/testing/list-queries.js';
import { type Bench, type Benchmark } from '../harness/bench.js';
import { type Figures, figuresOf } from '../harness/statistics.js';

/** What a list may take at its 99th percentile, in milliseconds. */
const LIMIT_MS = 50;
const PAGE = 50;
/** Pages from the first, as far as there are so many: a cursor must not cost what it has passed. */
const DEEP = 20;
/** When an invented history ends, unless it was told otherwise. */
const UNTIL = '2026-06-30T00:00:00.000Z';

/**
 * Every list with the filters that people use, on the read models of an invented history. `BENCH_MODELS_URL` names a
 * PostgreSQL that holds them already, such as those of a million events.
 */
export const queries: Benchmark = {
  names: ['queries'],
  async run(bench) {
    const events = bench.scale(20_000, 1000);
    const url = process.env['BENCH_MODELS_URL'];
    if (url === undefined && bench.quick) throw new Error('a history takes too long to invent for --quick');
    bench.note('queries');
    const database = await openDatabase({ url: url ?? bench.postgres().newDatabase(), directory: '' });
    try {
      if (url === undefined) await buildModels(bench, database, events);
      await database.script('ANALYZE');
      const slowest = await askAll(bench, database);
      const stated =
        url === undefined ? `an invented history of ${events} events` : 'the models of BENCH_MODELS_URL';
      return [
        {
          ...{ name: 'queries', unit: 'ms', target: 1, atMost: true, ours: slowest[0]?.figures, missing: [] },
          ...{ reference: figuresOf([LIMIT_MS]), referenceName: 'limit' },
          work: `the 99th percentile of the slowest of ${slowest.length} lists on PostgreSQL (each with its filters and sorts, of one institution and of all, first page and page ${DEEP}, ${PAGE} rows), on ${stated}; one after another, under row-level security`,
          also: slowest.slice(0, 10),
        },
      ];
    } finally {
      await database.close();
    }
  },
};

/** Invents the history and builds every read model of it. */
async function buildModels(bench: Bench, database: Database, events: number): Promise<void> {
  bench.note(`queries: inventing ${events} events, building their read models`);
  const dataDir = bench.workspace.folder('history');
  const store = await openEventStore({ directory: join(dataDir, 'log') });
  await migrate(database, migrations);
  const { simulation } = await playHistory({
    ...{ dataDir, store, oneByOne: false, policyVersion: 'bench', priceListId: 'EXAMPLE' },
    ...{ seed: 'bench', events, years: 5, until: UNTIL },
  });
  const host = new ProjectionHost({ database, store, registry: allEvents, projectors, owner: 'bench' });
  await host.start();
  const reads = await ModelReads.open(database, 1_800_000);
  const after = await store.head();
  for (const model of projectors)
    await reads.ask(model, { institutions: '*', after }, () => Promise.resolve());
  await reads.close();
  await host.stop();
  await simulation.parts.close();
  await store.close();
}

/** @returns the 99th percentile of each list over the rounds, the slowest first */
async function askAll(
  bench: Bench,
  database: Database,
): Promise<readonly { readonly name: string; readonly figures: Figures }[]> {
  const reads = await ModelReads.open(database);
  try {
    const sample = await sampleOf(reads, UNTIL);
    const times = bench.scale(100, 20);
    const percentiles = new Map<string, number[]>();
    for (let round = 0; round < bench.pace.rounds; round += 1)
      for (const query of listQueries(sample))
        for (const [whose, institutions] of [
          ['all', '*'],
          ['one institution', [sample.institutionId]],
        ] as const) {
          const asked = { institutions, limit: PAGE, now: UNTIL };
          const cursor = await deepCursor(reads, query, asked);
          for (const page of cursor === undefined ? [{}] : [{}, { cursor }]) {
            const name = `${query.name} of ${whose}${'cursor' in page ? ', deep' : ''}`;
            const taken = await timesOf(times, () => query.ask(reads, { ...asked, ...page }));
            percentiles.set(name, [...(percentiles.get(name) ?? []), p99(taken)]);
          }
        }
    return [...percentiles]
      .map(([name, values]) => ({ name, figures: figuresOf(values) }))
      .sort((a, b) => b.figures.median - a.figures.median);
  } finally {
    await reads.close();
  }
}

/** Of the page {@link DEEP}, or of the last there is; undefined where one page holds all. It warms up, too. */
async function deepCursor(
  reads: ModelReads,
  query: ListQuery,
  asked: Parameters<ListQuery['ask']>[1],
): Promise<string | undefined> {
  let cursor: string | undefined;
  for (let page = 1; page < DEEP; page += 1) {
    const { next } = await query.ask(reads, { ...asked, cursor });
    if (next === undefined) break;
    cursor = next;
  }
  return cursor;
}

/** Milliseconds of each call. */
async function timesOf(times: number, call: () => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const start = performance.now();
    await call();
    taken.push(performance.now() - start);
  }
  return taken;
}

const p99 = (taken: readonly number[]): number =>
  [...taken].sort((a, b) => a - b)[Math.ceil(taken.length * 0.99) - 1] ?? NaN;
