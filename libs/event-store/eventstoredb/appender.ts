import {
  ANY,
  type AppendResult,
  type EventData,
  type EventStoreDBClient,
  NO_STREAM,
  STREAM_EXISTS,
} from '@eventstore/db-client';
import { StoreFailure } from '../failures.js';
import { type Appended, type ExpectedRevision } from '../port.js';
import { describeError, meaningOf, toStoreFailure } from './client-error.js';
import { Backoff, type Patience, within } from './patience.js';
import { formatPosition } from './position.js';

/** What is used of the client. */
export type AppendingClient = Pick<EventStoreDBClient, 'appendToStream'>;

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
  client: AppendingClient,
  stream: string,
  expected: ExpectedRevision,
  events: EventData[],
  patience: Patience,
): Promise<Appended> {
  const backoff = new Backoff(patience);
  const hasPlace = typeof expected === 'number' || expected === 'no-stream';
  const expectedRevision = toWireRevision(expected);
  let doubt: unknown;
  for (;;) {
    try {
      const options = {
        expectedRevision,
        requiresLeader: true,
        deadline: Math.max(1, Math.ceil(backoff.left)),
      };
      return toAppended(await within(backoff.left, client.appendToStream(stream, events, options)));
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

function toWireRevision(
  expected: ExpectedRevision,
): typeof ANY | typeof NO_STREAM | typeof STREAM_EXISTS | bigint {
  if (typeof expected === 'number') return BigInt(expected);
  return expected === 'no-stream' ? NO_STREAM : expected === 'exists' ? STREAM_EXISTS : ANY;
}

function toAppended({ success, nextExpectedRevision, position }: AppendResult): Appended {
  if (!success || position === undefined) throw new Error('the server reported neither success nor failure');
  return { revision: Number(nextExpectedRevision), position: formatPosition(position) };
}

function conflictOf(error: unknown, stream: string, expected: ExpectedRevision): StoreFailure {
  const actual =
    typeof error === 'object' && error !== null && 'actualVersion' in error ? error.actualVersion : undefined;
  const actualRevision = typeof actual === 'bigint' ? Number(actual) : 'no-stream';
  const message = `${stream} is ${typeof actual === 'bigint' ? `at revision ${actual}` : 'without events'}, not ${expected}`;
  return new StoreFailure('conflict', message, { actualRevision, cause: error });
}
