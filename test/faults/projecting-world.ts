import { join } from 'node:path';
import { type Database, openDatabase } from '#database/database.js';
import { openEmbeddedEventStore } from '#event-store/embedded/embedded-event-store.js';
import { type EventStore } from '#event-store/port.js';
import { ProjectionHost } from '#projecting/host.js';
import { type EventRegistry } from '#messages/event-registry.js';
import { type Projector } from '#projecting/projector.js';

/** What the worker keeps up, and the events that it knows. */
export interface Models {
  readonly projectors: readonly Projector[];
  readonly registry: EventRegistry;
}

export interface ProjectingWorld extends Models {
  readonly store: EventStore;
  readonly database: Database;
  /** Not started. */
  readonly host: ProjectionHost;
}

export interface ProjectingWorldOptions {
  /** Of the log and, without a URL, of the read database. */
  readonly directory: string;
  /** Empty: PGlite in the directory. */
  readonly databaseUrl: string;
  readonly shards: number;
  readonly models: Models;
}

/** A log, a read database and a worker on them, as one life of the process that is killed. */
export async function openProjectingWorld(options: ProjectingWorldOptions): Promise<ProjectingWorld> {
  const { directory, databaseUrl: url, shards, models } = options;
  const store = openEmbeddedEventStore(join(directory, 'log'));
  const database = await openDatabase({ url, directory: join(directory, 'read-model') });
  // Each life has the name of the one before, as a process that is started again: it need not wait for its lease.
  const host = new ProjectionHost({
    ...{ ...models, database, store, owner: 'mortal', shards },
    runner: { batch: { count: 40, waitMs: 1, commitMs: 250 } },
  });
  return { ...models, store, database, host };
}
