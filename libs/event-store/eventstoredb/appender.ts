import { StoreFailure } from '../failures.js';
import { type EncodedEvent } from '../encoding.js';
import { type Appended, type ExpectedRevision } from '../port.js';
import { describeError, meaningOf, toStoreFailure } from './client-error.js';
import { Backoff, type Patience, within } from './patience.js';
import { type BatchAppends } from './wire/append-call.js';

/** What is used of the connection. */
export type Appends = Pick<BatchAppends, 'append'>;

/**
 * Appends with a bound of our own: the client's batch stream has no deadline, so that a hung server
 * would hold an append until the keep-alive notices.
 *
 * An append at a known place may be sent again when its outcome is unknown: the server answers a repeat
 * of the same ids there as it did the first time, which reads them back and appends what is missing
 * in one atomic step. An append at `any` or `exists` has no place; once sent, it is never sent again.
 * @throws StoreFailure every kind of the port but `corrupt`
 */
export async function appendWithPatience(
  appends: Appends,
  stream: string,
  expected: ExpectedRevision,
  events: readonly EncodedEvent[],
  patience: Patience,
): Promise<Appended> {
  const backoff = new Backoff(patience);
  const hasPlace = typeof expected === 'number' || expected === 'no-stream';
  let doubt: unknown;
  for (;;) {
    try {
      const deadline = Math.max(1, Math.ceil(backoff.left));
      return await within(backoff.left, appends.append(stream, expected, events, deadline));
    } catch (error) {
      const meaning = meaningOf(error);
      if (meaning === 'conflict') throw conflictOf(error, stream, expected);
      if (meaning === 'too-large' || meaning === 'denied')
        throw toStoreFailure(error, `appending to ${stream}`);
      const written = meaning === 'not-sent' || meaning === 'not-leader' ? doubt : (doubt = error);
      const again = written === undefined || hasPlace;
      if (again && (await backoff.pause())) continue;
      if (written === undefined) throw toStoreFailure(error, `appending to ${stream}`);
      throw new StoreFailure('outcome-unknown', `appending to ${stream}: ${describeError(error)}`, {
        cause: error,
      });
    }
  }
}

function conflictOf(error: unknown, stream: string, expected: ExpectedRevision): StoreFailure {
  const actual =
    typeof error === 'object' && error !== null && 'actualVersion' in error ? error.actualVersion : undefined;
  const actualRevision = typeof actual === 'bigint' ? Number(actual) : 'no-stream';
  const message = `${stream} is ${typeof actual === 'bigint' ? `at revision ${actual}` : 'without events'}, not ${expected}`;
  return new StoreFailure('conflict', message, { actualRevision, cause: error });
}
