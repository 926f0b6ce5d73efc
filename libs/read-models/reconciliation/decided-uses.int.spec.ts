import { expect, it } from '@jest/globals';
import { CodeForfeited, CodeRedeemed, CorrectionRecorded } from '#entitlement/contracts/code-events.js';
import { CaseOpened, CaseResolved } from '#fulfilment/contracts/cases.js';
import { type EventClass } from '#kernel/event.js';
import { naturalId } from '#kernel/ids.js';
import { ProviderReportApplied, ProviderReportRecorded } from '#reporting/contracts/report-events.js';
import { describeModels } from '../testing/describe-models.js';
import { codeId, ids, record } from '../testing/ledger-events.js';
import { listErrors } from './error-inbox.js';
import { ReconciliationProjector } from './projector.js';
import { listReports, type ReportView } from './query.js';

const now = '2020-06-11T09:00:00.000Z';
const opened = '2020-06-01T09:00:00.000Z';

describeModels('reports of uses that a case decides on', new ReconciliationProjector(), (models) => {
  const reportId = (n: number) => naturalId('rep', n);
  const happened = <D extends object>(n: number, type: EventClass<string, D>, data: Omit<D, 'reportId'>) =>
    record(models.store, `report-${reportId(n)}`, type, { reportId: reportId(n), ...data } as D, {
      at: opened,
    });
  const refused = async (n: number, kind: 'RESULT' | 'NO_SHOW', refusal: string) => {
    const provider = 'PEARSON_VUE' as const;
    const content = { kind, registrationKey: `REG-${n}`, codeId: codeId(n), examCode: '70-480' };
    const told = { ...content, occurredLocal: '2020-05-30T09:00:00', provider, receivedAt: opened };
    await happened(n, ProviderReportRecorded, { ...told, keyedBy: 'PROVIDER' });
    const outcome = { codeId: codeId(n), outcome: 'REFUSED' as const, refusal };
    return happened(n, ProviderReportApplied, {
      ...{ institutionId: ids.institution, occurredAt: opened, zone: 'Europe/Berlin' },
      ...{ zoneConfidence: 'STATED', late: false, ...outcome },
    });
  };
  const caseOf = (n: number) => naturalId('cas', 'use', n);
  const decide = async (n: number, decision: string | undefined) => {
    const key = `${codeId(n)}:REG-${n}`;
    const about = {
      caseId: caseOf(n),
      kind: 'LATE_BEYOND_WINDOW' as const,
      key,
      evidence: ['event:1'],
      opening: 1,
    };
    const stream = `case-${caseOf(n)}`;
    const after = await record(models.store, stream, CaseOpened, {
      ...about,
      institutionId: ids.institution,
    });
    if (decision === undefined) return after;
    const persons = { by: 'ann', approvedBy: 'bob' };
    return record(models.store, stream, CaseResolved, { caseId: caseOf(n), decision, ...persons });
  };
  const onCode = <D extends object>(n: number, type: EventClass<string, D>, data: D) =>
    record(models.store, `code-${codeId(n)}`, type, data, { at: opened });
  const redeemed = (n: number, caseId?: string) =>
    onCode(n, CodeRedeemed, {
      ...{ codeId: codeId(n), provider: 'PEARSON_VUE', registrationKey: `REG-${n}`, examCode: '70-480' },
      ...{ occurredAt: opened, occurredZone: 'Europe/Berlin', zoneConfidence: 'STATED', reportedAt: now },
      ...{ late: true, crossRegion: false, ...(caseId === undefined ? {} : { caseId }) },
    });
  const reversed = (n: number) =>
    onCode(n, CorrectionRecorded, {
      ...{ codeId: codeId(n), caseId: caseOf(n), reversed: 'REDEEMED', key: `REG-${n}`, usedAt: opened },
    });
  const seen = async (view: ReportView, after: string) => {
    const page = await listReports(models.reads, { institutions: '*', after, limit: 50, filter: { view } });
    return page.items.map(({ registrationKey }) => registrationKey);
  };
  const inbox = async (after: string) => {
    const asked = { institutions: '*' as const, after, limit: 50, filter: { kind: 'REFUSED' as const } };
    return (await listErrors(models.reads, asked)).items.map(({ registrationKey }) => registrationKey);
  };
  const stands = async (n: number, after: string) => {
    const asked = { institutions: [ids.institution], after, limit: 10, filter: { reportId: reportId(n) } };
    const [{ state, caseId } = { state: '', caseId: '' }] = (await listReports(models.reads, asked)).items;
    return { state, caseId };
  };

  it('E21 I38 a report that two persons have accepted is refused no longer, and in no inbox', async () => {
    const asked = await decide(11, undefined);
    const after = await refused(11, 'RESULT', 'code-late-window-over');
    expect(asked < after).toBe(true);
    expect(await inbox(after)).toContain('REG-11');
    expect(await stands(11, after)).toStrictEqual({ state: 'REFUSED', caseId: null });
    const accepted = await redeemed(11, caseOf(11));
    expect(await stands(11, accepted)).toStrictEqual({ state: 'ACCEPTED', caseId: caseOf(11) });
    expect(await inbox(accepted)).not.toContain('REG-11');
    expect(await seen('ACCEPTED', accepted)).toStrictEqual(['REG-11']);
    expect(await seen('REFUSED', accepted)).not.toContain('REG-11');
  });

  it('E21 I38 a no-show that two persons have accepted is told by its forfeiture, and by no use of another kind', async () => {
    await refused(12, 'NO_SHOW', 'code-late-window-over');
    const other = await redeemed(12, caseOf(12));
    expect(await stands(12, other)).toMatchObject({ state: 'REFUSED' });
    const accepted = await onCode(12, CodeForfeited, {
      ...{ codeId: codeId(12), bookingKey: 'REG-12', cause: 'NO_SHOW', occurredAt: opened },
      ...{ late: true, caseId: caseOf(12) },
    });
    expect(await stands(12, accepted)).toStrictEqual({ state: 'ACCEPTED', caseId: caseOf(12) });
  });

  it('I38 a use that is taken back is reversed, and counts again when a case says so', async () => {
    await refused(13, 'RESULT', 'code-already-consumed');
    await redeemed(13, caseOf(13));
    const after = await reversed(13);
    expect(await stands(13, after)).toStrictEqual({ state: 'REVERSED', caseId: caseOf(13) });
    expect(await seen('REVERSED', after)).toStrictEqual(['REG-13']);
    expect(await inbox(after)).not.toContain('REG-13');
    expect(await stands(13, await redeemed(13, caseOf(13)))).toMatchObject({ state: 'ACCEPTED' });
  });

  it('E18 a use that no case has decided on changes no report', async () => {
    await refused(14, 'RESULT', 'code-already-consumed');
    const after = await redeemed(14);
    expect(await stands(14, after)).toStrictEqual({ state: 'REFUSED', caseId: null });
    expect(await inbox(after)).toContain('REG-14');
  });

  it('I38 a report whose case is answered otherwise stays refused and leaves the inbox; one open case keeps it there', async () => {
    await refused(15, 'RESULT', 'code-late-window-over');
    const after = await decide(15, 'NO_ACTION');
    expect(await stands(15, after)).toStrictEqual({ state: 'REFUSED', caseId: null });
    expect(await inbox(after)).not.toContain('REG-15');
    const again = naturalId('cas', 'another', 15);
    const about = {
      caseId: again,
      kind: 'REPORT_REFUSED' as const,
      key: reportId(15),
      evidence: ['event:1'],
    };
    const { institution: institutionId } = ids;
    const open = { ...about, institutionId, opening: 1 };
    expect(await inbox(await record(models.store, `case-${again}`, CaseOpened, open))).toContain('REG-15');
  });

  it('E43 that the code was found later answers nothing of what the report says', async () => {
    await refused(16, 'RESULT', 'code-expired');
    expect(await inbox(await decide(16, 'MATCHED_LATER'))).toContain('REG-16');
  });
});
