import { streamOf } from '#deciding/aggregate.js';
import { type CommandContext } from '#deciding/context.js';
import { hashOfCommand, subCommandId } from '#deciding/identity.js';
import { EventRecorder } from '#deciding/recording.js';
import { resolveUnknown } from '#deciding/unknown-outcome.js';
import { isStoreFailure } from '#event-store/failures.js';
import { type EventStore, type EventToAppend } from '#event-store/port.js';
import { type EventOf } from '#kernel/event.js';
import { type Clock } from '#kernel/time.js';
import { type CodeIssued, codeEvents } from '../contracts/code-events.js';
import { type KeyedHash } from '../contracts/code-id.js';
import { accessCodes } from './aggregates.js';

export interface CodeStreamServices {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly keyedHash: KeyedHash;
  readonly policyVersion: string;
  readonly tzdb: string;
  readonly newSalt?: () => string;
}

type Issued = EventOf<typeof CodeIssued>;

/**
 * Creates the stream of a code. That it must not exist yet is the one test that its value is new (I14), so this
 * appends without a read before: a hundred thousand codes are a hundred thousand appends and nothing else.
 * @returns false when the stream exists and is another slot's: the value was known already (E36)
 */
export async function createCodeStream(
  { store, clock, keyedHash, policyVersion, tzdb, newSalt }: CodeStreamServices,
  issued: Issued,
  context: CommandContext,
): Promise<boolean> {
  const { codeId, institutionId } = issued.data;
  const stream = streamOf(accessCodes, codeId);
  // One command id for each code of a batch, whoever appends it: a repeat is a repeat, not a conflict.
  const commandId = subCommandId(batchKey(issued.data), codeId);
  const recorder = new EventRecorder(
    { ...context, commandId },
    {
      commandType: 'IssueCode',
      commandHash: hashOfCommand(
        (text) => Buffer.from(keyedHash('command', text)).toString('base64url'),
        'IssueCode',
        {
          codeId,
        },
      ),
      refused: undefined,
      now: clock.now(),
      policyVersion,
      tzdb,
      newSalt,
    },
  );
  const events = recorder.record(codeEvents, stream, -1, '', [issued], institutionId);
  return (await created(store, stream, events)) || (await isOurs(store, stream, issued.data));
}

async function created(
  store: EventStore,
  stream: string,
  events: readonly EventToAppend[],
): Promise<boolean> {
  try {
    await store.append(stream, 'no-stream', events);
    return true;
  } catch (error) {
    if (isStoreFailure(error, 'conflict')) return false;
    if (!isStoreFailure(error, 'outcome-unknown')) throw error;
    return (await resolveUnknown(store, stream, -1, events)) !== undefined;
  }
}

async function isOurs(
  store: EventStore,
  stream: string,
  { entitlementId, slot, batchNo }: CodeIssued,
): Promise<boolean> {
  for await (const { data } of store.readStream(stream, { limit: 1 })) {
    return data['entitlementId'] === entitlementId && data['slot'] === slot && data['batchNo'] === batchNo;
  }
  return false;
}

const batchKey = ({ entitlementId, batchNo }: CodeIssued): string => `${entitlementId}/${batchNo}`;
