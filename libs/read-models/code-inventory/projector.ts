import {
  AssignmentVoidedBeforeDisclosure,
  AssignmentVoidProposed,
  BookingReleased,
  CodeActivated,
  CodeAssigned,
  CodeDisclosed,
  CodeExpired,
  CodeForfeited,
  CodeIssued,
  CodeKept,
  CodeRedeemed,
  CodeReserved,
  CodeStranded,
  CodeStrandingLifted,
  CodeTermShortened,
  CodeUseQuestioned,
  CodeVoided,
  CodeVoidFailed,
  CorrectionRecorded,
  ExpiryReversed,
  TransferRefused,
} from '#entitlement/contracts/code-events.js';
import {
  CodesWithdrawn,
  CodeWithdrawalFailed,
  EntitlementAdjusted,
  EntitlementGranted,
  EntitlementTermShortened,
} from '#entitlement/contracts/entitlement-events.js';
import { on, type ProjectedEvent, type Projector, tenantOf } from '#projecting/projector.js';
import { type RowOf } from '#projecting/table.js';
import { type Writer } from '#projecting/writer.js';
import { codes, sources, withdrawn } from './tables.js';

type CodeRow = RowOf<typeof codes>;

const unbooked = { bookingKey: null, examCode: null, examAt: null, examZone: null } as const;

/** What an unused code is in, by what is known of it. */
const unusedState = ({ bookingKey, disclosedAt, personRef }: CodeRow): string => {
  if (bookingKey !== null) return 'RESERVED';
  if (disclosedAt !== null) return 'DISCLOSED';
  return personRef === null ? 'ISSUED' : 'ASSIGNED';
};

type CodeEvent = ProjectedEvent<{ readonly codeId: string }>;

/** The state follows from the row unless the event ends the code. */
function change(event: CodeEvent, write: Writer, next: (row: CodeRow) => Partial<CodeRow>): void {
  write.update(codes, { codeId: event.data.codeId }, (row) => {
    const changes = next(row);
    const changed = { ...row, ...changes, streamRevision: event.revision };
    const state = changes.state ?? unusedState(changed);
    return { ...changed, state, since: state === row.state ? row.since : event.metadata.occurredAt };
  });
}

const issued = (event: ProjectedEvent<CodeIssued>): CodeRow => {
  const {
    codeId,
    entitlementId,
    slot,
    batchNo,
    last4,
    provider = null,
    families,
    salesRegion,
    activeFrom,
    expiresAt,
    zone,
  } = event.data;
  return {
    institutionId: tenantOf(event),
    ...{
      codeId,
      entitlementId,
      slot,
      batchNo,
      last4,
      provider,
      families,
      salesRegion,
      activeFrom,
      expiresAt,
      zone,
    },
    ...{ state: 'ISSUED', reason: null, since: event.metadata.occurredAt, personRef: null, role: null },
    ...{ disclosedAt: null, channel: null, ...unbooked, registrationKey: null, usedAt: null, late: false },
    ...{ stranded: null, streamRevision: event.revision },
  };
};

const handlers = [
  on(EntitlementGranted, (event, write) => {
    const { entitlementId, orderId, lineNo, enrollmentId, invoiceNo, productKey } = event.data;
    const { fulfilment, provider = null, capacity, termStart, termEnd, zone, expiresAt } = event.data;
    const from = { entitlementId, orderId, lineNo, enrollmentId, invoiceNo, productKey };
    const term = { fulfilment, provider, capacity, termStart, termEnd, zone, expiresAt };
    write.put(sources, { institutionId: tenantOf(event), ...from, surplus: 0, ...term });
  }),
  on(EntitlementAdjusted, ({ data: { entitlementId, units, toWithdraw } }, write) =>
    write.update(sources, { entitlementId }, (row) => ({
      ...row,
      capacity: row.capacity + units,
      surplus: toWithdraw,
    })),
  ),
  on(CodesWithdrawn, (event, write) => {
    const { entitlementId, slots, toWithdraw: surplus } = event.data;
    const institutionId = tenantOf(event);
    for (const slot of slots) write.put(withdrawn, { institutionId, entitlementId, slot });
    write.update(sources, { entitlementId }, (row) => ({ ...row, surplus }));
  }),
  on(CodeWithdrawalFailed, ({ data: { entitlementId, slot, toWithdraw: surplus } }, write) => {
    write.change(withdrawn, { entitlementId, slot }, () => undefined);
    write.update(sources, { entitlementId }, (row) => ({ ...row, surplus }));
  }),
  on(EntitlementTermShortened, (event, write) => {
    const { entitlementId, termEnd, expiresAt } = event.data;
    write.update(sources, { entitlementId }, (row) => ({ ...row, termEnd, expiresAt }));
  }),
  on(CodeTermShortened, (event, write) =>
    change(event, write, (row) => ({ state: row.state, expiresAt: event.data.expiresAt })),
  ),
  on(CodeIssued, (event, write) => write.put(codes, issued(event))),
  on(CodeAssigned, (event, write) => {
    const { personRef, role } = event.data;
    change(event, write, () => ({ personRef, role, stranded: null, reason: null }));
  }),
  on(AssignmentVoidedBeforeDisclosure, (event, write) =>
    change(event, write, () => ({ personRef: null, role: null, reason: event.data.cause })),
  ),
  on(CodeDisclosed, (event, write) =>
    change(event, write, ({ disclosedAt }) => ({
      disclosedAt: disclosedAt ?? event.metadata.occurredAt,
      channel: event.data.channel,
      reason: null,
    })),
  ),
  on(CodeStranded, (event, write) =>
    change(event, write, (row) => ({ state: row.state, stranded: event.data.cause })),
  ),
  on(CodeStrandingLifted, (event, write) =>
    change(event, write, (row) => ({ state: row.state, stranded: event.data.remaining ?? null })),
  ),
  on(CodeReserved, (event, write) => {
    const { bookingKey, examCode, examAt, examZone } = event.data;
    change(event, write, () => ({ bookingKey, examCode, examAt, examZone, reason: null }));
  }),
  on(BookingReleased, (event, write) =>
    change(event, write, () => ({ ...unbooked, reason: event.data.cause })),
  ),
  on(CodeRedeemed, (event, write) => {
    const { registrationKey, examCode, occurredAt, occurredZone, late, personRef } = event.data;
    const use = {
      registrationKey,
      examCode,
      examAt: occurredAt,
      examZone: occurredZone,
      usedAt: occurredAt,
      late,
    };
    change(event, write, (row) => ({
      state: 'REDEEMED',
      reason: null,
      ...use,
      personRef: row.personRef ?? personRef ?? null,
    }));
  }),
  on(CodeActivated, (event, write) => {
    const { libraryId, activatedAt } = event.data;
    change(event, write, () => ({ state: 'ACTIVATED', reason: libraryId, usedAt: activatedAt }));
  }),
  on(CodeForfeited, (event, write) => {
    const { cause, occurredAt, late } = event.data;
    change(event, write, () => ({ state: 'FORFEITED', reason: cause, usedAt: occurredAt, late }));
  }),
  on(CodeExpired, (event, write) => change(event, write, () => ({ state: 'EXPIRED', reason: 'TERM_ENDED' }))),
  on(CodeVoided, (event, write) =>
    change(event, write, () => ({ state: 'VOIDED', reason: event.data.cause })),
  ),
  on(CodeVoidFailed, (event, write) =>
    // The use is known already when the void comes, or comes after it.
    change(event, write, ({ state, usedAt }) => ({
      ...(usedAt === null ? {} : { state }),
      reason: 'USED_BEFORE_VOID',
    })),
  ),
  // Nothing changes but the revision that a caller may pin.
  on(AssignmentVoidProposed, (event, write) => change(event, write, ({ state }) => ({ state }))),
  on(CodeKept, (event, write) => change(event, write, ({ state }) => ({ state }))),
  on(TransferRefused, (event, write) => change(event, write, ({ state }) => ({ state }))),
  on(CodeUseQuestioned, (event, write) => change(event, write, ({ state }) => ({ state }))),
  on(CorrectionRecorded, (event, write) =>
    change(event, write, ({ role, personRef }) => ({
      ...unbooked,
      ...{ reason: 'CONSUMPTION_REVERSED', registrationKey: null, usedAt: null, late: false },
      // Who used it is not who it is assigned to.
      personRef: role === null ? null : personRef,
    })),
  ),
  on(ExpiryReversed, (event, write) => change(event, write, () => ({ reason: event.data.reason }))),
];

/** Every code with its state, person, booking and expiry; never with its value. */
export class CodeInventoryProjector implements Projector {
  readonly name = 'code-inventory';
  readonly version = 6;
  readonly tables = [codes, sources, withdrawn];
  readonly handlers = handlers;
  readonly rowsOfOneStream = true;
}
