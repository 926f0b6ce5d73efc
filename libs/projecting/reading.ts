import { type StoredEvent } from '#event-store/port.js';
import { type EventRegistry } from '#messages/event-registry.js';
import { metadataFromJson } from '#messages/metadata.js';
import { type ProjectedEvent } from './projector.js';

/** The event as the newest version of its type. @throws UnknownEvent for what this program does not know */
export function projected(registry: EventRegistry, event: StoredEvent): ProjectedEvent {
  const metadata = metadataFromJson(event.metadata);
  const { data } = registry.read(event.type, metadata.schemaVersion, event.data);
  const { id, type, stream, revision, position } = event;
  return { id, type, data, stream, revision, position, metadata, stored: event };
}
