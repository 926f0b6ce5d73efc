import { type DomainEvent } from '#kernel/event.js';
import { type Instant } from '#kernel/time.js';
import { type EventToAppend, type JsonObject } from '#event-store/port.js';
import { type EventRegistry } from '#messages/event-registry.js';
import { type EventMetadata, metadataToJson } from '#messages/metadata.js';
import { type CommandContext } from './context.js';
import { eventIdFor, freshSalt } from './identity.js';

export interface Recording {
  readonly commandType: string;
  readonly commandHash: string;
  /** Code of the refusal, when the events record a refused attempt. */
  readonly refused: string | undefined;
  readonly now: Instant;
  readonly policyVersion: string;
  readonly tzdb: string;
  /** Of each event; from the system's generator unless given. */
  readonly newSalt?: (() => string) | undefined;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Wraps decided facts into what the log keeps: ids, both times, actor, versions, salt. */
export class EventRecorder {
  constructor(
    private readonly context: CommandContext,
    private readonly recording: Recording,
  ) {}

  /**
   * @param revision of the stream before these events, -1 for none
   * @param lastRecordedAt of the stream: recorded time never goes back within it (E64)
   * @throws InvalidEvent when a payload is not what its class declares
   */
  record(
    registry: EventRegistry,
    stream: string,
    revision: number,
    lastRecordedAt: Instant,
    events: readonly DomainEvent[],
    institutionId: string | undefined,
  ): readonly EventToAppend[] {
    const { now, commandHash } = this.recording;
    const recordedAt = now > lastRecordedAt ? now : lastRecordedAt;
    return events.map((event, index) => {
      registry.check(event);
      return {
        // With the hash: the same key with another body is another event, which the log refuses at the same place.
        id: eventIdFor(`${this.context.commandId}\n${commandHash}\n${stream}`, revision + 1 + index),
        type: event.type,
        // A payload that its schema accepts is plain JSON.
        data: event.data as JsonObject,
        metadata: metadataToJson(
          this.metadata(registry.versionOf(event.type), event, recordedAt, institutionId),
        ),
      };
    });
  }

  private metadata(
    schemaVersion: number,
    { occurredAt, basis }: DomainEvent,
    recordedAt: Instant,
    institutionId: string | undefined,
  ): EventMetadata {
    const { caller, commandId, correlationId, causationId, reason, traceparent } = this.context;
    const { kind, id, onBehalfOf } = caller;
    const {
      commandType,
      commandHash,
      refused,
      now,
      policyVersion,
      tzdb,
      newSalt = freshSalt,
    } = this.recording;
    // Field by field: an object spread for each one that may be absent costs more than all of the others.
    const metadata: Mutable<EventMetadata> = {
      schemaVersion,
      commandId,
      commandType,
      commandHash,
      correlationId,
      actor: onBehalfOf === undefined ? { kind, id } : { kind, id, onBehalfOf },
      occurredAt: occurredAt ?? now,
      recordedAt,
      policyVersion,
      tzdb,
      salt: newSalt(),
    };
    if (refused !== undefined) metadata.refused = refused;
    if (causationId !== undefined) metadata.causationId = causationId;
    if (reason !== undefined) metadata.reason = reason;
    if (institutionId !== undefined) metadata.institutionId = institutionId;
    if (traceparent !== undefined) metadata.traceparent = traceparent;
    return basis === undefined ? metadata : Object.assign(metadata, basis);
  }
}
