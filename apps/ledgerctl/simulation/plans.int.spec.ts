import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { controllersFor } from '#apps/api/controllers/controllers.js';
import { routesOf } from '#apps/api/routes/route-registry.js';
import { allEvents } from '#composition/all-events.js';
import { migrations } from '#composition/migrations.js';
import { type Database, openDatabase } from '#database/database.js';
import { migrate } from '#database/migrations.js';
import { openEventStore } from '#event-store/open.js';
import { ProjectionHost } from '#projecting/host.js';
import { ModelReads } from '#projecting/model-reads.js';
import { listCodes } from '#read-models/code-inventory/query.js';
import { listHistory } from '#read-models/history/query.js';
import { projectors } from '#read-models/projectors.js';
import { explaining, nodesOf, type PlanNode } from '#read-models/testing/explaining.js';
import { listQueries, sampleOf } from '#read-models/testing/list-queries.js';
import { emptied } from '#test/support/databases.js';
import { describeOnPostgres } from '#test/support/on-postgres.js';
import { postgresServer } from '#test/support/postgres.js';
import { playHistory } from './play-history.js';

/** A condition that row-level security adds to every scan: no index is asked to serve it. */
const ofPolicy = /^\(\(?\$\d+ = '\*'::text\)? OR \(institution_id = ANY \(\$\d+\)\)\)$/;

/** Lists that no model answers: they fold the log. */
const folded = new Set(['whatIfProration', 'whatIfCalendar']);

/** So many rows may be walked past for each that is asked for: where every tenth is, an index of its own gains nothing. */
const passed = 20;

/** What would grow with the history: a scan of a whole table, or a walk along an index past what is not asked for. */
const growing = (plan: PlanNode, large: ReadonlyMap<string, number>): readonly string[] =>
  nodesOf(plan).flatMap((node) => {
    const { 'Node Type': type, 'Relation Name': table = '', 'Index Name': index = '', Filter: filter } = node;
    const rows = large.get(table);
    if (rows === undefined) return [];
    if (type === 'Seq Scan') return [`scans ${table}`];
    const isWalk = type.startsWith('Index') && node['Index Cond'] === undefined;
    if (!isWalk || filter === undefined || ofPolicy.test(filter)) return [];
    return rows > passed * (node['Plan Rows'] ?? 0) ? [`walks ${index} past ${filter}`] : [];
  });

/** Of those that have codes, the one that the least has happened to. */
async function quietest(reads: ModelReads, now: string): Promise<string> {
  const all = { institutions: '*', limit: 500, now } as const;
  const withCodes = new Set<string>();
  const entries = new Map<string, number>();
  let cursor: string | undefined;
  do {
    const page = await listCodes(reads, { ...all, cursor });
    for (const { institutionId } of page.items) withCodes.add(institutionId);
    cursor = page.next;
  } while (cursor !== undefined);
  do {
    const page = await listHistory(reads, { ...all, cursor });
    for (const { institutionId } of page.items)
      if (withCodes.has(institutionId)) entries.set(institutionId, (entries.get(institutionId) ?? 0) + 1);
    cursor = page.next;
  } while (cursor !== undefined);
  return [...entries].sort(([, a], [, b]) => a - b)[0]?.[0] ?? '';
}

describeOnPostgres('the lists of a large ledger', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'plans-'));
  const plans: PlanNode[] = [];
  let database: Database;
  let reads: ModelReads;
  let queries: ReturnType<typeof listQueries>;
  /** One that little has happened to: an index pays. */
  let institutionId = '';
  /** Tables by their rows. */
  const large = new Map<string, number>();
  let now: string;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const server = postgresServer();
    database = await openDatabase({ url: server.url, directory: '' });
    await database.script(emptied);
    await migrate(database, migrations);
    const store = await openEventStore({ directory: join(scratch, 'log') });
    const { simulation } = await playHistory({
      ...{ dataDir: scratch, store, oneByOne: false, policyVersion: 'test', priceListId: 'EXAMPLE' },
      ...{ seed: 'plans', events: 2500, years: 4, until: '2026-06-30T00:00:00.000Z' },
    });
    const host = new ProjectionHost({ database, store, registry: allEvents, projectors, owner: 'spec' });
    await host.start();
    const open = await ModelReads.open(database, 120_000);
    const after = await store.head();
    for (const model of projectors)
      await open.ask(model, { institutions: '*', after }, () => Promise.resolve());
    await database.script('ANALYZE');
    now = simulation.parts.clock.now();
    const sample = await sampleOf(open, now);
    await database.script('ANALYZE');
    const rows = await database.query<{ readonly name: string; readonly rows: number }>(
      'SELECT relname AS name, reltuples::int8 AS rows FROM pg_class WHERE relkind = $1 AND reltuples >= 60',
      ['r'],
    );
    for (const { name, rows: count } of rows) large.set(name, count);
    institutionId = await quietest(open, now);
    queries = listQueries(sample);
    reads = await ModelReads.open(explaining(database, (plan) => plans.push(plan)));
    close = async () => {
      await host.stop();
      await reads.close();
      await open.close();
      await simulation.parts.close();
      await store.close();
      await database.close();
      rmSync(scratch, { recursive: true });
    };
  }, 240_000);
  afterAll(() => close());

  it('are all asked for: whoever adds a list adds it here', () => {
    const routes = controllersFor('development').flatMap(routesOf);
    const lists = routes.flatMap((route) =>
      route.kind === 'query' && route.list === true && !folded.has(route.operationId)
        ? [route.operationId]
        : [],
    );
    expect([...new Set(queries.map(({ list }) => list))].sort()).toStrictEqual(lists.sort());
  });

  it.each([
    ['of one institution', 'one'],
    ['of all institutions', 'all'],
  ] as const)('are found by an index, those %s', async (_, whose) => {
    expect(large.size).toBeGreaterThan(8);
    const grown: string[] = [];
    for (const { name, ask } of queries.filter(({ sums }) => sums !== true)) {
      plans.length = 0;
      const institutions = whose === 'all' ? '*' : [institutionId];
      const page = await ask(reads, { institutions, limit: 5, now });
      if (page.next !== undefined) await ask(reads, { institutions, limit: 5, now, cursor: page.next });
      grown.push(...plans.flatMap((plan) => growing(plan, large)).map((what) => `${name} ${what}`));
    }
    expect([...new Set(grown)]).toStrictEqual([]);
  });
});
