import {
  ExamListed,
  ExamRetired,
  ExamRetirementAnnounced,
  ExamRetirementRescheduled,
} from '#catalogue/contracts/exam-events.js';
import { JudgeExamsLeft } from '#entitlement/contracts/entitlement-commands.js';
import {
  CodesIssued,
  EntitlementGranted,
  EntitlementStranded,
  EntitlementStrandingLifted,
  EntitlementTermShortened,
} from '#entitlement/contracts/entitlement-events.js';
import { entitlementFacts } from '#entitlement/contracts/entitlement-facts.js';
import { instantOf, millisecondsOf } from '#kernel/time.js';
import { messageOf } from '#messages/command.js';
import { at, type Effect, perform, type Process, processNamed, send } from '#processing/process.js';

/** Judges every entitlement that the exam counts for; subject is the exam. */
export const judgeGranted = 'judge-granted';
/** Judges again what is stranded and the exam might save; subject is the exam. */
export const judgeStranded = 'judge-stranded';
/** Says of each code of an entitlement what has been said of the entitlement. */
export const followStranding = 'follow-stranding';
/** Asks for the mails about retiring exams; subject is one of them. */
export const tellOfRetirements = 'tell-of-retirements';

const hour = 3_600_000;

/** At the next full hour: exams retire in batches, and whoever is concerned gets one mail about all of them (N8). */
const told = (examCode: string, recordedAt: string): Effect =>
  at(
    instantOf((Math.floor(millisecondsOf(recordedAt) / hour) + 1) * hour),
    examCode,
    perform(tellOfRetirements, examCode),
  );

const judged = (entitlementId: string): Effect => send(messageOf(JudgeExamsLeft, { entitlementId }));

/**
 * Follows the last days of exams: which entitlements have days of their term left on which nothing can be sat, their
 * codes, and who is to be told (E57, E58, N8). Codes stay valid all the while.
 */
export const retirementWatch: Process = processNamed('retirement-watch')
  .when(ExamRetirementAnnounced, ({ data: { examCode }, metadata }) => [
    perform(judgeGranted, examCode),
    told(examCode, metadata.recordedAt),
  ])
  .when(ExamRetirementRescheduled, ({ data: { examCode }, metadata }) => [
    perform(judgeGranted, examCode),
    told(examCode, metadata.recordedAt),
  ])
  .when(ExamRetired, ({ data: { examCode } }) => [perform(judgeGranted, examCode)])
  .when(ExamListed, ({ data: { examCode } }) => [perform(judgeStranded, examCode)])
  .when(EntitlementGranted, ({ data: { entitlementId, families } }) =>
    families.length === 0 ? [] : [judged(entitlementId)],
  )
  .when(EntitlementTermShortened, ({ data: { entitlementId } }) => [judged(entitlementId)])
  .when(EntitlementStranded, ({ data }) => followed(data))
  .when(EntitlementStrandingLifted, ({ data }) => followed(data))
  .when(CodesIssued, async ({ data: { entitlementId } }, look) => {
    const { lastExamOn } = await look.at(entitlementFacts, entitlementId);
    return lastExamOn === undefined ? [] : [perform(followStranding, entitlementId)];
  });

/** A site pack has no codes: its entitlement says it all. */
const followed = ({
  entitlementId,
  fulfilment,
}: EntitlementStranded | EntitlementStrandingLifted): readonly Effect[] =>
  fulfilment === 'CODES' ? [perform(followStranding, entitlementId)] : [];
