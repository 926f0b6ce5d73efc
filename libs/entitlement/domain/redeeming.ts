import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { type Instant } from '#kernel/time.js';
import { CodeRedeemed } from '../contracts/code-events.js';
import { type RedeemCode } from '../contracts/use-commands.js';
import { type ExamFamily } from '../contracts/vocabulary.js';
import { type LostAccreditation } from './accreditation.js';
import { type AccessCode, type Code, type CodeEvent } from './code.js';
import { CodeUnknown, OtherProvider } from './code-refusals.js';
import { lateWindow } from '../contracts/late-window.js';
import { consumptionRefused, isLate, question, takenBack } from './use-rules.js';

/** What the catalogue and the institution say of the exam on the day it was sat. */
export interface RedemptionFacts {
  /** Family of the code that the exam counts toward. */
  readonly family: ExamFamily | undefined;
  readonly sittable: boolean;
  readonly delivered: boolean;
  readonly lostAccreditation: LostAccreditation;
}

/**
 * A sat exam consumes the code, passed or not (E59). What was wrong with it beside (another candidate, an exam the
 * code does not pay) becomes a question for a person: the exam has happened, and the code is not free any more.
 */
export const redeemCode: Decision<RedeemCode, AccessCode, CodeEvent, RedemptionFacts> = (
  command,
  code,
  { now, facts },
) => {
  if (code === undefined) return CodeUnknown();
  if (command.provider !== code.issued.provider) return OtherProvider();
  if (isReportedAgain(code, command)) return [];
  const { registrationKey: key, occurredAt, occurredZone, examCode, personRef } = command;
  const { zoneConfidence = 'STATED' } = command;
  const sat = { key, occurredAt, occurredZone, zoneConfidence, examCode };
  const report = personRef === undefined ? sat : { ...sat, personRef };
  const refused = consumptionRefused(code, report, now);
  if (refused !== undefined) return refused;
  return [
    ...takenBack(code, occurredAt),
    event(CodeRedeemed, redemption(code, command, facts, now), {
      occurredAt,
      basis: { policies: [lateWindow.name] },
    }),
    ...(isOtherCandidate(code, command) ? question(code, 'ASSIGNEE_MISMATCH', report) : []),
    ...(isIneligible(code, facts, occurredAt) ? question(code, 'INELIGIBLE_USE', report) : []),
  ];
};

/** The same registration again is the same report, whatever else has changed in it: a revoked result frees no code. */
const isReportedAgain = ({ consumption, reversed }: Code, { registrationKey }: RedeemCode): boolean =>
  (consumption?.kind === 'REDEEMED' && consumption.key === registrationKey) ||
  reversed.includes(registrationKey);

const isOtherCandidate = ({ assignee }: Code, { personRef }: RedeemCode): boolean =>
  assignee !== undefined && personRef !== undefined && assignee !== personRef;

/** A code disclosed before accreditation was lost stays good (E52). */
const isIneligible = ({ disclosed }: Code, facts: RedemptionFacts, occurredAt: Instant): boolean =>
  facts.family === undefined ||
  !facts.sittable ||
  !facts.delivered ||
  (!disclosed && facts.lostAccreditation(occurredAt));

function redemption(code: Code, command: RedeemCode, { family }: RedemptionFacts, now: string): CodeRedeemed {
  const { codeId, salesRegion } = code.issued;
  const { provider, registrationKey, examCode, occurredAt, occurredZone, region, passed, personRef } =
    command;
  return {
    codeId,
    provider,
    registrationKey,
    examCode,
    ...(family === undefined ? {} : { family }),
    occurredAt,
    occurredZone,
    zoneConfidence: command.zoneConfidence ?? 'STATED',
    reportedAt: now,
    late: isLate(code, now),
    crossRegion: region !== undefined && region !== salesRegion,
    ...(passed === undefined ? {} : { passed }),
    ...(personRef === undefined ? {} : { personRef }),
  };
}
