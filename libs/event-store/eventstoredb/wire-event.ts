import { hash } from 'node:crypto';
import {
  type AllStreamRecordedEvent,
  type EventData,
  jsonEvent,
  type RecordedEvent,
} from '@eventstore/db-client';
import canonicalize from 'canonicalize';
import { StoreFailure } from '../failures.js';
import { type EventToAppend, type JsonObject, type StoredEvent } from '../port.js';
import { formatPosition } from './position.js';

/** Where the event's own id is kept: in its metadata, under a name that no caller can use. */
const ID = '$eventId';

/**
 * The server takes an event for a repeat by its id alone and answers success, whatever its body.
 * So the id it is shown is derived from id, type and data together: a repeat keeps it, and the same
 * id with another body is another event to the server, which refuses it as a conflict, without a second call
 * and even when two processes race.
 */
export function toWire(event: EventToAppend): EventData {
  return jsonEvent({
    id: wireId(event),
    type: event.type,
    data: event.data,
    metadata: { [ID]: event.id, ...event.metadata },
  });
}

/** A UUID of version 8 (RFC 9562) from the first 122 bits of a SHA-256. */
function wireId({ id, type, data }: EventToAppend): string {
  const hex = hash('sha256', `${id}\n${type}\n${canonicalize(data) ?? ''}`);
  const variant = '89ab'[parseInt(hex.charAt(16), 16) & 3] ?? '8';
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Names that the server keeps for itself: statistics, scavenges, stream metadata. */
export const isSystemEvent = (event: { readonly type: string; readonly streamId: string }): boolean =>
  event.type.startsWith('$') || event.streamId.startsWith('$');

/** @throws StoreFailure `corrupt` for an event that no ledger can have written */
export function fromWire(event: RecordedEvent | AllStreamRecordedEvent): StoredEvent {
  const { [ID]: id, ...metadata } = objectOf(event.metadata ?? {}, event);
  if (event.position === undefined)
    throw new StoreFailure('unavailable', 'The server does not tell positions; it must be 22.10 or later.');
  return {
    stream: event.streamId,
    revision: Number(event.revision),
    position: formatPosition(event.position),
    id: typeof id === 'string' ? id : event.id,
    type: event.type,
    data: objectOf(event.data, event),
    metadata,
  };
}

function objectOf(
  value: unknown,
  { streamId, revision }: RecordedEvent | AllStreamRecordedEvent,
): JsonObject {
  if (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Uint8Array)
  ) {
    return value as JsonObject;
  }
  const at = `${revision}@${streamId}`;
  throw new StoreFailure('corrupt', `The event ${at} is not JSON; it is not served.`, { at });
}
