import { StoreFailure } from '../failures.js';
import { type JsonObject, type StoredEvent } from '../port.js';
import { checksumOf } from './checksum.js';
import { formatPosition } from './position.js';

/** The columns of a record, in the order of {@link Row}. */
export const COLUMNS =
  'event.position, event.revision, event.checksum, event.type, event.stream, event.id, event.data, event.metadata';

/** A row as SQLite gives it: an array costs half of an object. */
export type Row = readonly [
  position: number,
  revision: number,
  checksum: number,
  type: string,
  stream: string,
  id: string,
  data: string,
  metadata: string,
];

export const corrupt = (position: number, what: string): StoreFailure =>
  new StoreFailure(
    'corrupt',
    `The record at position ${formatPosition(position)} ${what}; it is not served.`,
    {
      at: formatPosition(position),
    },
  );

/** @throws StoreFailure `corrupt` when the record is not what was written */
export function toStoredEvent(row: Row): StoredEvent {
  const [position, revision, checksum, type, stream, id, data, metadata] = row;
  if (checksumOf({ position, stream, revision, id, type, data, metadata }) !== checksum) {
    throw corrupt(position, 'does not match its checksum');
  }
  return {
    stream,
    revision,
    position: formatPosition(position),
    id,
    type,
    data: JSON.parse(data) as JsonObject,
    metadata: JSON.parse(metadata) as JsonObject,
  };
}
