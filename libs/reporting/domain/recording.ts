import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { isLocalTime } from '#kernel/local-time.js';
import { type Refusal } from '#kernel/refusal.js';
import { type IngestProviderReport } from '../contracts/report-commands.js';
import {
  ProviderReportChanged,
  ProviderReportRecorded,
  ProviderReportRepeated,
  type ReportContent,
} from '../contracts/report-events.js';
import { isInFuture } from './occurrence.js';
import { LocalTimeUnknown, ReportIncomplete, ReportInFuture, ResumedBeforeStarted } from './refusals.js';
import { type Report, type ReportEvent } from './report.js';

/** What the keyed hashes say of the secrets in the command. */
export interface RecordingFacts {
  readonly reportId: string;
  readonly codeId: string;
  readonly candidateHash: string | undefined;
}

/** Stores a report as it came, once; what becomes of it is decided by itself, later (I27, E39, E40). */
export const recordReport: Decision<IngestProviderReport, Report | undefined, ReportEvent, RecordingFacts> = (
  command,
  report,
  { now, facts },
) => {
  const refused = unreadable(command) ?? unlikely(command, now);
  if (refused !== undefined) return refused;
  const { reportId } = facts;
  const content = contentOf(command, facts);
  if (report === undefined) {
    const { provider, eventKey, fileHash, line } = command;
    const keyedBy = eventKey === undefined ? 'CONTENT' : 'PROVIDER';
    const source = { ...(fileHash && { fileHash }), ...(line && { line }) };
    return [
      event(ProviderReportRecorded, {
        ...{ reportId, provider, keyedBy, receivedAt: now },
        ...content,
        ...source,
      }),
    ];
  }
  const changed = differences(report.latest, content);
  return changed.length === 0
    ? [event(ProviderReportRepeated, { reportId, repeats: report.repeats + 1 })]
    : [event(ProviderReportChanged, { reportId, ...content, changed })];
};

function unreadable(command: IngestProviderReport): Refusal | undefined {
  for (const name of ['occurredLocal', 'resumedLocal', 'examLocal'] as const) {
    const local = command[name];
    if (local !== undefined && !isLocalTime(local)) return LocalTimeUnknown({}, `/${name}`);
  }
  return undefined;
}

function unlikely(command: IngestProviderReport, now: string): Refusal | undefined {
  const { kind, examCode, examLocal, occurredLocal, resumedLocal, zone } = command;
  if (examCode === undefined && (kind === 'BOOKING' || kind === 'RESULT'))
    return ReportIncomplete({ kind }, '/examCode');
  if (examLocal === undefined && kind === 'BOOKING') return ReportIncomplete({ kind }, '/examLocal');
  if (resumedLocal !== undefined && resumedLocal < occurredLocal)
    return ResumedBeforeStarted({}, '/resumedLocal');
  return isInFuture(occurredLocal, zone, now) ? ReportInFuture({}, '/occurredLocal') : undefined;
}

const contentFields = [
  'kind',
  'registrationKey',
  'codeId',
  'examCode',
  'occurredLocal',
  'resumedLocal',
  'examLocal',
  'zone',
  'cancelledBy',
  'candidateHash',
  'personRef',
  'region',
  'passed',
] as const satisfies readonly (keyof ReportContent)[];

function contentOf(
  command: Readonly<IngestProviderReport>,
  { codeId, candidateHash }: RecordingFacts,
): Readonly<ReportContent> {
  const { kind, registrationKey, occurredLocal } = command;
  const said: Partial<ReportContent> = { ...command, codeId, ...(candidateHash && { candidateHash }) };
  const present = contentFields.filter((name) => said[name] !== undefined);
  const content: Partial<ReportContent> = Object.fromEntries(present.map((name) => [name, said[name]]));
  return { ...content, kind, registrationKey, codeId, occurredLocal };
}

const differences = (before: Readonly<ReportContent>, after: Readonly<ReportContent>): readonly string[] =>
  contentFields.filter((name) => before[name] !== after[name]);
