import { join } from 'node:path';
import { type Database, openDatabase } from '#database/database.js';
import { openEmbeddedEventStore } from '#event-store/embedded/embedded-event-store.js';
import { type EventStore } from '#event-store/port.js';
import { ProjectionHost } from '#projecting/host.js';
import { type Projector } from '#projecting/projector.js';
import { CounterProjector, toyRegistry } from '#projecting/testing/toy.js';

export interface ProjectingWorld {
  readonly store: EventStore;
  readonly database: Database;
  readonly model: Projector;
  /** Not started. */
  readonly host: ProjectionHost;
}

export interface ProjectingWorldOptions {
  /** Of the log and, without a URL, of the read database. */
  readonly directory: string;
  /** Empty: PGlite in the directory. */
  readonly databaseUrl: string;
  readonly shards: number;
}

/** A log, a read database and a worker on them, as one life of the process that is killed. */
export async function openProjectingWorld(options: ProjectingWorldOptions): Promise<ProjectingWorld> {
  const { directory, databaseUrl: url, shards } = options;
  const model = new CounterProjector();
  const store = openEmbeddedEventStore(join(directory, 'log'));
  const database = await openDatabase({ url, directory: join(directory, 'read-model') });
  // Each life has the name of the one before, as a process that is started again: it need not wait for its lease.
  const host = new ProjectionHost({
    ...{ database, store, registry: toyRegistry, projectors: [model], owner: 'mortal', shards },
    runner: { batch: { count: 40, waitMs: 1, commitMs: 250 } },
  });
  return { store, database, model, host };
}
