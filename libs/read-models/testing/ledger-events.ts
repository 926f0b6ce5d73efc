import { createHash } from 'node:crypto';
import { legacyEvents } from '#elearning/contracts/legacy-events.js';
import { entitlementEvents } from '#entitlement/contracts/entitlement-events.js';
import { codeEvents } from '#entitlement/contracts/code-events.js';
import { type EventStore, type JsonObject } from '#event-store/port.js';
import { fulfilmentEvents } from '#fulfilment/contracts/events.js';
import { type EventClass } from '#kernel/event.js';
import { naturalId } from '#kernel/ids.js';
import { libraryEvents } from '#library/contracts/library-events.js';
import { membershipEvents } from '#membership/contracts/membership-events.js';
import { mergeRegistries } from '#messages/event-registry.js';
import { type EventMetadata, metadataToJson } from '#messages/metadata.js';
import { orderingEvents } from '#ordering/contracts/ordering-events.js';
import { reportingEvents } from '#reporting/contracts/reporting-events.js';
import { sitePacksEvents } from '#site-packs/contracts/site-pack-events.js';

export const registry = mergeRegistries(
  orderingEvents,
  entitlementEvents,
  codeEvents,
  fulfilmentEvents,
  reportingEvents,
  sitePacksEvents,
  libraryEvents,
  membershipEvents,
  legacyEvents,
);

export const ids = {
  institution: naturalId('ins', 'one'),
  otherInstitution: naturalId('ins', 'other'),
  enrollment: naturalId('enr', 'one'),
  agreement: naturalId('agr', 'one'),
  reseller: naturalId('res', 'one'),
  person: naturalId('per', 'one'),
} as const;

export const orderId = (n: number): string => naturalId('ord', n);
export const entitlementId = (n: number): string => naturalId('ent', n);
export const codeId = (n: number): string => naturalId('cod', n);

export interface Recorded {
  readonly institutionId?: string;
  readonly at?: string;
  readonly actor?: string;
  readonly reason?: string;
}

let events = 0;

const metadataOf = (
  type: EventClass,
  { institutionId = ids.institution, at = '2020-03-02T09:00:00.000Z', actor = 'somebody', reason }: Recorded,
): EventMetadata => ({
  schemaVersion: type.version,
  commandId: crypto.randomUUID(),
  commandType: `Do${type.type}`,
  commandHash: createHash('sha256').update(type.type).digest('hex'),
  correlationId: crypto.randomUUID(),
  actor: { kind: 'operator', id: actor },
  ...(reason === undefined ? {} : { reason }),
  institutionId,
  occurredAt: at,
  recordedAt: at,
  policyVersion: '1',
  tzdb: '2025b',
  salt: String((events += 1)),
});

/** Puts a fact into the log as the decision runner would, checked against its class. */
export async function record<D extends object>(
  store: EventStore,
  stream: string,
  type: EventClass<string, D>,
  data: D,
  recorded: Recorded = {},
): Promise<string> {
  registry.check({ type: type.type, data });
  const event = { id: crypto.randomUUID(), type: type.type, data: data as JsonObject };
  const appended = await store.append(stream, 'any', [
    { ...event, metadata: metadataToJson(metadataOf(type, recorded)) },
  ]);
  return appended.position;
}
