import { Client } from 'pg';
import { allEvents } from '#composition/all-events.js';
import { openDatabase } from '#database/database.js';
import { openEventStore } from '#event-store/open.js';
import { ProjectionHost } from '#projecting/host.js';
import { ModelReads } from '#projecting/model-reads.js';
import { arrayLiteral } from '#projecting/array-literal.js';
import { createTables } from '#projecting/generation.js';
import { defaultRunnerOptions } from '#projecting/shard-runner.js';
import { allColumns, type AnyRow, indexStatements, snake } from '#projecting/table-sql.js';
import { codeModel } from '#read-models/code-inventory/query.js';
import { codes } from '#read-models/code-inventory/tables.js';
import { type Bench, type Benchmark, compare, rowAgainst } from '../harness/bench.js';
import { type Contender } from '../harness/contender.js';
import { openCodeWorld } from '../world/code-world.js';

/** What the engine takes at a time at most. */
const BATCH = defaultRunnerOptions.batch.count;

/** The engine with all that it guarantees; the events are appended before the clock runs. */
async function engine(bench: Bench, count: number): Promise<Contender> {
  const store = await openEventStore({ directory: bench.workspace.folder('ours') });
  const world = await openCodeWorld(store, bench.workspace.folder('keys'));
  const database = await openDatabase({ url: bench.postgres().newDatabase(), directory: '' });
  const host = (): ProjectionHost =>
    new ProjectionHost({ database, store, registry: allEvents, projectors: [codeModel], owner: 'bench' });
  const first = host();
  await first.start();
  const reads = await ModelReads.open(database, 600_000);
  const caughtUp = async (): Promise<void> => {
    const after = (await store.head()) ?? '';
    await reads.ask(codeModel, { institutions: '*', after }, () => Promise.resolve());
  };
  await caughtUp();
  await first.stop();
  return {
    name: 'ours',
    async slice() {
      await world.issue(count);
      const running = host();
      const start = performance.now();
      await running.start();
      await caughtUp();
      const rate = (count * 1000) / (performance.now() - start);
      await running.stop();
      return rate;
    },
    async close() {
      await reads.close();
      await database.close();
      await world.close();
      await store.close();
    },
  };
}

const columns = Object.entries(allColumns(codes)).map(([name, { sql }]) => ({
  name,
  column: snake(name),
  sql,
}));
const bareUpsert = `INSERT INTO codes (${columns.map(({ column }) => column).join(', ')})
  SELECT ${columns.map(({ column, sql }) => (sql === 'jsonb' ? `${column}::jsonb` : column)).join(', ')}
  FROM unnest(${columns.map(({ sql }, n) => `$${n + 1}::${sql === 'jsonb' ? 'text' : sql}[]`).join(', ')})
    AS u(${columns.map(({ column }) => column).join(', ')})
  ON CONFLICT (code_id) DO UPDATE SET ${columns.map(({ column }) => `${column} = excluded.${column}`).join(', ')}`;

/** The same rows into the same table with its indexes, in batches of the same size, one transaction each. */
async function bareUpserts(bench: Bench, count: number): Promise<Contender> {
  const url = bench.postgres().newDatabase();
  const database = await openDatabase({ url, directory: '' });
  await database.transaction(async (sql) => {
    await createTables(sql, codeModel, 'bare');
    for (const index of indexStatements(codes, 'bare')) await sql.query(index);
  });
  await database.close();
  const client = new Client({ connectionString: url, options: '-c search_path=bare -c timezone=UTC' });
  await client.connect();
  let made = 0;
  return {
    name: 'bare upserts',
    async slice() {
      const batches = Array.from({ length: Math.ceil(count / BATCH) }, () => {
        const rows = Array.from({ length: BATCH }, (): AnyRow => rowOf((made += 1)));
        return columns.map(({ name, sql }) =>
          arrayLiteral(
            rows.map((row) => row[name]),
            sql,
          ),
        );
      });
      const start = performance.now();
      for (const parameters of batches) {
        await client.query('BEGIN');
        await client.query(bareUpsert, parameters);
        await client.query('COMMIT');
      }
      return (batches.length * BATCH * 1000) / (performance.now() - start);
    },
    close: () => client.end(),
  };
}

/** What the projector makes of `CodeIssued`. */
const rowOf = (number: number) => ({
  institutionId: 'ins_00000000000000000000000001',
  codeId: `cod_${String((number * 2654435761) % 2 ** 32).padStart(26, '0')}`,
  entitlementId: 'ent_00000000000000000000000001',
  slot: (number % 100_000) + 1,
  batchNo: 1,
  last4: 'ABCD',
  provider: 'PEARSON_VUE',
  families: ['MCSA'],
  salesRegion: 'EMEA',
  activeFrom: '2019-05-31T22:00:00.000Z',
  expiresAt: '2020-05-31T22:00:00.000Z',
  zone: 'Europe/Berlin',
  ...{ state: 'ISSUED', reason: null, since: '2019-11-25T10:00:00.000Z', personRef: null, role: null },
  ...{ disclosedAt: null, channel: null, bookingKey: null, examCode: null, examAt: null, examZone: null },
  ...{ registrationKey: null, usedAt: null, late: false, stranded: null, streamRevision: 0 },
});

export const projectLive: Benchmark = {
  names: ['project.live'],
  async run(bench) {
    bench.note('project.live');
    const count = bench.scale(20_000, 2000);
    const measured = await compare(bench, [await engine(bench, count), await bareUpserts(bench, count)]);
    const work = `${count} issued codes into the code inventory on PostgreSQL: read from the log, handled, rows and checkpoint in one transaction under a lease, from the start of the engine to the last event; bare upserts: the same rows, ready in memory, ${BATCH} to a transaction, one connection`;
    return [
      rowAgainst('bare upserts', measured, { name: 'project.live', unit: 'events/s', target: 0.8, work }),
    ];
  },
};
