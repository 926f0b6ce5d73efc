import { type Actor } from '#kernel/decider.js';
import { type Instant } from '#kernel/time.js';
import { type JsonObject } from '#event-store/port.js';

/** What is known about every event beside its payload. Contains no personal data and no clear code. */
export interface EventMetadata {
  readonly schemaVersion: number;
  /** UUID derived from actor and Idempotency-Key, or from the event that a process reacted to. */
  readonly commandId: string;
  readonly commandType: string;
  /** Keyed hash of the command's body: a repeat must be the same command (422 otherwise). */
  readonly commandHash: string;
  /** Code of the refusal that the command got, when the event records a refused attempt. */
  readonly refused?: string;
  readonly correlationId: string;
  /** The event that a process reacted to; absent for a command of a person. */
  readonly causationId?: string;
  readonly actor: Actor;
  readonly reason?: string;
  /** Tenant. */
  readonly institutionId?: string;
  /** Business time: when it happened. */
  readonly occurredAt: Instant;
  /** System time: when the ledger learned of it; never goes back within a stream (E64). */
  readonly recordedAt: Instant;
  /** Rule set, price list, calendar and time-zone data that the decision used (I34). */
  readonly policyVersion: string;
  readonly priceList?: string;
  readonly calendar?: string;
  readonly policies?: readonly string[];
  readonly tzdb: string;
  /** W3C trace context of the request. */
  readonly traceparent?: string;
  readonly source?: { readonly provider: string; readonly fileHash: string; readonly line: number };
  /** 32 random bytes, base64url: lets a commitment to the event be published without revealing it. */
  readonly salt: string;
}

export const metadataToJson = (metadata: EventMetadata): JsonObject => metadata as EventMetadata & JsonObject;
export const metadataFromJson = (json: JsonObject): EventMetadata => json as JsonObject & EventMetadata;
