import { StoreFailure, isStoreFailure } from '#event-store/failures.js';
import { type Appended, type EventStore, type EventToAppend } from '#event-store/port.js';

const attempts = 5;

/**
 * Settles an append whose outcome is unknown: read the place back; only when it is empty there, append the very
 * same events at the very same revision, which the store answers as a repeat should the first one land after all.
 * `undefined` means that another writer has the place. @throws StoreFailure `outcome-unknown` when it stays so
 */
export async function resolveUnknown(
  store: EventStore,
  stream: string,
  revision: number,
  events: readonly EventToAppend[],
): Promise<Appended | undefined> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    try {
      const found = await readBack(store, stream, revision, events.length);
      if (found.length > 0)
        return found.every((event, index) => event.id === events[index]?.id) ? last(found) : undefined;
      return await store.append(stream, revision < 0 ? 'no-stream' : revision, events);
    } catch (error) {
      if (isStoreFailure(error, 'conflict')) continue;
      if (!isStoreFailure(error, 'outcome-unknown') && !isStoreFailure(error, 'unavailable')) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50 * 2 ** attempt * (0.5 + Math.random() / 2)));
    }
  }
  throw new StoreFailure(
    'outcome-unknown',
    `It is not known whether ${stream} was changed; send the same request again`,
  );
}

async function readBack(store: EventStore, stream: string, revision: number, count: number) {
  const found: (Appended & { readonly id: string })[] = [];
  for await (const event of store.readStream(stream, { from: revision + 1, limit: count })) found.push(event);
  return found;
}

const last = (found: readonly Appended[]): Appended | undefined => {
  const event = found.at(-1);
  return event === undefined ? undefined : { revision: event.revision, position: event.position };
};
