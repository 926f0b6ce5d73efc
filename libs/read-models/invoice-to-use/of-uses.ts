import {
  AssignmentVoidedBeforeDisclosure,
  BookingReleased,
  CodeActivated,
  CodeAssigned,
  CodeForfeited,
  CodeIssued,
  CodeRedeemed,
  CodeReserved,
  CodeTermShortened,
  CodeVoided,
  CodeVoidFailed,
  CorrectionRecorded,
} from '#entitlement/contracts/code-events.js';
import { on, type ProjectedEvent, tenantOf } from '#projecting/projector.js';
import { type RowOf } from '#projecting/table.js';
import { type Writer } from '#projecting/writer.js';
import { ExamDrawn, SeatForfeited } from '#site-packs/contracts/unit-events.js';
import { entitlements, uses } from './tables.js';

type Use = RowOf<typeof uses>;

const usedIn = ({ state, units }: Use): number =>
  ['REDEEMED', 'ACTIVATED', 'DRAWN'].includes(state) ? units : 0;
const forfeitedIn = ({ state, units }: Use): number => (state === 'FORFEITED' ? units : 0);

/** Adds to its entitlement what a use has become. */
function recount(write: Writer, before: Use | undefined, after: Use): void {
  const used = usedIn(after) - (before === undefined ? 0 : usedIn(before));
  const forfeited = forfeitedIn(after) - (before === undefined ? 0 : forfeitedIn(before));
  if (used === 0 && forfeited === 0) return;
  write.update(entitlements, { entitlementId: after.entitlementId }, (row) => ({
    ...{ ...row, used: row.used + used, forfeited: row.forfeited + forfeited },
  }));
}

const change = (
  { data: { codeId } }: ProjectedEvent<{ readonly codeId: string }>,
  write: Writer,
  next: (row: Use) => Partial<Use>,
): void =>
  write.update(uses, { useId: codeId }, (row) => {
    const changed = { ...row, ...next(row) };
    recount(write, row, changed);
    return changed;
  });

const unused = {
  ...{ registrationKey: null, examCode: null, family: null, libraryId: null, occurredAt: null },
  ...{ reportedAt: null, late: false, passed: null, caseId: null },
} as const;

const ofCodes = [
  on(CodeIssued, (event, write) => {
    const { codeId, entitlementId, slot, last4, provider = null, expiresAt } = event.data;
    write.put(uses, {
      institutionId: tenantOf(event),
      ...{ useId: codeId, entitlementId, kind: 'CODE', codeId, slot, last4, sessionId: null, units: 1 },
      ...{ state: 'OPEN', expiresAt, personRef: null, provider, ...unused },
    });
  }),
  on(CodeTermShortened, (event, write) => change(event, write, () => ({ expiresAt: event.data.expiresAt }))),
  on(CodeAssigned, (event, write) => change(event, write, () => ({ personRef: event.data.personRef }))),
  on(AssignmentVoidedBeforeDisclosure, (event, write) => change(event, write, () => ({ personRef: null }))),
  on(CodeReserved, (event, write) => {
    const { bookingKey: registrationKey, examCode, examAt: occurredAt } = event.data;
    change(event, write, () => ({ state: 'BOOKED', registrationKey, examCode, occurredAt }));
  }),
  on(BookingReleased, (event, write) => change(event, write, () => ({ ...unused, state: 'OPEN' }))),
  on(CodeRedeemed, (event, write) => {
    const { registrationKey, examCode, family = null, occurredAt, reportedAt, late } = event.data;
    const { passed = null, caseId = null, personRef = null } = event.data;
    const use = { registrationKey, examCode, family, occurredAt, reportedAt, late, passed, caseId };
    change(event, write, (row) => ({
      ...{ state: 'REDEEMED', ...use, personRef: row.personRef ?? personRef },
    }));
  }),
  on(CodeActivated, (event, write) => {
    const { libraryId, activatedAt: occurredAt, personRef } = event.data;
    change(event, write, () => ({ state: 'ACTIVATED', libraryId, occurredAt, personRef }));
  }),
  on(CodeForfeited, (event, write) => {
    const { bookingKey: registrationKey, occurredAt, late, caseId = null } = event.data;
    const reportedAt = event.metadata.recordedAt;
    const use = { registrationKey, occurredAt, reportedAt, late, caseId };
    change(event, write, () => ({ state: 'FORFEITED', ...use }));
  }),
  on(CodeVoided, (event, write) => change(event, write, () => ({ state: 'VOIDED' }))),
  // The use that made it fail is known already, or comes after it (E54).
  on(CodeVoidFailed, (event, write) =>
    change(event, write, ({ state }) => ({ state: state === 'VOIDED' ? 'OPEN' : state })),
  ),
  on(CorrectionRecorded, (event, write) =>
    change(event, write, () => ({ ...unused, state: 'OPEN', caseId: event.data.caseId })),
  ),
];

const ofPack = (event: ProjectedEvent<{ readonly entitlementId: string }>) => ({
  institutionId: tenantOf(event),
  entitlementId: event.data.entitlementId,
  ...{ codeId: null, slot: null, last4: null, expiresAt: null, provider: 'CERTIPORT' },
  ...unused,
});

const add = (write: Writer, row: Use): void => {
  write.put(uses, row);
  recount(write, undefined, row);
};

const ofSitePacks = [
  on(ExamDrawn, (event, write) => {
    const { entitlementId, drawKey, sessionId = null, examCode, family = null } = event.data;
    const { personRef = null, occurredAt, reportedAt, late } = event.data;
    add(write, {
      ...ofPack(event),
      ...{ useId: `${entitlementId}:draw:${drawKey}`, kind: 'DRAW', sessionId, units: 1, state: 'DRAWN' },
      ...{ personRef, registrationKey: drawKey, examCode, family, occurredAt, reportedAt, late },
    });
  }),
  on(SeatForfeited, (event, write) => {
    const { entitlementId, sessionId, count: units, late } = event.data;
    const { occurredAt, recordedAt: reportedAt } = event.metadata;
    add(write, {
      ...ofPack(event),
      ...{ useId: `${entitlementId}:seats:${event.revision}`, kind: 'SEATS', sessionId, units },
      ...{ state: 'FORFEITED', personRef: null, occurredAt, reportedAt, late },
    });
  }),
];

/** What became of each code and each unit of a site pack; an expiry needs no event, it is a matter of the clock. */
export const ofUses = [...ofCodes, ...ofSitePacks];
