import { expect, it } from '@jest/globals';
import { DecisionProposed } from '#fulfilment/contracts/case-work.js';
import { CaseOpened, CaseResolved } from '#fulfilment/contracts/cases.js';
import { type EventClass } from '#kernel/event.js';
import { naturalId } from '#kernel/ids.js';
import { ProviderRecordRejected } from '#reporting/contracts/feed-events.js';
import {
  ProviderReportApplied,
  ProviderReportChanged,
  ProviderReportRecorded,
  ProviderReportRepeated,
  ProviderReportUnmatched,
} from '#reporting/contracts/report-events.js';
import { describeModels } from '../testing/describe-models.js';
import { codeId, ids, record } from '../testing/ledger-events.js';
import { type ErrorsAsked, listErrors } from './error-inbox.js';
import { ReconciliationProjector } from './projector.js';
import { listCases, listReports, reconciliationBoard, type ReportView } from './query.js';

const now = '2020-06-11T09:00:00.000Z';
const opened = '2020-06-01T09:00:00.000Z';

describeModels('the reconciliation board', new ReconciliationProjector(), (models) => {
  const reportId = (n: number) => naturalId('rep', n);
  const happened = <D extends object>(n: number, type: EventClass<string, D>, data: Omit<D, 'reportId'>) =>
    record(models.store, `report-${reportId(n)}`, type, { reportId: reportId(n), ...data } as D, {
      at: opened,
    });
  const content = (n: number) => ({
    kind: 'RESULT' as const,
    registrationKey: `REG-${n}`,
    codeId: codeId(n),
    examCode: '70-480',
    occurredLocal: '2020-05-30T09:00:00',
  });
  const applied = {
    ...{ institutionId: ids.institution, occurredAt: opened, zone: 'Europe/Berlin' },
    ...({ zoneConfidence: 'STATED', late: false } as const),
  };
  const seen = async (view: ReportView, after: string) => {
    const page = await listReports(models.reads, { institutions: '*', after, limit: 10, filter: { view } });
    return page.items.map(({ registrationKey }) => registrationKey);
  };

  it('E39 E40 E43 E22 shows what is unmatched, conflicting, late, assumed, and counts what was suppressed', async () => {
    for (const n of [1, 2, 3, 4])
      await happened(n, ProviderReportRecorded, {
        ...content(n),
        ...{ provider: n === 4 ? 'CERTIPORT' : 'PEARSON_VUE', keyedBy: 'PROVIDER', receivedAt: opened },
      });
    await happened(1, ProviderReportUnmatched, { cause: 'UNKNOWN_CODE', retryUntil: now });
    await happened(2, ProviderReportApplied, {
      ...applied,
      codeId: codeId(2),
      outcome: 'APPLIED',
      late: true,
    });
    await happened(2, ProviderReportRepeated, { repeats: 2 });
    await happened(3, ProviderReportApplied, {
      ...{ ...applied, codeId: codeId(3), outcome: 'REFUSED', refusal: 'code-expired' },
      zoneConfidence: 'ASSUMED',
    });
    const after = await happened(3, ProviderReportChanged, {
      ...content(3),
      passed: false,
      changed: ['passed'],
    });
    expect(await seen('UNMATCHED', after)).toStrictEqual(['REG-1']);
    expect(await seen('LATE', after)).toStrictEqual(['REG-2']);
    expect(await seen('REPEATED', after)).toStrictEqual(['REG-2']);
    expect(await seen('CONFLICTING', after)).toStrictEqual(['REG-3']);
    expect(await seen('ZONE_ASSUMED', after)).toStrictEqual(['REG-3']);
    expect(await seen('REFUSED', after)).toStrictEqual(['REG-3']);
    const { providers } = await reconciliationBoard(models.reads, { institutions: '*', after });
    const none = { unmatched: 0, conflicting: 0, late: 0, refused: 0, zoneAssumed: 0 };
    expect(providers).toStrictEqual([
      { provider: 'CERTIPORT', reports: 1, ...none, duplicatesSuppressed: 0, lastReportAt: opened },
      {
        ...{ provider: 'PEARSON_VUE', reports: 3, unmatched: 1, conflicting: 1, late: 1, refused: 1 },
        ...{ zoneAssumed: 1, duplicatesSuppressed: 2, lastReportAt: opened },
      },
    ]);
  });

  it('E43 puts rejected lines and reports that fit nothing into one inbox per provider, the latest first', async () => {
    const fileId = naturalId('fil', 1);
    const file = { fileId, provider: 'PEARSON_VUE' as const, fileHash: 'e'.repeat(64) };
    const rejected = { ...file, line: 7, reason: 'FIELD_MISSING' as const };
    const at = '2020-06-02T09:00:00.000Z';
    const after = await record(models.store, `file-${fileId}`, ProviderRecordRejected, rejected, { at });
    const errors = async (filter: NonNullable<ErrorsAsked['filter']>, more: Partial<ErrorsAsked> = {}) =>
      (await listErrors(models.reads, { institutions: '*', after, limit: 10, filter, ...more })).items;
    const found = await errors({ provider: 'PEARSON_VUE' });
    expect(found[0]).toStrictEqual({
      ...{
        errorId: `${fileId}:7`,
        institutionId: ids.institution,
        provider: 'PEARSON_VUE',
        kind: 'REJECTED',
        at,
      },
      ...{ reason: 'FIELD_MISSING', fileId, line: 7, reportId: null, registrationKey: null, codeId: null },
    });
    expect(new Set(found.map(({ kind, reason }) => `${kind} ${reason ?? ''}`))).toEqual(
      new Set(['REJECTED FIELD_MISSING', 'UNMATCHED UNKNOWN_CODE', 'REFUSED code-expired']),
    );
    expect(await errors({ kind: 'UNMATCHED' })).toMatchObject([{ reportId: reportId(1), codeId: codeId(1) }]);
    expect(await errors({ provider: 'CERTIPORT' })).toStrictEqual([]);
    expect(await errors({}, { institutions: [ids.otherInstitution] })).toStrictEqual([]);
    const first = await listErrors(models.reads, { institutions: '*', limit: 2 });
    const second = await listErrors(models.reads, { institutions: '*', limit: 2, cursor: first.next });
    expect([...first.items, ...second.items]).toStrictEqual(found);
  });

  it('I38 shows cases with their age, what stands to be approved, and both persons', async () => {
    const caseId = naturalId('cas', 1);
    const put = <D extends object>(type: EventClass<string, D>, data: D) =>
      record(models.store, `case-${caseId}`, type, data, { at: opened });
    const { institution: institutionId } = ids;
    const about = { caseId, kind: 'DOUBLE_USE', key: 'cod_x:REG-2' } as const;
    await put(CaseOpened, { ...about, evidence: ['event:1'], institutionId, opening: 1 });
    const decision = 'COUNT_OTHER_USE';
    let after = await put(DecisionProposed, { caseId, proposal: 1, decision, by: 'ann' });
    const asked = { institutions: [ids.institution], limit: 10, now };
    const { items } = await listCases(models.reads, { ...asked, after, filter: { status: 'OPEN' } });
    expect(items).toMatchObject([
      { kind: 'DOUBLE_USE', ageDays: 10, proposal: 1, proposedDecision: decision, proposedBy: 'ann' },
    ]);
    const open = await reconciliationBoard(models.reads, { institutions: '*', after });
    expect(open.openCases).toStrictEqual([{ kind: 'DOUBLE_USE', cases: 1, oldest: opened }]);
    after = await put(CaseResolved, { caseId, decision, by: 'ann', approvedBy: 'bob' });
    const decided = await listCases(models.reads, { ...asked, after, filter: { status: 'RESOLVED' } });
    expect(decided.items).toMatchObject([
      { ageDays: 0, proposal: null, decision, decidedBy: 'ann', approvedBy: 'bob', resolvedAt: opened },
    ]);
    const others = { ...asked, institutions: [ids.otherInstitution] };
    expect((await listCases(models.reads, { ...others, after })).items).toStrictEqual([]);
  });
});
