import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent, NO_STREAM, START } from '@eventstore/db-client';
import { openEventStore } from '#event-store/open.js';
import { type Benchmark, type Bench, compare, rowAgainst, type Measured } from '../harness/bench.js';
import { closedLoop, forEachOf } from '../harness/closed-loop.js';
import { type Contender } from '../harness/contender.js';
import { type Row } from '../harness/row.js';
import { newStream, type SampleEvent, sampleEvent, sampleEvents } from '../harness/sample-events.js';
import { benchStoreOver } from '../contenders/ours.js';
import { redeemer, startServer } from '../contenders/http.js';
import { type CodeWorld, openCodeWorld } from '../world/code-world.js';
import { type BenchStore } from '../peer.js';
import { lastOf, registrar } from './decide.js';

const url = process.env['EVENTSTORE_TEST_URL'];
const BATCH = 500;
const run = randomUUID().slice(0, 8);
const stream = (): string => `${newStream()}-${run}`;

/** The client as its documentation uses it. */
function bareClient(at: string): BenchStore & { readonly client: EventStoreDBClient } {
  const client = EventStoreDBClient.connectionString(at);
  return {
    client,
    append: (name, from, events) =>
      client.appendToStream(
        name,
        events.map(({ type, data, metadata }) =>
          jsonEvent({ id: randomUUID(), type, data: { ...data }, metadata: { ...metadata } }),
        ),
        { expectedRevision: from < 0 ? NO_STREAM : BigInt(from) },
      ),
    load: () => Promise.reject(new Error('not compared')),
    async readAll(onEvent) {
      for await (const { event } of client.readAll({ direction: 'forwards', fromPosition: START }))
        onEvent(event);
    },
    close: () => client.dispose(),
  };
}

type Work = (store: BenchStore) => Contender['slice'];

const appends =
  (writers: number, make: () => SampleEvent = sampleEvent): Work =>
  (store) =>
  (seconds) =>
    closedLoop(writers, seconds, () => store.append(stream(), -1, [make()]));

const batches: Work = (store) => (seconds) =>
  closedLoop(1, seconds, () => store.append(stream(), -1, sampleEvents(BATCH))).then((rate) => rate * BATCH);

const readAll: Work = (store) => async () => {
  const start = performance.now();
  let seen = 0;
  await store.readAll(() => (seen += 1));
  return (seen * 1000) / (performance.now() - start);
};

const rows: readonly { name: string; target: number; work: string; of: Work }[] = [
  ...[1, 16, 256].map((writers) => ({
    name: `esdb.append.c${writers}`,
    target: 0.9,
    work: `${writers} writers, one 325-byte event to a new stream each`,
    of: appends(writers),
  })),
  {
    name: 'esdb.append.batch500',
    target: 0.9,
    work: 'batches of 500 events, each to a new stream',
    of: batches,
  },
  { name: 'esdb.read.all', target: 0.9, work: 'everything the server holds, read and decoded', of: readAll },
];

async function bothWays(bench: Bench, at: string, of: Work): Promise<Measured> {
  const ours = benchStoreOver(await openEventStore({ url: at, directory: '' }));
  const bare = bareClient(at);
  return compare(bench, [
    { name: 'ours', slice: of(ours), close: () => ours.close() },
    { name: 'bare client', slice: of(bare), close: () => bare.close() },
  ]);
}

/** Appends events of the very bytes through the bare client. */
async function bareAppend(at: string, world: CodeWorld): Promise<Contender> {
  const { event } = await lastOf(world.store, (await world.register()).stream);
  const { type, data, metadata } = event;
  const bare = bareClient(at);
  const slice = appends(64, () => ({ type, data, metadata }))(bare);
  return { name: 'bare append', slice, close: () => bare.close() };
}

const against = 'bare append: events of the bytes of a registration through the bare client, 64 in flight';

/** The way of a command on EventStoreDB. */
async function decided(bench: Bench, at: string): Promise<Row> {
  bench.note('esdb.decide');
  const store = await openEventStore({ url: at, directory: '' });
  const world = await openCodeWorld(store, bench.workspace.folder('keys'));
  const measured = await compare(bench, [registrar(world), await bareAppend(at, world)]);
  await world.close();
  await store.close();
  const work = `64 commands in flight through DecisionRunner, each makes a new stream; ${against}`;
  return rowAgainst('bare append', measured, { name: 'esdb.decide', unit: 'commands/s', target: 0.8, work });
}

/** The whole HTTP path on EventStoreDB. */
async function redeemed(bench: Bench, at: string): Promise<Row> {
  bench.note('esdb.http.redeem');
  const store = await openEventStore({ url: at, directory: '' });
  const world = await openCodeWorld(store, bench.workspace.folder('keys'));
  const work = `64 connections, POST /v1/redemptions on EventStoreDB; ${against}`;
  const ask = { name: 'esdb.http.redeem', unit: 'requests/s', target: 0.6, work };
  try {
    const server = await startServer(bench, 'ledger-api', [bench.workspace.folder('api'), '0', '', at]);
    const measured = await compare(bench, [redeemer('ours', server, 1500), await bareAppend(at, world)]);
    return rowAgainst('bare append', measured, ask);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return rowAgainst('bare append', { figures: new Map(), missing: [why] }, ask);
  } finally {
    await world.close();
    await store.close();
  }
}

/** The same through the EventStoreDB adapter; it runs with EVENTSTORE_TEST_URL set. */
export const esdb: Benchmark = {
  quickSeconds: process.env['EVENTSTORE_TEST_URL'] === undefined ? 0 : 15,
  names: [...rows.map(({ name }) => name), 'esdb.decide', 'esdb.http.redeem'],
  async run(bench, wanted) {
    if (url === undefined) throw new Error('EVENTSTORE_TEST_URL is not set');
    const found: Row[] = [];
    for (const { name, target, work, of } of rows) {
      if (!wanted(name)) continue;
      bench.note(name);
      if (name === 'esdb.read.all') await fill(bench, url);
      const measured = await bothWays(bench, url, of);
      found.push(
        rowAgainst('bare client', measured, {
          name,
          unit: 'events/s',
          target,
          work: `${work}; bare client: @eventstore/db-client on the same server`,
        }),
      );
    }
    if (wanted('esdb.decide')) found.push(await decided(bench, url));
    if (wanted('esdb.http.redeem')) found.push(await redeemed(bench, url));
    return found;
  },
};

async function fill(bench: Bench, at: string): Promise<void> {
  const store = bareClient(at);
  await forEachOf(bench.scale(100_000, 5000) / BATCH, 4, () =>
    store.append(stream(), -1, sampleEvents(BATCH)),
  );
  await store.close();
}
