import { type EventStore } from './port.js';

export interface EventStoreConfig {
  /** `esdb://…` of an EventStoreDB or KurrentDB; absent: the embedded store in `directory`. */
  readonly url?: string | undefined;
  readonly directory: string;
}

/**
 * The event store of the configuration. Each adapter is loaded only when it is used.
 * @throws StoreFailure `unavailable` when another process holds the directory; `denied`; `corrupt`
 */
export async function openEventStore({ url, directory }: EventStoreConfig): Promise<EventStore> {
  if (url === undefined) {
    const { openEmbeddedEventStore } = await import('./embedded/embedded-event-store.js');
    return openEmbeddedEventStore(directory);
  }
  const { openEventStoreDb } = await import('./eventstoredb/event-store-db.js');
  return openEventStoreDb(url);
}
