import { isStoreFailure } from '#event-store/failures.js';
import {
  type EventStore,
  type EventToAppend,
  type ExpectedRevision,
  type StreamAppend,
} from '#event-store/port.js';
import { type DomainEvent } from '#kernel/event.js';
import { naturalId } from '#kernel/ids.js';
import { type Refusal } from '#kernel/refusal.js';
import { eventRegistry } from '#messages/event-registry.js';
import { Text } from '#messages/fields.js';
import { metadataFromJson } from '#messages/metadata.js';
import { type Claim } from './binding.js';
import { eventIdFor } from './identity.js';
import { type EventRecorder } from './recording.js';

/** A unique value belongs to one stream. */
export class ValueClaimed {
  static readonly type = 'ValueClaimed';
  static readonly version = 1;
  @Text('What is unique, such as invoice') kind!: string;
  @Text('Name of the stream that holds it', { max: 300 }) holder!: string;
}

/** The command that claimed it came to nothing: the value is free again. */
export class ValueGivenBack {
  static readonly type = 'ValueGivenBack';
  static readonly version = 1;
  @Text('What is unique') kind!: string;
  @Text('Name of the stream that held it', { max: 300 }) holder!: string;
}

export const claimEvents = eventRegistry(ValueClaimed, ValueGivenBack);

interface Held {
  readonly holder: string | undefined;
  /** The commands that claimed it for the holder. */
  readonly claimers: readonly string[];
  readonly revision: number;
}

const nobody: Held = { holder: undefined, claimers: [], revision: -1 };

const streamOfClaim = ({ kind, value }: Claim): string => `claim-${naturalId('clm', kind, value)}`;

/**
 * The claims of a stream, as parts of one append with what it records: nearly every value is new, and then there is
 * nothing to take first and nothing to give back. When one is there already, whose it is has to be looked at.
 */
export const newClaims = (
  claims: readonly Claim[],
  holder: string,
  recorder: EventRecorder,
): readonly StreamAppend[] =>
  claims.map((claim) => partOf(streamOfClaim(claim), nobody, claimedBy(holder, claim), recorder));

/**
 * Takes the values for a stream before anything is recorded on it: the claim's own stream is the unique index (I6).
 * Every command that needs the value puts its own claim on it, so that giving back never takes it from another one.
 * @returns the refusal when another stream has one of them
 */
export async function takeClaims(
  store: EventStore,
  claims: readonly Claim[],
  holder: string,
  commandId: string,
  recorder: EventRecorder,
): Promise<Refusal | undefined> {
  for (const claim of claims) {
    const stream = streamOfClaim(claim);
    const claimed = claimedBy(holder, claim);
    // Its stream is looked at only when it is there already.
    for (let held = nobody; !(await note(store, stream, held, claimed, recorder));) {
      held = await heldBy(store, stream);
      if (held.holder !== undefined && held.holder !== holder) return claim.taken;
      if (held.claimers.includes(commandId)) break;
    }
  }
  return undefined;
}

/**
 * Frees what a command claimed that was refused in the end, unless a command that claimed it is on record.
 * @param recorded whether the holder's stream has recorded a command
 */
export async function giveBackClaims(
  store: EventStore,
  claims: readonly Claim[],
  holder: string,
  recorded: (commandId: string) => boolean,
  recorder: EventRecorder,
): Promise<void> {
  for (const claim of claims) {
    const stream = streamOfClaim(claim);
    const held = await heldBy(store, stream);
    if (held.holder !== holder || held.claimers.some(recorded)) continue;
    const givenBack = { type: ValueGivenBack.type, data: { kind: claim.kind, holder } };
    // Should somebody claim it at this moment, then it stays claimed.
    await note(store, stream, held, givenBack, recorder);
  }
}

const claimedBy = (holder: string, { kind }: Claim): DomainEvent => ({
  type: ValueClaimed.type,
  data: { kind, holder },
});

function partOf(
  stream: string,
  { revision }: Held,
  event: DomainEvent,
  recorder: EventRecorder,
): StreamAppend {
  const expected: ExpectedRevision = revision < 0 ? 'no-stream' : revision;
  const events = recorder.record(claimEvents, stream, revision, '', [event], undefined);
  return { stream, expected, events: events.map(ofThisAttempt) };
}

/** @returns false when another one wrote first, or when it is not known: look again */
async function note(
  store: EventStore,
  stream: string,
  held: Held,
  event: DomainEvent,
  recorder: EventRecorder,
): Promise<boolean> {
  const { expected, events } = partOf(stream, held, event, recorder);
  try {
    await store.append(stream, expected, events);
    return true;
  } catch (error) {
    if (isStoreFailure(error, 'conflict') || isStoreFailure(error, 'outcome-unknown')) return false;
    throw error;
  }
}

/**
 * An event with an id that no other attempt makes: the store would answer a claim that the same command made before,
 * and gave back, as a repeat.
 */
const ofThisAttempt = (event: EventToAppend): EventToAppend => ({
  ...event,
  id: eventIdFor(`${event.id}\n${metadataFromJson(event.metadata).salt}`, 0),
});

async function heldBy(store: EventStore, stream: string): Promise<Held> {
  let held = nobody;
  for await (const { type, data, metadata, revision } of store.readStream(stream)) {
    if (type === ValueGivenBack.type) held = { holder: undefined, claimers: [], revision };
    else {
      // Only ever written here.
      const holder = data['holder'] as string;
      held = { holder, claimers: [...held.claimers, metadataFromJson(metadata).commandId], revision };
    }
  }
  return held;
}
