import { idOfStream, streamOf } from '#deciding/aggregate.js';
import { type Receipt } from '#deciding/receipt.js';
import { formatCode } from '#kernel/access-code.js';
import { type StoredEvent } from '#event-store/port.js';
import { metadataFromJson } from '#messages/metadata.js';
import { type CodeDisclosed, codeEvents, type CodeIssued } from '../contracts/code-events.js';
import { entitlementEvents, type VoucherListDisclosed } from '../contracts/entitlement-events.js';
import { accessCodes } from './aggregates.js';
import { openCode } from './sealed-code.js';
import { type EntitlementServices } from './services.js';

type Services = Pick<EntitlementServices, 'store' | 'sealer'>;

/** A disclosed code as the answer of a command carries it; nowhere else is it in clear. */
export interface ClearCode {
  readonly codeId: string;
  /** In groups, as people read it; absent when the key of its entitlement has been destroyed. */
  readonly code?: string;
}

/** The answer to a disclosure that the log holds (I31): what is opened is what the event names, also for a repeat. */
export async function disclosedCode(services: Services, receipt: Receipt) {
  const event = await eventAt(services, receipt);
  if (event === undefined) return {};
  const { data } = codeEvents.read(event.type, metadataFromJson(event.metadata).schemaVersion, event.data);
  const { disclosureId, codeId } = data as CodeDisclosed;
  return { disclosureId, ...(await clearCode(services, codeId)) };
}

/** The same for a voucher list. */
export async function disclosedList(services: Services, receipt: Receipt) {
  const event = await eventAt(services, receipt);
  if (event === undefined) return {};
  const { data } = entitlementEvents.read(
    event.type,
    metadataFromJson(event.metadata).schemaVersion,
    event.data,
  );
  const { disclosureId, slots, codeIds } = data as VoucherListDisclosed;
  const codes = await Promise.all(
    codeIds.map(async (codeId, index) => ({ slot: slots[index], ...(await clearCode(services, codeId)) })),
  );
  return { disclosureId, codes };
}

/** Only for a code whose disclosure the log holds. */
export async function clearCode({ store, sealer }: Services, codeId: string): Promise<ClearCode> {
  for await (const first of store.readStream(streamOf(accessCodes, codeId), { limit: 1 })) {
    const { data } = codeEvents.read(first.type, metadataFromJson(first.metadata).schemaVersion, first.data);
    const code = await openCode(sealer, (data as CodeIssued).valueCipher);
    return { codeId: idOfStream(first.stream), ...(code === undefined ? {} : { code: formatCode(code) }) };
  }
  return { codeId };
}

async function eventAt(
  { store }: Services,
  { stream, revision, events }: Receipt,
): Promise<StoredEvent | undefined> {
  if (revision === undefined || events.length === 0) return undefined;
  for await (const event of store.readStream(stream, { from: revision, limit: 1 })) return event;
  return undefined;
}
