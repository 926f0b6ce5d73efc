import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { refusal } from '#kernel/refusal.js';
import { type Instant } from '#kernel/time.js';
import {
  CodeForfeited,
  CodeRedeemed,
  type CodeUseQuestioned,
  CorrectionRecorded,
} from '../contracts/code-events.js';
import {
  type AcceptLateUse,
  type CountOtherUse,
  type ReverseConsumption,
} from '../contracts/correction-commands.js';
import { type QuestionKind } from '../contracts/vocabulary.js';
import { lateWindow } from '../contracts/late-window.js';
import { type AccessCode, type Code, type CodeEvent, type Consumption } from './code.js';
import { CodeAlreadyConsumed, CodeUnknown } from './code-refusals.js';
import { expired } from './ending.js';
import { type RedemptionFacts } from './redeeming.js';
import { isLate, takenBack } from './use-rules.js';

export const UseNotAsked = refusal({
  code: 'code-use-not-asked',
  kind: 'conflict',
  rules: ['I38'],
  sentence: 'No such use of this code is in question.',
});
export const NotConsumedBy = refusal({
  code: 'code-not-consumed-by',
  kind: 'conflict',
  rules: ['I38'],
  sentence: 'This code has not been consumed by that use, so there is nothing to take back.',
});

export type CorrectionFacts = Pick<RedemptionFacts, 'family'>;

type Corrects<Command, Facts = undefined> = Decision<Command, AccessCode, CodeEvent, Facts>;

/** The use that was in question, with all that was reported of it. */
export const askedUse = (code: AccessCode, kind: QuestionKind, key: string) =>
  code?.asked.find((asked) => asked.kind === kind && asked.key === key);

/** Both persons have said that it counts: the expiry is taken back and the use recorded, under the case (E21). */
export const acceptLateUse: Corrects<AcceptLateUse, CorrectionFacts> = ({ key, caseId }, code, given) => {
  if (code === undefined) return CodeUnknown();
  if (code.consumption?.key === key) return [];
  if (code.consumption !== undefined) return CodeAlreadyConsumed();
  const use = askedUse(code, 'LATE_BEYOND_WINDOW', key);
  if (use === undefined) return UseNotAsked();
  return [...takenBack(code, use.occurredAt, caseId), counted(code, use, caseId, given.facts, given.now)];
};

/** What was counted first did not happen like that; what is left of the code is as it was before. */
export const reverseConsumption: Corrects<ReverseConsumption> = ({ key, caseId }, code, { now }) => {
  if (code === undefined) return CodeUnknown();
  if (code.reversed.includes(key)) return [];
  const { consumption } = code;
  if (consumption?.key !== key) return NotConsumedBy();
  const isOver = now >= code.issued.expiresAt && code.voided === undefined && !code.swept;
  return [reversal(code, consumption, caseId), ...(isOver ? [expired(code, now)] : [])];
};

/** Of two uses the other one counts; the code stays consumed once (I15, E18). */
export const countOtherUse: Corrects<CountOtherUse, CorrectionFacts> = ({ key, caseId }, code, given) => {
  if (code === undefined) return CodeUnknown();
  const { consumption } = code;
  if (consumption?.key === key) return [];
  const use = askedUse(code, 'DOUBLE_USE', key);
  if (use === undefined || consumption === undefined) return UseNotAsked();
  return [reversal(code, consumption, caseId), counted(code, use, caseId, given.facts, given.now)];
};

const reversal = (
  { issued: { codeId } }: Code,
  { kind, key, occurredAt: usedAt }: Consumption,
  caseId: string,
) => event(CorrectionRecorded, { codeId, caseId, reversed: kind, key, usedAt }, { occurredAt: usedAt });

function counted(
  code: Code,
  use: Readonly<CodeUseQuestioned>,
  caseId: string,
  { family }: CorrectionFacts,
  now: Instant,
): CodeEvent {
  const { codeId, provider = 'PEARSON_VUE', zone } = code.issued;
  const { key, occurredAt, examCode = '', occurredZone = zone, zoneConfidence = 'ASSUMED', personRef } = use;
  const late = isLate(code, now);
  const options = { occurredAt, basis: { policies: [lateWindow.name] } };
  if (use.forfeitCause !== undefined) {
    const { forfeitCause: cause } = use;
    return event(CodeForfeited, { codeId, bookingKey: key, cause, occurredAt, late, caseId }, options);
  }
  const data = {
    ...{ codeId, provider, registrationKey: key, examCode, occurredAt, occurredZone, zoneConfidence },
    ...(family === undefined ? {} : { family }),
    ...{ reportedAt: now, late, crossRegion: false, caseId },
    ...(personRef === undefined ? {} : { personRef }),
  };
  return event(CodeRedeemed, data, options);
}
