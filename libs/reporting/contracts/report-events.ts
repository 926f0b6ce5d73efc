import { deliveryProviders, type DeliveryProvider } from '#catalogue/contracts/vocabulary.js';
import { localTimeForm } from '#kernel/local-time.js';
import { eventRegistry } from '#messages/event-registry.js';
import { Flag, Moment, OneOf, Ref, Text, Texts, Whole, ZoneName } from '#messages/fields.js';
import {
  cancelledBy,
  type CancelledBy,
  fileHashForm,
  type Outcome,
  outcomes,
  reportKinds,
  type ReportKind,
  type UnmatchedCause,
  unmatchedCauses,
} from './vocabulary.js';

const localTime = { min: 19, max: 19, pattern: localTimeForm };

/** What a report says; code and candidate only as keyed hashes (I32). */
export class ReportContent {
  @OneOf(reportKinds, 'What is reported') kind!: ReportKind;
  @Text('Registration at the provider', { max: 60 }) registrationKey!: string;
  @Ref('cod', 'Id of the code, which is the keyed hash of its value') codeId!: string;
  @Text('Exam', { max: 20, optional: true }) examCode?: string;
  @Text('When it happened, on the provider’s clock', localTime) occurredLocal!: string;
  @Text('When it was resumed', { ...localTime, optional: true }) resumedLocal?: string;
  @Text('When the booked exam takes place', { ...localTime, optional: true }) examLocal?: string;
  @ZoneName('Zone of that clock, when stated', { optional: true }) zone?: string;
  @OneOf(cancelledBy, 'Who cancelled', { optional: true }) cancelledBy?: CancelledBy;
  @Text('Keyed hash of the candidate’s id at the provider', { max: 64, optional: true })
  candidateHash?: string;
  @Ref('per', 'Candidate', { optional: true }) personRef?: string;
  @Text('Region of the test centre', { max: 40, optional: true }) region?: string;
  @Flag('Whether the exam was passed', { optional: true }) passed?: boolean;
}

/** Stored as it came, before anybody judges it. */
export class ProviderReportRecorded extends ReportContent {
  static readonly type = 'ProviderReportRecorded';
  static readonly version = 1;
  @Ref('rep', 'The report') reportId!: string;
  @OneOf(deliveryProviders, 'Delivery provider') provider!: DeliveryProvider;
  @OneOf(['PROVIDER', 'CONTENT'], 'Whether the provider’s key or the content tells it apart (E41)')
  keyedBy!: 'PROVIDER' | 'CONTENT';
  @Moment('When the ledger learned of it') receivedAt!: string;
  @Text('SHA-256 of the file that it came in', { max: 64, pattern: fileHashForm, optional: true })
  fileHash?: string;
  @Whole('Line of that file', { min: 1, optional: true }) line?: number;
}

/** The same report came again with the same content: suppressed, and counted (E39, I27). */
export class ProviderReportRepeated {
  static readonly type = 'ProviderReportRepeated';
  static readonly version = 1;
  @Ref('rep', 'The report') reportId!: string;
  @Whole('How often it has come again', { min: 1 }) repeats!: number;
}

/** The same report came again and says something else; what was consumed stays so (E40). */
export class ProviderReportChanged extends ReportContent {
  static readonly type = 'ProviderReportChanged';
  static readonly version = 1;
  @Ref('rep', 'The report') reportId!: string;
  @Texts('Fields that differ', { max: 20 }) changed!: readonly string[];
}

/** Nothing to apply it to, so far (E43). */
export class ProviderReportUnmatched {
  static readonly type = 'ProviderReportUnmatched';
  static readonly version = 1;
  @Ref('rep', 'The report') reportId!: string;
  @OneOf(unmatchedCauses, 'What is missing') cause!: UnmatchedCause;
  @Moment('Until when it is tried again') retryUntil!: string;
  @Ref('ins', 'Institution of the code, when known', { optional: true }) institutionId?: string;
}

/** Nothing came to apply it to in 10 days: from now on only its case (E43). */
export class ProviderReportGivenUp {
  static readonly type = 'ProviderReportGivenUp';
  static readonly version = 1;
  @Ref('rep', 'The report') reportId!: string;
  @OneOf(unmatchedCauses, 'What is missing') cause!: UnmatchedCause;
}

/** What became of it. */
export class ProviderReportApplied {
  static readonly type = 'ProviderReportApplied';
  static readonly version = 1;
  @Ref('rep', 'The report') reportId!: string;
  @Ref('cod', 'Code') codeId!: string;
  @Ref('ins', 'Institution of the code') institutionId!: string;
  @OneOf(outcomes, 'What became of it') outcome!: Outcome;
  @Text('Refusal of the code, if it refused', { max: 60, optional: true }) refusal?: string;
  @Flag('The code’s own stream has asked the question that the refusal raises', { optional: true })
  questioned?: boolean;
  @Moment('When it happened, as it was read') occurredAt!: string;
  @ZoneName('Zone that it was read in') zone!: string;
  @OneOf(['STATED', 'ASSUMED'], 'How the instant is known (E22)') zoneConfidence!: 'STATED' | 'ASSUMED';
  @OneOf(unmatchedCauses, 'What it had waited for', { optional: true }) waitedFor?: UnmatchedCause;
  @Flag('It happened before the expiry and was reported after it') late!: boolean;
}

export const reportEvents = eventRegistry(
  ProviderReportRecorded,
  ProviderReportRepeated,
  ProviderReportChanged,
  ProviderReportUnmatched,
  ProviderReportGivenUp,
  ProviderReportApplied,
);
