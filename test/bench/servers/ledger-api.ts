import 'reflect-metadata';
import { callersOf } from '#access/callers.js';
import { hashOfToken } from '#access/bearer-token.js';
import { grantableRoles } from '#access/token-file.js';
import { createApi } from '#apps/api/create-api.js';
import { Stopping } from '#apps/api/edge/stopping.js';
import { allEvents } from '#composition/all-events.js';
import { Configuration } from '#config/configuration.js';
import { openDatabase } from '#database/database.js';
import { openEventStore } from '#event-store/open.js';
import { createLogger } from '#observability/logger.js';
import { createMetrics } from '#observability/metrics.js';
import { ProjectionHost } from '#projecting/host.js';
import { ModelReads } from '#projecting/model-reads.js';
import { codeModel } from '#read-models/code-inventory/query.js';
import { beChildServer } from '../harness/child-server.js';
import { openCodeWorld } from '../world/code-world.js';
import { BENCH_TOKEN } from './bench-token.js';

/**
 * The product's own HTTP edge, with its default configuration and log level, over its own log.
 * Arguments: directory, codes to begin with, PostgreSQL, EventStoreDB. With PostgreSQL, the code inventory is built
 * from the log before it listens.
 */
const [directory = '', codes = '0', databaseUrl = '', eventstoreUrl = ''] = process.argv.slice(2);
const store = await openEventStore({ url: eventstoreUrl === '' ? undefined : eventstoreUrl, directory });
const world = await openCodeWorld(store, directory);
await world.issue(Number(codes));
// Limited as any other, only never reached: the load is one caller.
const config = Object.assign(new Configuration(), { rateLimitPerMinute: 100_000_000 });

async function projected(): Promise<ModelReads> {
  const database = await openDatabase({ url: databaseUrl, directory: '' });
  const host = new ProjectionHost({
    database,
    store,
    registry: allEvents,
    projectors: [codeModel],
    owner: 'bench',
  });
  await host.start();
  const reads = await ModelReads.open(database, 120_000);
  await reads.ask(codeModel, { institutions: '*', after: (await store.head()) ?? '' }, () =>
    Promise.resolve(),
  );
  await host.stop();
  return reads;
}

const noReads = { ask: () => Promise.reject(new Error('no read model here')) } as never;
const app = await createApi({
  config,
  store,
  runner: world.runner,
  bindings: world.bindings,
  clock: world.services.clock,
  readModels: { reads: databaseUrl === '' ? noReads : await projected(), ready: () => Promise.resolve() },
  operations: { processes: () => Promise.resolve([]), projections: {} as never },
  callers: callersOf([
    {
      sha256: hashOfToken(BENCH_TOKEN),
      kind: 'service',
      id: 'bench',
      roles: grantableRoles,
      institutions: ['*'],
    },
  ]),
  logger: createLogger({ level: config.logLevel, name: 'api' }),
  registry: createMetrics({ ofProcess: false }),
  stopping: new Stopping(),
});
await app.listen(0, '127.0.0.1');
const port = Number(new URL(await app.getUrl()).port);
beChildServer({ port, institutionId: world.institutionId }, (count) => world.issue(count));
