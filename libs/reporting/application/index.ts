import { notYourProvider } from '#catalogue/contracts/provider-callers.js';
import { type Aggregate } from '#deciding/aggregate.js';
import { type Binding, decisionsOf, type Look } from '#deciding/binding.js';
import { type CommandContext } from '#deciding/context.js';
import { type KeyedHash } from '#entitlement/contracts/code-id.js';
import { codeUseFacts } from '#entitlement/contracts/code-use-facts.js';
import { Refusal } from '#kernel/refusal.js';
import { RegisterProviderFile, RejectProviderRecord } from '../contracts/feed-commands.js';
import { feedEvents } from '../contracts/feed-events.js';
import { ApplyProviderReport, IngestProviderReport } from '../contracts/report-commands.js';
import { reportEvents } from '../contracts/report-events.js';
import { type ApplicationFacts, type Answer, applyReport } from '../domain/applying.js';
import { type Feed, type FeedEvent, feedFold, fileIdOf, registerFile, rejectRecord } from '../domain/feed.js';
import { occurrenceOf } from '../domain/occurrence.js';
import { recordReport } from '../domain/recording.js';
import { type Report, type ReportEvent, reportFold } from '../domain/report.js';
import { identify, reportIdFor } from './report-id.js';
import { useOf } from './use-of-report.js';

/** The streams `report-{rep_…}`. */
export const reports: Aggregate<Report | undefined, ReportEvent> = {
  category: 'report',
  events: reportEvents,
  fold: reportFold,
  tenant: (report) => report?.institutionId,
};

/** The streams `feed-{fil_…}`, one for each file. */
export const feeds: Aggregate<Feed, FeedEvent> = {
  category: 'feed',
  events: feedEvents,
  fold: feedFold,
  tenant: () => undefined,
};

export interface ReportingServices {
  readonly keyedHash: KeyedHash;
}

/** Every decision of this context. */
export const reportingDecisions = ({ keyedHash }: ReportingServices): readonly Binding[] => [
  ...decisionsOf(reports)
    .on({
      command: IngestProviderReport,
      id: reportIdFor(keyedHash),
      facts: (command, _, { caller }) =>
        notYourProvider(caller, command.provider) ?? identify(keyedHash, command),
      decide: recordReport,
    })
    .on({
      command: ApplyProviderReport,
      id: ({ reportId }) => reportId,
      facts: (_, look, __, report) => application(report, look),
      decide: applyReport,
    }).bindings,
  ...decisionsOf(feeds)
    .on({
      command: RegisterProviderFile,
      id: ({ provider, fileHash }) => fileIdOf(provider, fileHash),
      facts: ({ provider }: RegisterProviderFile, _: Look, { caller }: CommandContext) =>
        notYourProvider(caller, provider),
      decide: registerFile,
    })
    .on({
      command: RejectProviderRecord,
      id: ({ fileId }) => fileId,
      facts: (_: object, __: Look, { caller }: CommandContext, { received }: Feed) =>
        notYourProvider(caller, received?.provider),
      decide: rejectRecord,
    }).bindings,
];

/** Lets the code decide on what the report stands for, as part of this command; doing it again changes nothing. */
async function application(report: Report | undefined, look: Look): Promise<ApplicationFacts> {
  if (report === undefined || report.outcome !== undefined) return { code: undefined };
  const { recorded } = report;
  const { issued, ...uses } = await look.at(codeUseFacts, recorded.codeId);
  if (issued === undefined) return { code: undefined };
  const { institutionId, expiresAt } = issued;
  const occurrence = occurrenceOf(recorded.occurredLocal, recorded.zone, issued, recorded.receivedAt);
  const { consumption } = uses;
  const use = useOf(recorded, { issued, ...uses }, occurrence);
  const answer = use === undefined ? undefined : await answerTo(use, look);
  return { code: { institutionId, expiresAt, consumption, occurrence, answer } };
}

async function answerTo(use: object, look: Look): Promise<Answer> {
  // A dry run asks nobody else.
  const receipt = await look.tell?.(use);
  if (receipt instanceof Refusal) return { refusal: receipt.type.code, recorded: false };
  return { refusal: undefined, recorded: receipt !== undefined && receipt.events.length > 0 };
}
