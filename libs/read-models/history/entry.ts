import { type Link } from '#audit/hash-chain.js';
import { idOfStream } from '#deciding/aggregate.js';
import { type Json, type JsonObject } from '#event-store/port.js';
import { type ProjectedEvent, tenantOf } from '#projecting/projector.js';
import { type RowOf } from '#projecting/table.js';
import { type entries } from './tables.js';

/** Sealed values help no auditor and are better kept in one place. */
const sealed = new Set(['valueCipher', 'sealed']);

function withoutSealed(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(withoutSealed);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value as JsonObject).filter(([name]) => !sealed.has(name));
  return Object.fromEntries(kept.map(([name, each]) => [name, withoutSealed(each)]));
}

/** What the auditor ledger says of an event. */
export const entryOf = (event: ProjectedEvent, link: Link): RowOf<typeof entries> => {
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
