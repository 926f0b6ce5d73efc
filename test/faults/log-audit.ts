import { openEmbeddedEventStore } from '#event-store/embedded/embedded-event-store.js';
import { verifyLog } from '#event-store/embedded/verify.js';
import { type StoredEvent } from '#event-store/port.js';

/** What a child was told before it died: event id to stream and revision are all in its lines. */
export interface Acknowledged {
  readonly stream: string;
  readonly revision: number;
  readonly ids: readonly string[];
}

/** A line that the kill cut off was not acknowledged to anybody. */
export function parseAcknowledged(output: string): Acknowledged[] {
  const complete = output.slice(0, output.lastIndexOf('\n') + 1);
  return complete
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [stream = '', revision = '', ids = ''] = line.split(' ');
      return { stream, revision: Number(revision), ids: ids.split(',') };
    });
}

/** Opens the log after a crash and names everything that is wrong with it, given all that was acknowledged. */
export async function auditLog(
  directory: string,
  acknowledged: Iterable<Acknowledged>,
): Promise<{ events: number; faults: string[] }> {
  const store = openEmbeddedEventStore(directory);
  const faults: string[] = [];
  const byId = new Map<string, StoredEvent>();
  const batches = new Map<unknown, { size: unknown; found: number }>();
  let events = 0;
  try {
    for await (const event of store.readAll()) {
      events++;
      if (event.position !== String(events).padStart(16, '0'))
        faults.push(`position ${event.position} follows a gap`);
      if (byId.has(event.id)) faults.push(`event ${event.id} is there twice`);
      byId.set(event.id, event);
      const batch = batches.get(event.data['batch']) ?? { size: event.data['size'], found: 0 };
      batch.found++;
      batches.set(event.data['batch'], batch);
    }
  } finally {
    await store.close();
  }
  for (const [id, { size, found }] of batches)
    if (size !== found) faults.push(`of batch ${String(id)}, ${found} of ${String(size)} are there`);
  for (const { stream, revision, ids } of acknowledged) {
    for (const [index, id] of ids.entries()) {
      const stored = byId.get(id);
      const expected = revision - ids.length + 1 + index;
      if (stored === undefined) faults.push(`acknowledged event ${id} is lost`);
      else if (stored.stream !== stream || stored.revision !== expected)
        faults.push(`event ${id} stands elsewhere`);
    }
  }
  const { damages } = verifyLog(directory);
  return {
    events,
    faults: [...faults, ...damages.map((damage) => `${damage.position ?? 'file'}: ${damage.problem}`)],
  };
}
