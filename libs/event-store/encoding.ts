import { StoreFailure } from './failures.js';
import { type EventToAppend } from './port.js';
import { encodeDocument, MAX_DOCUMENT_BYTES, ProfileViolation } from './profile.js';

/** Bytes of one append as EventStoreDB counts them by default; the embedded store keeps to it as well. */
export const MAX_APPEND_BYTES = 1024 * 1024;
const ENVELOPE_BYTES = 64;
const MAX_NAME = 500;

/** An event with its two documents as JSON text. */
export interface EncodedEvent {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Control characters would make the checksum's framing ambiguous, and nobody could read such a name. */
const UNFIT_NAME = /\p{Cc}/u;

/**
 * Everything both adapters check before an append is sent anywhere.
 * @throws ProfileViolation for what can never be appended
 * @throws StoreFailure `too-large` for a document over 256 KiB or an append over 1 MiB
 */
export function encodeAppend(stream: string, events: readonly EventToAppend[]): EncodedEvent[] {
  checkName('stream', stream);
  // EventStoreDB answers success to an empty append although nothing was written.
  if (events.length === 0) throw new ProfileViolation('', 'an append needs at least one event');
  let bytes = 0;
  return events.map((event) => {
    if (!UUID.test(event.id))
      throw new ProfileViolation('', `event id '${event.id}' is not a lower-case UUID`);
    checkName('event type', event.type);
    checkMetadataKeys(event.metadata);
    const data = encodeDocument(event.data);
    const metadata = encodeDocument(event.metadata);
    bytes +=
      size('data', event, data) + size('metadata', event, metadata) + 2 * event.type.length + ENVELOPE_BYTES;
    if (bytes > MAX_APPEND_BYTES) {
      throw new StoreFailure(
        'too-large',
        `the append of ${events.length} events to ${stream} is over ${MAX_APPEND_BYTES} bytes`,
      );
    }
    return { id: event.id, type: event.type, data, metadata };
  });
}

function size(what: string, event: EventToAppend, text: string): number {
  const bytes = Buffer.byteLength(text);
  if (bytes <= MAX_DOCUMENT_BYTES) return bytes;
  throw new StoreFailure(
    'too-large',
    `the ${what} of ${event.type} is ${bytes} bytes, more than ${MAX_DOCUMENT_BYTES}`,
  );
}

function checkName(what: string, name: string): void {
  if (name === '' || name.length > MAX_NAME)
    throw new ProfileViolation('', `${what} must have 1 to ${MAX_NAME} characters`);
  // EventStoreDB keeps names with a dollar sign for itself.
  if (name.startsWith('$')) throw new ProfileViolation('', `${what} must not start with '$'`);
  if (UNFIT_NAME.test(name) || !name.isWellFormed())
    throw new ProfileViolation('', `${what} holds a character that a name must not have`);
}

/** EventStoreDB gives some of them a meaning, and the adapter keeps the event's id in one. */
function checkMetadataKeys(metadata: object): void {
  for (const key in metadata) {
    if (key.startsWith('$'))
      throw new ProfileViolation(`/${key}`, "a key of the metadata must not start with '$'");
  }
}
