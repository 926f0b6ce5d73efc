import { hoursAfter } from '#kernel/calendar.js';
import { type Decision, type Given } from '#kernel/decider.js';
import { event, type EventOf } from '#kernel/event.js';
import { type Refusal } from '#kernel/refusal.js';
import { type Instant } from '#kernel/time.js';
import { type DrawExam } from '../contracts/draw-commands.js';
import { SitePackUseQuestioned } from '../contracts/pack-events.js';
import { ExamDrawn, SitePackOverdrawn } from '../contracts/unit-events.js';
import {
  type CandidateRole,
  type DrawRemark,
  type ExamFamily,
  type SitePackQuestionKind,
} from '../contracts/vocabulary.js';
import { type ExamOnDay, examRefused } from './exams.js';
import { type Candidate, candidateRefused, roleOf } from './candidates.js';
import {
  BeforeTerm,
  InFuture,
  LateWindowOver,
  OtherProvider,
  SitePackCancelled,
  SitePackExhausted,
  SitePackIsExpired,
  SitePackUnknown,
} from './refusals.js';
import { freeOf, type Pack, questionOf, type SitePack, type SitePackEvent } from './site-pack.js';
import { type InstitutionStanding, lateWindow, notUsable } from './use-rules.js';

export interface DrawFacts extends ExamOnDay {
  /** Undefined when nobody is named or known. */
  readonly candidate: Candidate | undefined;
  readonly standing: InstitutionStanding;
}

/**
 * One unit for the start of an exam, judged by when it started (I17, I18, I24). Asked before the exam, what cannot stand
 * is refused. Reported after it, the exam has happened: the unit is gone, and what cannot stand is for a person to look
 * into (E44, E49, E51). Only what lies outside the term consumes nothing.
 */
export const drawExam: Decision<Readonly<DrawExam>, SitePack, SitePackEvent, DrawFacts> = (
  command,
  state,
  given,
) => {
  const { now, facts } = given;
  if (state === undefined) return SitePackUnknown();
  if (state.kind === 'CANCELLED')
    return SitePackCancelled().recording(...question(state, 'DRAWN_AFTER_CANCELLATION', command));
  if (command.provider !== state.opened.provider) return OtherProvider();
  if (state.draws.has(command.drawKey)) return [];
  const refused = outsideTerm(state, command, now);
  if (refused !== undefined) return refused;
  const doubts = doubtsOf(state, command, given);
  const exhausted = missingAfter(state, command) > 0;
  if (command.reported !== true) {
    const [doubt] = doubts;
    if (doubt !== undefined) return doubt.refusal;
    if (exhausted) return SitePackExhausted({ drawn: state.drawn, reserved: state.reserved });
  }
  return [
    ...drawOf(state, command, facts, now),
    ...doubts.flatMap(({ kind }) => question(state, kind, command)),
  ];
};

/** What a draw that counts records: the exam, and that it was one too many, if it was (E49). */
export const drawOf = (
  pack: Pack,
  command: CountedDraw,
  facts: Pick<DrawFacts, 'family' | 'candidate'>,
  now: Instant,
): readonly SitePackEvent[] => [
  drawn(pack, command, facts, now),
  ...(missingAfter(pack, command) > 0 ? [overdrawn(pack, command)] : []),
];

type CountedDraw = Readonly<DrawExam> & { readonly caseId?: string };

/** No use before the term, nor at or after its expiry instant, whether or not the sweep ran (I17, I18, E21). */
function outsideTerm(pack: Pack, command: DrawExam, now: Instant): Refusal | undefined {
  const { activeFrom, expiresAt } = pack.opened;
  const { occurredAt } = command;
  if (occurredAt > now) return InFuture({}, '/occurredAt');
  const asked = (kind: SitePackQuestionKind) =>
    command.reported === true ? question(pack, kind, command) : [];
  if (occurredAt < activeFrom) return BeforeTerm().recording(...asked('DRAWN_OUTSIDE_TERM'));
  if (occurredAt >= expiresAt) return SitePackIsExpired().recording(...asked('DRAWN_OUTSIDE_TERM'));
  if (now > hoursAfter(expiresAt, lateWindow.hours))
    return LateWindowOver().recording(...question(pack, 'LATE_BEYOND_WINDOW', command));
  return undefined;
}

interface Doubt {
  readonly kind: SitePackQuestionKind;
  readonly refusal: Refusal;
}

/** What speaks against the draw, first what speaks against the pack. */
function doubtsOf(pack: Pack, command: DrawExam, { facts }: Given<DrawFacts>): readonly Doubt[] {
  const { candidate, standing } = facts;
  const found: readonly [SitePackQuestionKind, Refusal | undefined][] = [
    ['DRAWN_WHILE_NOT_ACTIVE', notUsable(pack, command.occurredAt, standing)],
    ['INELIGIBLE_USE', examRefused(command.examCode, facts)],
    ['INELIGIBLE_CANDIDATE', candidateRefused(pack.opened.institutionId, candidate, command.occurredAt)],
  ];
  return found.flatMap(([kind, refusal]) => (refusal === undefined ? [] : [{ kind, refusal }]));
}

/** A seat of the session was taken out of the balance when it was reserved. */
const holdsSeat = ({ sessions }: Pack, sessionId: string | undefined): boolean =>
  sessionId !== undefined && (sessions.get(sessionId)?.held ?? 0) > 0;

/** Units that would be missing after the draw; judged as if the term still ran, because the exam was in it. */
const missingAfter = (pack: Pack, { sessionId }: DrawExam): number =>
  holdsSeat(pack, sessionId) ? 0 : Math.max(0, 1 - freeOf(pack));

const overdrawn = (pack: Pack, command: DrawExam): EventOf<typeof SitePackOverdrawn> => {
  const { entitlementId, drawKey, occurredAt } = command;
  return event(
    SitePackOverdrawn,
    { entitlementId, drawKey, missing: missingAfter(pack, command) },
    { occurredAt },
  );
};

function drawn(
  pack: Pack,
  command: CountedDraw,
  facts: Pick<DrawFacts, 'family' | 'candidate'>,
  now: Instant,
): EventOf<typeof ExamDrawn> {
  const { entitlementId, drawKey, sessionId, examCode, personRef, occurredAt, occurredZone } = command;
  const role = roleOf(pack.opened.institutionId, facts.candidate);
  const remarks = remarksOn(role, facts.family);
  const data = {
    entitlementId,
    drawKey,
    ...(sessionId === undefined ? {} : { sessionId }),
    fromReservation: holdsSeat(pack, sessionId),
    examCode,
    ...(facts.family === undefined ? {} : { family: facts.family }),
    ...(personRef === undefined ? {} : { personRef }),
    ...(role === undefined ? {} : { role }),
    occurredAt,
    occurredZone,
    zoneConfidence: command.zoneConfidence ?? ('STATED' as const),
    reportedAt: now,
    late: now >= pack.opened.expiresAt,
    allocation: command.allocation ?? ('PROVIDER' as const),
    remarks,
    ...(command.caseId === undefined ? {} : { caseId: command.caseId }),
  };
  return event(ExamDrawn, data, { occurredAt, basis: { policies: [lateWindow.name] } });
}

/** Product Terms speak of faculty and students: staff are marked (R25). An educators' exam is open to students (R34). */
const remarksOn = (
  role: CandidateRole | undefined,
  family: ExamFamily | undefined,
): readonly DrawRemark[] => [
  ...(role === 'STAFF' ? (['STAFF_ADMITTED'] as const) : []),
  ...(role === 'STUDENT' && family === 'MCE' ? (['EDUCATOR_EXAM_BY_STUDENT'] as const) : []),
];

/** A question for a person, unless it has been asked before. */
function question(
  { questions }: Pick<Pack, 'questions'>,
  kind: SitePackQuestionKind,
  command: DrawExam,
): readonly EventOf<typeof SitePackUseQuestioned>[] {
  const { entitlementId, drawKey: key, examCode, personRef, occurredAt } = command;
  const { sessionId, occurredZone, zoneConfidence } = command;
  if (questions.has(questionOf({ kind, key }))) return [];
  const data = {
    entitlementId,
    kind,
    key,
    drawKeys: [key],
    occurredAt,
    examCode,
    ...(personRef === undefined ? {} : { personRef }),
    ...(sessionId === undefined ? {} : { sessionId }),
    occurredZone,
    zoneConfidence: zoneConfidence ?? ('STATED' as const),
  };
  return [event(SitePackUseQuestioned, data, { occurredAt })];
}
