import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { Refusal } from '#kernel/refusal.js';
import { type Instant } from '#kernel/time.js';
import {
  type AssignCode,
  type LiftStranding,
  type ReassignCode,
  type StrandCode,
  type ProposeVoidAssignment,
  type VoidAssignment,
} from '../contracts/code-commands.js';
import {
  AssignmentVoidedBeforeDisclosure,
  AssignmentVoidProposed,
  CodeAssigned,
  CodeStranded,
  CodeStrandingLifted,
  TransferRefused,
} from '../contracts/code-events.js';
import { type candidateRoles } from '../contracts/vocabulary.js';
import { type AccessCode, type Code, type CodeEvent } from './code.js';
import { type LostAccreditation } from './accreditation.js';
import {
  AccreditationLost,
  AssignmentFinal,
  CodeAlreadyAssigned,
  CodeNotAssigned,
  CodeNotTransferable,
  ConsentMissing,
  LeaverKeepsCode,
  NotACandidate,
  PersonHasLeft,
  PersonUnknown,
  SecondPersonNeeded,
  VoidNotProposed,
} from './assignment-refusals.js';
import { CodeUnknown } from './code-refusals.js';
import { notLive } from './use-rules.js';

/** Undefined when there is no such person, or no longer one that may be known (E62). */
export type Assignee =
  | {
      readonly institutionId: string;
      /** Undefined for somebody who is no candidate, such as a contact. */
      readonly role: (typeof candidateRoles)[number] | undefined;
      /** When the person left. */
      readonly leftAt: Instant | undefined;
      readonly lacksConsent: boolean;
    }
  | undefined;

export interface AssignmentFacts {
  readonly person: Assignee;
  readonly lostAccreditation: LostAccreditation;
}

/** From then on the code is stranded, whether or not the process that says so has been here (E29, E30). */
export const isGone = (assignee: Assignee, now: Instant): boolean =>
  assignee === undefined || (assignee.leftAt !== undefined && assignee.leftAt <= now);

/** To one person; which exam it will pay is decided at booking (R55, R61). */
export const assignCode: Decision<AssignCode, AccessCode, CodeEvent, AssignmentFacts> = (
  { personRef },
  code,
  { now, facts: { person, lostAccreditation } },
) => {
  if (code === undefined) return CodeUnknown();
  const refused = notLive(code, now);
  if (refused !== undefined) return refused;
  if (code.assignee === personRef) return [];
  if (code.assignee !== undefined) return code.disclosed ? CodeNotTransferable() : CodeAlreadyAssigned();
  const { codeId, institutionId } = code.issued;
  if (person?.institutionId !== institutionId) return PersonUnknown();
  if (isGone(person, now)) return PersonHasLeft();
  if (person.role === undefined) return NotACandidate();
  if (person.lacksConsent) return ConsentMissing();
  if (!code.disclosed && lostAccreditation(now)) return AccreditationLost();
  return [event(CodeAssigned, { codeId, personRef, role: person.role })];
};

export interface CorrectionFacts {
  /** Policy 6: no correction at all. */
  readonly strict: boolean;
  /** The code was on a voucher list that has been disclosed. */
  readonly onDisclosedList: boolean;
  /** Who has the code. */
  readonly assignee: Assignee;
}

/**
 * A typing error may be put right while nobody has seen the code, by two people (R61, I19). The code of somebody who left
 * is not freed like that: nobody else may get it (E30).
 */
const undoable = (
  code: AccessCode,
  now: Instant,
  facts: CorrectionFacts,
): Refusal | { readonly personRef: string; readonly proposed: Code['voidProposed'] } => {
  if (code === undefined) return CodeUnknown();
  if (code.assignee === undefined) return CodeNotAssigned();
  if (isFinal(code) || facts.onDisclosedList || facts.strict) return AssignmentFinal();
  if (isGone(facts.assignee, now)) return LeaverKeepsCode();
  return { personRef: code.assignee, proposed: code.voidProposed };
};

/** The first of two persons; the assignment stays as it is (R61). */
export const proposeVoidAssignment: Decision<
  ProposeVoidAssignment,
  AccessCode,
  CodeEvent,
  CorrectionFacts
> = ({ codeId, cause }, code, { actor, now, facts }) => {
  const found = undoable(code, now, facts);
  if (found instanceof Refusal) return found;
  const { personRef, proposed } = found;
  if (proposed?.cause === cause && proposed.proposedBy === actor.id) return [];
  return [event(AssignmentVoidProposed, { codeId, personRef, cause, proposedBy: actor.id })];
};

/** The second of two persons, who is another than the first (R61). */
export const voidAssignment: Decision<VoidAssignment, AccessCode, CodeEvent, CorrectionFacts> = (
  { codeId },
  code,
  { actor, now, facts },
) => {
  const found = undoable(code, now, facts);
  if (found instanceof Refusal) return found;
  const { personRef, proposed } = found;
  if (proposed === undefined) return VoidNotProposed();
  const { cause, proposedBy } = proposed;
  if (proposedBy === actor.id || proposedBy === actor.onBehalfOf) return SecondPersonNeeded();
  return [event(AssignmentVoidedBeforeDisclosure, { codeId, personRef, cause, approvedBy: actor.id })];
};

const isFinal = ({ disclosed, booking, consumption }: Code): boolean =>
  disclosed || booking !== undefined || consumption !== undefined;

/** Always refused; the attempt is kept (R61). */
export const reassignCode: Decision<ReassignCode, AccessCode, CodeEvent> = ({ personRef }, code): Refusal => {
  if (code === undefined) return CodeUnknown();
  const { codeId } = code.issued;
  const holder = code.assignee === undefined ? {} : { personRef: code.assignee };
  return CodeNotTransferable().recording(
    event(TransferRefused, { codeId, ...holder, toPersonRef: personRef }),
  );
};

/** Still valid, still its person's, but nobody or nothing eligible is left for it (E29, E30). Never back to the pool. */
export const strandCode: Decision<StrandCode, AccessCode, CodeEvent> = (
  { personRef, cause },
  code,
  { now },
) => {
  if (code === undefined) return CodeUnknown();
  if (notLive(code, now) !== undefined || code.stranded.includes(cause)) return [];
  if (cause === 'PERSON_LEFT' && (personRef === undefined || code.assignee !== personRef))
    return CodeNotAssigned();
  const { codeId } = code.issued;
  return [event(CodeStranded, { codeId, ...(personRef === undefined ? {} : { personRef }), cause })];
};

/** A reason that is over goes; whatever else strands it stays (E58). */
export const liftStranding: Decision<LiftStranding, AccessCode, CodeEvent> = ({ codeId, cause }, code) => {
  if (code === undefined) return CodeUnknown();
  if (!code.stranded.includes(cause)) return [];
  const remaining = code.stranded.findLast((other) => other !== cause);
  return [event(CodeStrandingLifted, { codeId, cause, ...(remaining === undefined ? {} : { remaining }) })];
};
