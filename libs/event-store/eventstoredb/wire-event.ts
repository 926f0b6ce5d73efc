import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { type EncodedEvent } from '../encoding.js';
import { StoreFailure } from '../failures.js';
import { type JsonObject, type Position, type StoredEvent } from '../port.js';
import { formatPosition } from './position.js';
import { type RecordedEvent } from './wire/read-message.js';

/** Where the event's own id is kept: in its metadata, under a name that no caller can use. */
const ID = '$eventId';

/**
 * What the server is shown of an event. It takes an event for a repeat by its id alone and answers success, whatever its body.
 * So the id it is shown is derived from id, type and data together: a repeat keeps it, and the same
 * id with another body is another event to the server, which refuses it as a conflict, without a second call
 * and even when two processes race.
 */
export function toWire(
  { id, type, data, metadata }: EncodedEvent,
  content: JsonObject | undefined,
): EncodedEvent {
  const rest = metadata === '{}' ? '}' : `,${metadata.slice(1)}`;
  return {
    id: wireId(`${id}
${type}
${canonicalize(content) ?? ''}`),
    type,
    data,
    metadata: `{"${ID}":"${id}"${rest}`,
  };
}

/** A UUID of version 8 (RFC 9562) from the first 122 bits of a SHA-256. */
function wireId(text: string): string {
  const hex = hash('sha256', text);
  const variant = '89ab'[parseInt(hex.charAt(16), 16) & 3] ?? '8';
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Names that the server keeps for itself: statistics, scavenges, stream metadata. */
export const isSystemEvent = ({
  type,
  stream,
}: {
  readonly type: string;
  readonly stream: string;
}): boolean => type.startsWith('$') || stream.startsWith('$');

/** @throws StoreFailure `corrupt` for an event that no ledger can have written */
export function fromWire(event: RecordedEvent): StoredEvent {
  const { stream, revision, type } = event;
  const { [ID]: id, ...metadata } = event.metadata === '' ? {} : objectIn(event.metadata, event);
  return {
    stream,
    revision,
    position: positionIn(event),
    id: typeof id === 'string' ? id : event.id,
    type,
    data: objectIn(event.isJson ? event.data : '', event),
    metadata,
  };
}

/** @throws StoreFailure `unavailable` when the server does not tell it */
export function positionIn({ commit, prepare }: RecordedEvent): Position {
  if (commit === undefined || prepare === undefined)
    throw new StoreFailure('unavailable', 'The server does not tell positions; it must be 22.10 or later.');
  return formatPosition({ commit, prepare });
}

function objectIn(text: string, { stream, revision }: RecordedEvent): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  } catch {
    // Told below, without what it holds.
  }
  const at = `${revision}@${stream}`;
  throw new StoreFailure('corrupt', `The event ${at} is not JSON; it is not served.`, { at });
}
