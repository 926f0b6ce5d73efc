import { isStoreFailure } from '#event-store/failures.js';
import {
  type Appended,
  type EventStore,
  type EventToAppend,
  type ExpectedRevision,
} from '#event-store/port.js';
import { type Refusal } from '#kernel/refusal.js';
import { type Attempt } from './attempt.js';
import { type Claim } from './binding.js';
import { newClaims, takeClaims } from './claims.js';
import { type EventRecorder } from './recording.js';
import { resolveUnknown } from './unknown-outcome.js';

const expectedAt = (revision: number): ExpectedRevision => (revision < 0 ? 'no-stream' : revision);

/** @returns undefined when somebody else wrote first @throws StoreFailure */
export async function appendAt(
  store: EventStore,
  stream: string,
  revision: number,
  events: readonly EventToAppend[],
): Promise<Appended | undefined> {
  try {
    return await store.append(stream, expectedAt(revision), events);
  } catch (error) {
    if (isStoreFailure(error, 'conflict')) return undefined;
    if (isStoreFailure(error, 'outcome-unknown')) return resolveUnknown(store, stream, revision, events);
    throw error;
  }
}

/**
 * Events with the values that they claim: together where the store can; else, and where a value is there already, the
 * claims first. @returns the refusal when another stream has one of them @throws StoreFailure
 */
export async function appendClaiming(
  store: EventStore,
  attempt: Attempt,
  claims: readonly Claim[],
  recorder: EventRecorder,
  revision: number,
  events: readonly EventToAppend[],
): Promise<Appended | Refusal | undefined> {
  const { stream, context } = attempt;
  if (store.appendTogether !== undefined) {
    const event = { stream, expected: expectedAt(revision), events };
    try {
      return (await store.appendTogether([...newClaims(claims, stream, recorder), event])).at(-1);
    } catch (error) {
      // What became of an unknown outcome is found by what follows, too.
      if (!isStoreFailure(error, 'conflict') && !isStoreFailure(error, 'outcome-unknown')) throw error;
    }
  }
  attempt.hasClaimed = true;
  const taken = await takeClaims(store, claims, stream, context.commandId, recorder);
  return taken ?? appendAt(store, stream, revision, events);
}
