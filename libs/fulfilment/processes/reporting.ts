import { hoursAfter } from '#kernel/calendar.js';
import { type Instant } from '#kernel/time.js';
import { messageOf } from '#messages/command.js';
import { at, cancel, type Effect, type Process, processNamed, send } from '#processing/process.js';
import { ApplyProviderReport } from '#reporting/contracts/report-commands.js';
import {
  ProviderReportApplied,
  ProviderReportGivenUp,
  ProviderReportRecorded,
  ProviderReportUnmatched,
} from '#reporting/contracts/report-events.js';
import { OpenCase, ResolveCase } from '../contracts/cases.js';
import { caseIdOf } from '../domain/reconciliation-case.js';

/** Hours after which what could not be matched is tried again: soon at first, then daily for 10 days (E43). */
const retries = [1 / 60, 1 / 6, 1, 6, ...Array.from({ length: 10 }, (_, day) => (day + 1) * 24)];

const apply = (reportId: string) => send(messageOf(ApplyProviderReport, { reportId }));
const keyOf = (reportId: string, nth: number): string => `match:${reportId}:${nth}`;

const tryAgain = (reportId: string, from: Instant, until: Instant): readonly Effect[] =>
  retries.map((hours, nth) => {
    const then = hoursAfter(from, hours);
    // The last one comes when the window is over, so that giving up is on record.
    return at(
      nth === retries.length - 1 || then > until ? until : then,
      keyOf(reportId, nth),
      apply(reportId),
    );
  });

const open = (
  kind: OpenCase['kind'],
  reportId: string,
  eventId: string,
  institutionId: string | undefined,
): Effect =>
  send(
    messageOf(OpenCase, {
      kind,
      key: reportId,
      evidence: [`event:${eventId}`],
      ...(institutionId === undefined ? {} : { institutionId }),
    }),
  );

const matched = (reportId: string): ResolveCase => ({
  caseId: caseIdOf('UNKNOWN_CODE', reportId),
  decision: 'MATCHED_LATER',
});

/**
 * Applies what providers report. A report of an unknown code is a case at once and is matched again, because issuance
 * feeds lag (E43); one of an unknown booking only waits, and is a case when nothing came of it. What a code refuses is
 * a case, unless the code's own stream has asked already.
 */
export const reporting: Process = processNamed('reporting')
  .when(ProviderReportRecorded, ({ data }) => [apply(data.reportId)])
  .when(ProviderReportUnmatched, ({ id, data, metadata }) => {
    const { reportId, cause, retryUntil, institutionId } = data;
    return [
      ...(cause === 'UNKNOWN_CODE' ? [open('UNKNOWN_CODE', reportId, id, institutionId)] : []),
      ...tryAgain(reportId, metadata.recordedAt, retryUntil),
    ];
  })
  .when(ProviderReportGivenUp, ({ id, data: { reportId, cause }, metadata }) =>
    cause === 'UNKNOWN_CODE' ? [] : [open('REPORT_UNMATCHED', reportId, id, metadata.institutionId)],
  )
  .when(
    ProviderReportApplied,
    ({ id, data: { reportId, outcome, questioned, waitedFor, institutionId } }) => [
      ...(waitedFor === 'UNKNOWN_CODE' ? [send(messageOf(ResolveCase, matched(reportId)))] : []),
      ...retries.map((_, nth) => cancel(keyOf(reportId, nth))),
      ...(outcome === 'REFUSED' && questioned !== true
        ? [open('REPORT_REFUSED', reportId, id, institutionId)]
        : []),
    ],
  );
