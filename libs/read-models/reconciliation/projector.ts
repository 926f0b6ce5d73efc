import { CodeForfeited, CodeRedeemed, CorrectionRecorded } from '#entitlement/contracts/code-events.js';
import { CaseAssigned, DecisionDeclined, DecisionProposed } from '#fulfilment/contracts/case-work.js';
import { CaseEvidenceAdded, CaseOpened, CaseResolved } from '#fulfilment/contracts/cases.js';
import { on, type ProjectedEvent, type Projector, tenantOf } from '#projecting/projector.js';
import { type Writer } from '#projecting/writer.js';
import { ProviderRecordRejected } from '#reporting/contracts/feed-events.js';
import {
  ProviderReportApplied,
  ProviderReportChanged,
  ProviderReportGivenUp,
  ProviderReportRecorded,
  ProviderReportRepeated,
  ProviderReportUnmatched,
} from '#reporting/contracts/report-events.js';
import { type ReportKind } from '#reporting/contracts/vocabulary.js';
import { cases, decidedUses, rejections, reports } from './tables.js';

const unproposed = { proposal: null, proposedDecision: null, proposedBy: null } as const;
const undecided = { decision: null, decidedBy: null, approvedBy: null, resolvedAt: null } as const;

const ofCases = [
  on(CaseOpened, (event, write) => {
    const { caseId, kind, key, evidence, opening } = event.data;
    const { occurredAt: openedAt } = event.metadata;
    write.put(cases, {
      institutionId: tenantOf(event),
      ...{ caseId, kind, key, evidence, opening, openedAt, status: 'OPEN', owner: null },
      ...unproposed,
      ...undecided,
    });
  }),
  on(CaseEvidenceAdded, ({ data: { caseId, evidence } }, write) =>
    write.update(cases, { caseId }, (row) => ({ ...row, evidence: [...row.evidence, ...evidence] })),
  ),
  on(CaseAssigned, ({ data: { caseId, owner } }, write) =>
    write.update(cases, { caseId }, (row) => ({ ...row, owner })),
  ),
  on(DecisionProposed, ({ data: { caseId, proposal, decision, by } }, write) =>
    write.update(cases, { caseId }, (row) => ({
      ...row,
      ...{ proposal, proposedDecision: decision, proposedBy: by },
    })),
  ),
  on(DecisionDeclined, ({ data: { caseId } }, write) =>
    write.update(cases, { caseId }, (row) => ({ ...row, ...unproposed })),
  ),
  on(CaseResolved, ({ data, metadata }, write) => {
    const { caseId, decision, by: decidedBy, approvedBy = null } = data;
    const resolvedAt = metadata.occurredAt;
    write.update(cases, { caseId }, (row) => ({
      ...{ ...row, ...unproposed, status: 'RESOLVED', decision, decidedBy, approvedBy, resolvedAt },
    }));
  }),
];

const ofReports = [
  on(ProviderReportRecorded, (event, write) => {
    const { reportId, provider, kind, registrationKey, codeId, occurredLocal, receivedAt } = event.data;
    const { examCode = null, zone: statedZone = null } = event.data;
    write.put(reports, {
      institutionId: tenantOf(event),
      ...{
        reportId,
        provider,
        kind,
        registrationKey,
        codeId,
        examCode,
        occurredLocal,
        statedZone,
        receivedAt,
      },
      ...{ state: 'RECORDED', cause: null, refusal: null },
      ...{ occurredAt: null, zone: null, zoneConfidence: null, late: false, conflicting: false, repeats: 0 },
    });
  }),
  on(ProviderReportRepeated, ({ data: { reportId, repeats } }, write) =>
    write.update(reports, { reportId }, (row) => ({ ...row, repeats })),
  ),
  on(ProviderReportChanged, ({ data: { reportId } }, write) =>
    write.update(reports, { reportId }, (row) => ({ ...row, conflicting: true })),
  ),
  on(ProviderReportUnmatched, ({ data: { reportId, cause, institutionId } }, write) =>
    write.update(reports, { reportId }, (row) => ({
      ...{ ...row, state: 'UNMATCHED', cause, institutionId: institutionId ?? row.institutionId },
    })),
  ),
  on(ProviderReportGivenUp, ({ data: { reportId, cause } }, write) =>
    write.update(reports, { reportId }, (row) => ({ ...row, state: 'GIVEN_UP', cause })),
  ),
  on(ProviderReportApplied, ({ data }, write) => {
    const { reportId, institutionId, outcome: state, refusal = null } = data;
    const { occurredAt, zone, zoneConfidence, late } = data;
    write.update(reports, { reportId }, (row) => ({
      ...{ ...row, institutionId, state, cause: null, refusal, occurredAt, zone, zoneConfidence, late },
    }));
  }),
];

/** Which reports tell of a use. */
const tellOf = {
  REDEEMED: ['RESULT'],
  FORFEITED: ['NO_SHOW', 'CANCELLATION'],
  // A library is opened here, and no provider reports it.
  ACTIVATED: [],
} as const satisfies Record<CorrectionRecorded['reversed'], readonly ReportKind[]>;

function decided(
  event: ProjectedEvent,
  write: Writer,
  kinds: readonly ReportKind[],
  use: { readonly codeId: string; readonly key: string; readonly counts: boolean; readonly caseId: string },
): void {
  for (const kind of kinds) write.put(decidedUses, { institutionId: tenantOf(event), kind, ...use });
}

/** What two persons decided of a use, by the event that carried it out (I38). */
const ofCodes = [
  on(CodeRedeemed, (event, write) => {
    const { codeId, registrationKey: key, caseId } = event.data;
    if (caseId !== undefined) decided(event, write, tellOf.REDEEMED, { codeId, key, counts: true, caseId });
  }),
  on(CodeForfeited, (event, write) => {
    const { codeId, bookingKey: key, cause, caseId } = event.data;
    const kind = cause === 'NO_SHOW' ? 'NO_SHOW' : 'CANCELLATION';
    if (caseId !== undefined) decided(event, write, [kind], { codeId, key, counts: true, caseId });
  }),
  on(CorrectionRecorded, (event, write) => {
    const { codeId, key, reversed, caseId } = event.data;
    decided(event, write, tellOf[reversed], { codeId, key, counts: false, caseId });
  }),
];

const ofFiles = [
  on(ProviderRecordRejected, (event, write) => {
    const { provider, fileId, line, reason } = event.data;
    write.put(rejections, {
      institutionId: tenantOf(event),
      ...{ rejectionId: `${fileId}:${line}`, provider, fileId, line, reason },
      rejectedAt: event.metadata.occurredAt,
    });
  }),
];

/** The reconciliation board: open questions, and what providers said. */
export class ReconciliationProjector implements Projector {
  readonly name = 'reconciliation';
  readonly version = 4;
  readonly tables = [cases, reports, decidedUses, rejections];
  readonly handlers = [...ofCases, ...ofReports, ...ofCodes, ...ofFiles];
  readonly rowsOfOneStream = true;
}
