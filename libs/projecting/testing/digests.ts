import { type Sql, type Database } from '#database/database.js';
import { type EventStore } from '#event-store/port.js';
import { type EventRegistry } from '#messages/event-registry.js';
import { applyEvents, enterSchema } from '../applying.js';
import { digestOf, type TableDigest } from '../digest.js';
import { createTables } from '../generation.js';
import { readableGeneration } from '../model-state.js';
import { type Projector } from '../projector.js';

/** The digest of a model that has seen every event of the log once, in one go, in a schema of its own. */
export async function digestOfCleanReplay(
  database: Database,
  store: EventStore,
  registry: EventRegistry,
  projector: Projector,
): Promise<readonly TableDigest[]> {
  const schema = 'clean_replay';
  const events = await Array.fromAsync(store.readAll());
  await database.script(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  return database.transaction(async (sql: Sql) => {
    await createTables(sql, projector, schema);
    await enterSchema(sql, schema);
    await applyEvents(sql, { projector, registry }, events);
    return digestOf(sql, projector.tables, schema);
  });
}

/** The digest of what readers see; undefined while nothing can be read. */
export async function digestOfLive(
  database: Database,
  projector: Projector,
): Promise<readonly TableDigest[] | undefined> {
  const readable = await readableGeneration(database, projector);
  return readable === undefined ? undefined : digestOf(database, projector.tables, readable.schema);
}
