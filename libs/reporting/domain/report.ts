import { type Fold } from '#kernel/decider.js';
import { type EventOf } from '#kernel/event.js';
import { type Instant } from '#kernel/time.js';
import {
  type ProviderReportApplied,
  type ProviderReportChanged,
  type ProviderReportGivenUp,
  type ProviderReportRecorded,
  type ProviderReportRepeated,
  type ProviderReportUnmatched,
  type ReportContent,
} from '../contracts/report-events.js';
import { type Outcome, type UnmatchedCause } from '../contracts/vocabulary.js';

export type ReportEvent = EventOf<
  | typeof ProviderReportRecorded
  | typeof ProviderReportRepeated
  | typeof ProviderReportChanged
  | typeof ProviderReportUnmatched
  | typeof ProviderReportGivenUp
  | typeof ProviderReportApplied
>;

/** One report of a provider, undefined while it has not come. */
export interface Report {
  readonly recorded: Readonly<ProviderReportRecorded>;
  /** What it said last; only what it said first is ever applied. */
  readonly latest: Readonly<ReportContent>;
  readonly repeats: number;
  readonly waiting?: {
    readonly cause: UnmatchedCause;
    readonly retryUntil: Instant;
    readonly givenUp: boolean;
  };
  readonly outcome?: Outcome;
  readonly institutionId?: string | undefined;
}

export const reportFold: Fold<Report | undefined, ReportEvent> = {
  initial: undefined,
  evolve(report, event) {
    if (event.type === 'ProviderReportRecorded')
      return { recorded: event.data, latest: event.data, repeats: 0 };
    return report === undefined ? undefined : evolve(report, event);
  },
};

function evolve(report: Report, event: Exclude<ReportEvent, EventOf<typeof ProviderReportRecorded>>): Report {
  switch (event.type) {
    case 'ProviderReportRepeated':
      return { ...report, repeats: event.data.repeats };
    case 'ProviderReportChanged':
      return { ...report, latest: event.data };
    case 'ProviderReportUnmatched': {
      const { cause, retryUntil, institutionId } = event.data;
      return { ...report, institutionId, waiting: { cause, retryUntil, givenUp: false } };
    }
    case 'ProviderReportGivenUp': {
      const { waiting } = report;
      return waiting === undefined ? report : { ...report, waiting: { ...waiting, givenUp: true } };
    }
    case 'ProviderReportApplied':
      return { ...report, outcome: event.data.outcome, institutionId: event.data.institutionId };
  }
}
