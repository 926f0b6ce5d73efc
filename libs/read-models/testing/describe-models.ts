import { afterAll, beforeAll, describe } from '@jest/globals';
import { openDatabase, type Database } from '#database/database.js';
import { prepareTemplate } from '#database/pglite/template.js';
import { openEmbeddedEventStore } from '#event-store/embedded/embedded-event-store.js';
import { scratchDirectory } from '#event-store/embedded/scratch.js';
import { type EventStore } from '#event-store/port.js';
import { ProjectionHost } from '#projecting/host.js';
import { ModelReads } from '#projecting/model-reads.js';
import { type Projector } from '#projecting/projector.js';
import { noPostgresBecause, postgresServer } from '#test/support/postgres.js';
import { registry } from './ledger-events.js';

export interface Models {
  readonly store: EventStore;
  readonly reads: ModelReads;
  readonly database: Database;
}

/** Of everything that another test has left. */
async function emptied(database: Database): Promise<void> {
  const schemas = await database.query<{ readonly name: string }>(
    `SELECT nspname AS name FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'`,
  );
  for (const { name } of schemas) await database.script(`DROP SCHEMA ${name} CASCADE`);
  await database.script('CREATE SCHEMA public');
}

/** A log, its projection and the queries, once for all tests of the body; on PGlite and on PostgreSQL. */
export function describeModels(
  title: string,
  models: Projector | readonly Projector[],
  body: (models: Models) => void,
): void {
  const on = (name: string, openIt: () => Promise<Database>): void => {
    describe(`${title}, on ${name}`, () => {
      const running: { models?: Models; stop?: () => Promise<void> } = {};
      beforeAll(async () => {
        const scratch = await scratchDirectory();
        const store = openEmbeddedEventStore(scratch.path);
        const database = await openIt();
        await emptied(database);
        const host = new ProjectionHost({
          database,
          store,
          registry,
          projectors: [models].flat(),
          owner: 'test',
        });
        await host.start();
        running.models = { store, database, reads: await ModelReads.open(database, 15_000) };
        running.stop = async () => {
          await host.stop();
          await database.close();
          await store.close();
          await scratch.remove();
        };
      }, 60_000);
      afterAll(() => running.stop?.());
      const started = (): Models => {
        if (running.models === undefined) throw new Error('not started');
        return running.models;
      };
      body({
        get store() {
          return started().store;
        },
        get reads() {
          return started().reads;
        },
        get database() {
          return started().database;
        },
      });
    });
  };
  on('PGlite', async () => {
    await prepareTemplate();
    return openDatabase({ directory: 'memory://' });
  });
  if (noPostgresBecause === undefined)
    on('PostgreSQL', () => openDatabase({ url: postgresServer().url, directory: '' }));
  else describe.skip(`${title}, on PostgreSQL (${noPostgresBecause})`, () => body({} as Models));
}
