import { type EventStore } from '#event-store/port.js';
import { isStoreFailure } from '#event-store/failures.js';
import { type Refusal } from '#kernel/refusal.js';
import { naturalId } from '#kernel/ids.js';
import { eventRegistry } from '#messages/event-registry.js';
import { Text } from '#messages/fields.js';
import { type Claim } from './binding.js';
import { type EventRecorder } from './recording.js';

/** A unique value belongs to one stream for good. */
export class ValueClaimed {
  static readonly type = 'ValueClaimed';
  static readonly version = 1;
  @Text('What is unique, such as invoice') kind!: string;
  @Text('Name of the stream that holds it', { max: 300 }) holder!: string;
}

export const claimEvents = eventRegistry(ValueClaimed);

const streamOfClaim = ({ kind, value }: Claim): string => `claim-${naturalId('clm', kind, value)}`;

/**
 * Takes the values for a stream, each by creating the claim's own stream: the log itself is the unique index (I6).
 * Taking it again for the same stream is a repeat. A claim whose command then came to nothing stays with its stream.
 */
export async function takeClaims(
  store: EventStore,
  claims: readonly Claim[],
  holder: string,
  recorder: EventRecorder,
): Promise<Refusal | undefined> {
  for (const claim of claims) {
    const stream = streamOfClaim(claim);
    const owner = await holderOf(store, stream);
    if (owner !== undefined && owner !== holder) return claim.taken;
    if (owner === holder) continue;
    const event = { type: ValueClaimed.type, data: { kind: claim.kind, holder } };
    try {
      await store.append(
        stream,
        'no-stream',
        recorder.record(claimEvents, stream, -1, '', [event], undefined),
      );
    } catch (error) {
      if (!isStoreFailure(error, 'conflict') && !isStoreFailure(error, 'outcome-unknown')) throw error;
      if ((await holderOf(store, stream)) !== holder) {
        if (isStoreFailure(error, 'conflict')) return claim.taken;
        throw error;
      }
    }
  }
  return undefined;
}

async function holderOf(store: EventStore, stream: string): Promise<string | undefined> {
  for await (const event of store.readStream(stream, { limit: 1 })) {
    // Only ever written by `takeClaims`.
    return event.data['holder'] as string;
  }
  return undefined;
}
