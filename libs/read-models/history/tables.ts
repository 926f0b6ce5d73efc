import { type JsonObject } from '#event-store/port.js';
import { defineTable, instant, json, orNull, text, whole } from '#projecting/table.js';

/**
 * The auditor ledger: every event of the log with its place in the hash chain. Without what is sealed in it; the hash is
 * over the event as it is stored.
 */
export const entries = defineTable(
  'entries',
  {
    position: text,
    /** From 1, in the order of the log. */
    sequence: whole,
    /** SHA-256 over this entry and the one before, in hexadecimal. */
    hash: text,
    previousHash: text,
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
  ['recordedAt', 'position'],
);

/** Where the chain ends. */
export const heads = defineTable('heads', { chain: text, sequence: whole, hash: text, previousHash: text }, [
  'chain',
]);

/** What a thing comes from: a code from its entitlement, that from its order. */
export const origins = defineTable('origins', { thing: text, origin: text }, ['thing']);
