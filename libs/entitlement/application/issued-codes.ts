import { streamOf } from '#deciding/aggregate.js';
import { type EventStore } from '#event-store/port.js';
import { metadataFromJson } from '#messages/metadata.js';
import { entitlementEvents } from '../contracts/entitlement-events.js';
import { type EntitlementEvent } from '../domain/entitlement.js';
import { entitlements } from './aggregates.js';

/**
 * The code of each slot from the first to the last given, as issued; a replacement takes its slot over.
 * Read from the log, not kept in the folded state: a hundred thousand ids would be held there for a rare list.
 */
export async function codesInSlots(
  store: EventStore,
  entitlementId: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<ReadonlyMap<number, string>> {
  const planned = new Map<number, ReadonlyMap<number, string>>();
  const issued = new Map<number, string>();
  for await (const stored of store.readStream(streamOf(entitlements, entitlementId))) {
    const { schemaVersion } = metadataFromJson(stored.metadata);
    const event = entitlementEvents.read(stored.type, schemaVersion, stored.data) as EntitlementEvent;
    if (event.type === 'IssuanceRequested') {
      const wanted = event.data.codes.filter(({ slot }) => from <= slot && slot <= to);
      if (wanted.length > 0)
        planned.set(event.data.batchNo, new Map(wanted.map(({ slot, codeId }) => [slot, codeId])));
    } else if (event.type === 'CodesIssued') {
      const batch = planned.get(event.data.batchNo);
      for (const slot of event.data.slots) {
        const codeId = batch?.get(slot);
        if (codeId !== undefined) issued.set(slot, codeId);
      }
    }
  }
  return new Map([...issued].sort(([a], [b]) => a - b));
}
