import { hoursAfter } from '#kernel/calendar.js';
import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { type Instant } from '#kernel/time.js';
import { type ApplyProviderReport } from '../contracts/report-commands.js';
import {
  ProviderReportApplied,
  ProviderReportGivenUp,
  ProviderReportUnmatched,
} from '../contracts/report-events.js';
import { type Outcome, type ReportKind, type UnmatchedCause } from '../contracts/vocabulary.js';
import { type Occurrence } from './occurrence.js';
import { ReportUnknown } from './refusals.js';
import { type Report, type ReportEvent } from './report.js';

/** What is not known yet may still come: issuance feeds lag, and records have no order (E43, E42). */
export const matching = { name: 'match-10-days@1', hours: 10 * 24 } as const;

/** The code that a report is about, and what its own stream answered. */
export interface ApplicationFacts {
  readonly code:
    | {
        readonly institutionId: string;
        readonly expiresAt: Instant;
        readonly consumption: { readonly key: string; readonly occurredAt: Instant } | undefined;
        readonly occurrence: Occurrence;
        /** Undefined when nothing was asked of the code. */
        readonly answer: Answer | undefined;
      }
    | undefined;
}

export type Answer =
  | { readonly refusal: undefined; readonly recorded: boolean }
  | { readonly refusal: string; readonly recorded: false };

type Applied = Omit<ProviderReportApplied, 'reportId' | 'codeId' | 'refusal'>;

/** Says what became of a report, once; while its code or booking is unknown, that it waits, and when that is over. */
export const applyReport: Decision<ApplyProviderReport, Report | undefined, ReportEvent, ApplicationFacts> = (
  _,
  report,
  { now, facts: { code } },
) => {
  if (report === undefined) return ReportUnknown();
  if (report.outcome !== undefined) return [];
  if (code === undefined) return waiting(report, 'UNKNOWN_CODE', now, undefined);
  const { kind, codeId, registrationKey, reportId } = report.recorded;
  const { institutionId, expiresAt, consumption, occurrence, answer } = code;
  const { at, zone, zoneConfidence } = occurrence;
  const applied = (outcome: Outcome): Applied => ({
    institutionId,
    outcome,
    occurredAt: at,
    zone,
    zoneConfidence,
    late: at < expiresAt && now >= expiresAt,
    ...(report.waiting && { waitedFor: report.waiting.cause }),
  });
  const settled = (outcome: Outcome, more: Partial<ProviderReportApplied> = {}) => [
    event(
      ProviderReportApplied,
      { reportId, codeId, ...applied(outcome), ...more },
      { occurredAt: at, basis: { policies: [matching.name] } },
    ),
  ];
  if (answer === undefined) return settled('NOTED');
  const { refusal, recorded } = answer;
  if (refusal === undefined) return settled(recorded ? 'APPLIED' : 'ALREADY_KNOWN');
  if (consumption !== undefined && isOvertaken(kind, registrationKey, at, consumption))
    return settled('HISTORICAL', { refusal });
  const missing = missingOf(kind, refusal, consumption !== undefined);
  if (missing !== undefined) return waiting(report, missing, now, institutionId);
  return settled('REFUSED', { refusal, questioned: isQuestioned(kind, refusal) });
};

/** True when it came out of order: a booking or its cancellation from before the use that is known already (E42). */
function isOvertaken(
  kind: ReportKind,
  registrationKey: string,
  at: Instant,
  consumption: { readonly key: string; readonly occurredAt: Instant },
): boolean {
  const isBefore = at <= consumption.occurredAt;
  if (kind === 'BOOKING') return isBefore || consumption.key === registrationKey;
  return kind === 'CANCELLATION' && isBefore && consumption.key !== registrationKey;
}

function missingOf(kind: ReportKind, refusal: string, consumed: boolean): UnmatchedCause | undefined {
  if (kind === 'CANCELLATION' && refusal === 'booking-unknown' && !consumed) return 'UNKNOWN_BOOKING';
  return kind === 'BOOKING' && refusal === 'code-already-booked' ? 'OTHER_BOOKING_LIVE' : undefined;
}

/** Refusals that the code's stream has made a case of by itself. */
const isQuestioned = (kind: ReportKind, refusal: string): boolean =>
  kind === 'BOOKING'
    ? refusal === 'booked-beyond-expiry'
    : ['code-already-consumed', 'code-void', 'code-late-window-over'].includes(refusal);

function waiting(
  { recorded: { reportId }, waiting: before }: Report,
  cause: UnmatchedCause,
  now: Instant,
  institutionId: string | undefined,
): readonly ReportEvent[] {
  const retryUntil = before?.retryUntil ?? hoursAfter(now, matching.hours);
  if (before !== undefined && now >= retryUntil)
    return before.givenUp ? [] : [event(ProviderReportGivenUp, { reportId, cause })];
  if (before?.cause === cause) return [];
  const concerns = institutionId === undefined ? {} : { institutionId };
  return [event(ProviderReportUnmatched, { reportId, cause, retryUntil, ...concerns })];
}
