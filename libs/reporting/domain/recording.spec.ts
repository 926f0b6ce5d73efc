import { describe, expect, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { event } from '#kernel/event.js';
import { type IngestProviderReport } from '../contracts/report-commands.js';
import {
  ProviderReportChanged,
  ProviderReportRecorded,
  ProviderReportRepeated,
} from '../contracts/report-events.js';
import { recordReport } from './recording.js';
import { LocalTimeUnknown, ReportIncomplete, ReportInFuture, ResumedBeforeStarted } from './refusals.js';
import { reportFold } from './report.js';
import { content, identified, receivedAt as now, recordedAs, reportId, result } from './samples.js';

const givens = { facts: identified, now };
const reported = (differences: Partial<IngestProviderReport>, ...past: ReturnType<typeof recordedAs>[]) =>
  given(reportFold, ...past).when(recordReport, { ...result, ...differences }, givens);

describe('recording a report', () => {
  it('I27 stores what the provider says, before anybody judges it', () => {
    reported({}).then(recordedAs());
  });

  it('I32 keeps of the code and of the candidate only keyed hashes', () => {
    const facts = { ...identified, candidateHash: 'h'.repeat(43) };
    const { outcome } = given(reportFold).when(
      recordReport,
      { ...result, candidateId: 'C0001042' },
      { ...givens, facts },
    );
    expect(JSON.stringify(outcome)).not.toContain(result.code);
    expect(JSON.stringify(outcome)).not.toContain('C0001042');
    expect(outcome).toStrictEqual([recordedAs({ candidateHash: 'h'.repeat(43) })]);
  });

  it('E39 I27 suppresses the same report with the same content, and counts it', () => {
    const again = (repeats: number) => event(ProviderReportRepeated, { reportId, repeats });
    reported({}, recordedAs()).then(again(1));
    given(reportFold, recordedAs(), again(1)).when(recordReport, result, givens).then(again(2));
  });

  it('E40 records a changed content as such, and what it says then is what a repeat is held against', () => {
    const changed = event(ProviderReportChanged, {
      reportId,
      ...content,
      passed: false,
      changed: ['passed'],
    });
    reported({ passed: false }, recordedAs()).then(changed);
    given(reportFold, recordedAs(), changed)
      .when(recordReport, { ...result, passed: false }, givens)
      .then(event(ProviderReportRepeated, { reportId, repeats: 1 }));
  });

  it('I28 says which line of which file it came from', () => {
    const source = { fileHash: 'a'.repeat(64), line: 7 };
    reported(source).then(recordedAs(source));
    reported({ line: 7 }).then(recordedAs({ line: 7 }));
  });

  it('E41 says whether the provider’s key or the content tells it apart', () => {
    const { eventKey: _, ...withoutKey } = result;
    given(reportFold)
      .when(recordReport, withoutKey, givens)
      .then(recordedAs({ keyedBy: 'CONTENT' }));
  });

  it('E38 refuses what has not happened yet', () => {
    reported({ occurredLocal: '2019-11-05T01:00:01' }).thenRefused(ReportInFuture);
    reported({ occurredLocal: '2019-11-05T01:00:00' }).then(
      recordedAs({ occurredLocal: '2019-11-05T01:00:00' }),
    );
  });

  it('refuses a time that no clock shows', () => {
    reported({ occurredLocal: '2019-02-29T09:00:00' }).thenRefused(LocalTimeUnknown);
  });

  it('E23 keeps when an interrupted exam was resumed, which is after it was started', () => {
    const resumedLocal = '2019-11-04T10:30:00';
    reported({ resumedLocal }).then(recordedAs({ resumedLocal }));
    reported({ resumedLocal: '2019-11-04T08:59:59' }).thenRefused(ResumedBeforeStarted);
    reported({ resumedLocal: result.occurredLocal }).then(recordedAs({ resumedLocal: result.occurredLocal }));
  });

  it('wants the exam of a booking and of a result', () => {
    const { examCode: _, ...noExam } = result;
    given(reportFold)
      .when(recordReport, noExam, givens)
      .thenRefused(ReportIncomplete, { kind: 'RESULT' }, '/examCode');
    given(reportFold)
      .when(recordReport, { ...noExam, kind: 'BOOKING' }, givens)
      .thenRefused(ReportIncomplete, { kind: 'BOOKING' }, '/examCode');
    const { examCode: __, ...noShow } = recordedAs({ kind: 'NO_SHOW' }).data;
    given(reportFold)
      .when(recordReport, { ...noExam, kind: 'NO_SHOW' }, givens)
      .then(event(ProviderReportRecorded, noShow));
    reported({ kind: 'BOOKING' }).thenRefused(ReportIncomplete, { kind: 'BOOKING' }, '/examLocal');
  });
});
