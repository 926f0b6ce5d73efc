import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { naturalId } from '#kernel/ids.js';
import {
  type CaseKind,
  CaseEvidenceAdded,
  CaseOpened,
  CaseResolved,
  type OpenCase,
  type ResolveCase,
} from '../contracts/cases.js';
import { type CaseEvent, type CaseFacts } from '../contracts/case-facts.js';
import {
  type ApproveDecision,
  type AssignCase,
  CaseAssigned,
  DecisionDeclined,
  DecisionProposed,
  type DeclineDecision,
  type ProposeDecision,
} from '../contracts/case-work.js';
import { type DecisionKind, needsTwoPersons } from '../contracts/decision-kinds.js';
import {
  CaseNotOpen,
  DecisionNotOfCase,
  NotAPerson,
  ProposalNotCurrent,
  SecondPersonNeeded,
} from './case-refusals.js';

type Decides<Command> = Decision<Command, CaseFacts, CaseEvent>;

export const caseIdOf = (kind: string, key: string): string => naturalId('cas', kind, key);

/** One case is open per kind and key: the stream is named by both. */
export const openCase: Decides<OpenCase> = (command, state) => {
  const { kind, key, evidence, institutionId } = command;
  const caseId = caseIdOf(kind, key);
  if (state.status !== 'OPEN') {
    const concerns = institutionId === undefined ? {} : { institutionId };
    return [event(CaseOpened, { caseId, kind, key, evidence, ...concerns, opening: state.openings + 1 })];
  }
  const added = evidence.filter((reference) => !state.evidence.has(reference));
  return added.length === 0 ? [] : [event(CaseEvidenceAdded, { caseId, evidence: added })];
};

export const assignCase: Decides<AssignCase> = ({ caseId, owner }, state) => {
  if (state.status !== 'OPEN') return CaseNotOpen();
  return owner === state.owner ? [] : [event(CaseAssigned, { caseId, owner })];
};

/** What each decision is an answer to; those that change nothing answer every case. */
const answers: Readonly<Partial<Record<DecisionKind, readonly CaseKind[]>>> = {
  GOODWILL_NONE: ['RELEASED_AFTER_EXPIRY', 'BOOKED_BEYOND_EXPIRY', 'LATE_BEYOND_WINDOW'],
  ACCEPT_LATE_USE: ['LATE_BEYOND_WINDOW'],
  COUNT_OTHER_USE: ['DOUBLE_USE'],
  REVERSE_CONSUMPTION: ['ASSIGNEE_MISMATCH', 'INELIGIBLE_USE'],
  GRANT_AS_INVOICED: ['INVOICE_REVISION_MISMATCH'],
  AWAIT_CREDIT_AND_REBILL: ['INVOICE_REVISION_MISMATCH'],
  WITHDRAW_FROM_HOLDERS: ['CORRECTION_SHORT'],
  LEAVE_SHORTFALL: ['CORRECTION_SHORT'],
  MATCHED_LATER: ['UNKNOWN_CODE', 'REPORT_UNMATCHED'],
};

/** Doing nothing is worth money there: two persons say so, by the decision that is made for it (I38). */
const neverSilently: readonly (CaseKind | undefined)[] = ['CORRECTION_SHORT'];

/** A unit of a site pack is put right by an adjustment that says why, never taken back as if nothing had been sat (E44). */
const ofCodesOnly: readonly DecisionKind[] = ['REVERSE_CONSUMPTION'];

function isAnswerTo(decision: DecisionKind, { kind, key = '' }: CaseFacts): boolean {
  if (ofCodesOnly.includes(decision) && key.startsWith('ent_')) return false;
  return answers[decision]?.some((answered) => answered === kind) ?? !neverSilently.includes(kind);
}

/** By one person alone: only what moves neither money nor consumption (I38). */
export const resolveCase: Decides<ResolveCase> = ({ caseId, decision }, state, { actor }) => {
  if (state.status !== 'OPEN') return CaseNotOpen();
  if (needsTwoPersons(decision)) return SecondPersonNeeded({}, '/decision');
  if (!isAnswerTo(decision, state)) return DecisionNotOfCase({ decision }, '/decision');
  return [event(CaseResolved, { caseId, decision, by: actor.id })];
};

export const proposeDecision: Decides<ProposeDecision> = ({ caseId, decision }, state, { actor }) => {
  if (state.status !== 'OPEN') return CaseNotOpen();
  if (actor.kind === 'process') return NotAPerson();
  if (!isAnswerTo(decision, state)) return DecisionNotOfCase({ decision }, '/decision');
  const proposal = state.proposals + 1;
  return [event(DecisionProposed, { caseId, proposal, decision, by: actor.id })];
};

/** The second person: another account, with a command of its own, about just the proposal that it has read (I38). */
export const approveDecision: Decides<ApproveDecision> = ({ caseId, proposal }, state, { actor }) => {
  if (state.status !== 'OPEN') return CaseNotOpen();
  if (state.proposed?.proposal !== proposal) return ProposalNotCurrent({ proposal }, '/proposal');
  if (actor.kind === 'process') return NotAPerson();
  const { by, decision } = state.proposed;
  if (by === actor.id) return SecondPersonNeeded();
  return [event(CaseResolved, { caseId, decision, by, approvedBy: actor.id })];
};

export const declineDecision: Decides<DeclineDecision> = ({ caseId, proposal }, state, { actor }) => {
  if (state.status !== 'OPEN') return CaseNotOpen();
  if (state.proposed?.proposal !== proposal) return ProposalNotCurrent({ proposal }, '/proposal');
  return [event(DecisionDeclined, { caseId, proposal, by: actor.id })];
};
