import { type JsonObject } from '#event-store/port.js';
import { defineTable, instant, json, orNull, text, whole } from '#projecting/table.js';

/** Every event of the log, for auditors; without what is sealed in it. */
export const entries = defineTable(
  'entries',
  {
    position: text,
    stream: text,
    /** The id behind the stream's name. */
    thing: text,
    revision: whole,
    eventId: text,
    type: text,
    schemaVersion: whole,
    /** Business time. */
    occurredAt: instant,
    /** System time. */
    recordedAt: instant,
    actorKind: text,
    actorId: text,
    onBehalfOf: orNull(text),
    reason: orNull(text),
    commandType: text,
    commandId: text,
    correlationId: text,
    causationId: orNull(text),
    policyVersion: text,
    priceList: orNull(text),
    calendar: orNull(text),
    tzdb: text,
    source: orNull(json<JsonObject>()),
    data: json<JsonObject>(),
  },
  ['position'],
  ['institutionId', 'position'],
  ['thing', 'position'],
  ['stream', 'revision'],
  ['correlationId', 'position'],
  ['actorId', 'position'],
  ['type', 'position'],
);

/** What a thing comes from: a code from its entitlement, that from its order. */
export const origins = defineTable('origins', { thing: text, origin: text }, ['thing']);
