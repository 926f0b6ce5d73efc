import { type Link, nextLink, noLink } from '#audit/hash-chain.js';
import { idOfStream } from '#deciding/aggregate.js';
import { CodeIssued } from '#entitlement/contracts/code-events.js';
import { EntitlementGranted } from '#entitlement/contracts/entitlement-events.js';
import { type Json, type JsonObject } from '#event-store/port.js';
import { on, onEvery, type ProjectedEvent, type Projector, tenantOf } from '#projecting/projector.js';
import { type RowOf } from '#projecting/table.js';
import { type Writer } from '#projecting/writer.js';
import { entries, heads, origins } from './tables.js';

/** Sealed values help no auditor and are better kept in one place. */
const sealed = new Set(['valueCipher', 'sealed']);

function withoutSealed(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(withoutSealed);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value as JsonObject).filter(([name]) => !sealed.has(name));
  return Object.fromEntries(kept.map(([name, each]) => [name, withoutSealed(each)]));
}

const entryOf = (event: ProjectedEvent, link: Link): RowOf<typeof entries> => {
  const { position, stream, revision, id, type, metadata, data } = event;
  const {
    schemaVersion,
    occurredAt,
    recordedAt,
    actor,
    commandType,
    commandId,
    correlationId,
    policyVersion,
    tzdb,
  } = metadata;
  return {
    institutionId: tenantOf(event),
    ...link,
    ...{
      position,
      stream,
      thing: idOfStream(stream),
      revision,
      eventId: id,
      type,
      schemaVersion,
      occurredAt,
      recordedAt,
    },
    ...{
      actorKind: actor.kind,
      actorId: actor.id,
      onBehalfOf: actor.onBehalfOf ?? null,
      reason: metadata.reason ?? null,
    },
    ...{ commandType, commandId, correlationId, causationId: metadata.causationId ?? null },
    ...{ policyVersion, priceList: metadata.priceList ?? null, calendar: metadata.calendar ?? null, tzdb },
    source: metadata.source ?? null,
    data: withoutSealed(data as JsonObject) as JsonObject,
  };
};

/** The entry of an event needs the one before it, which may be of the same batch. */
function append(event: ProjectedEvent, write: Writer): void {
  write.change(heads, { chain: 'log' }, (last) => {
    const { sequence, hash, previousHash } = nextLink(last ?? noLink, event.stored);
    const link = { sequence, hash, previousHash };
    write.add(entries, entryOf(event, link));
    return { institutionId: '', chain: 'log', ...link };
  });
}

/** The auditor ledger: all events in order, hash-chained, with who, why, and both times. */
export class HistoryProjector implements Projector {
  readonly name = 'history';
  readonly version = 2;
  readonly tables = [entries, heads, origins];
  /** Each entry holds the hash of the one before it, whatever stream that is of. */
  readonly rowsOfOneStream = false;
  readonly handlers = [
    onEvery(append),
    on(CodeIssued, (event, write) => {
      const { codeId, entitlementId } = event.data;
      write.put(origins, { institutionId: tenantOf(event), thing: codeId, origin: entitlementId });
    }),
    on(EntitlementGranted, (event, write) => {
      const { entitlementId, orderId } = event.data;
      write.put(origins, { institutionId: tenantOf(event), thing: entitlementId, origin: orderId });
    }),
  ];
}
