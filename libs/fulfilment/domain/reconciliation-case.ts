import { type Decision, type Fold } from '#kernel/decider.js';
import { type EventOf, event } from '#kernel/event.js';
import { naturalId } from '#kernel/ids.js';
import { refusal } from '#kernel/refusal.js';
import {
  CaseEvidenceAdded,
  CaseOpened,
  CaseResolved,
  type OpenCase,
  type ResolveCase,
} from '../contracts/cases.js';

type CaseEvent = EventOf<typeof CaseOpened | typeof CaseEvidenceAdded | typeof CaseResolved>;

export interface CaseState {
  readonly status: 'NONE' | 'OPEN' | 'RESOLVED';
  readonly openings: number;
  readonly evidence: ReadonlySet<string>;
  readonly institutionId: string | undefined;
}

export const reconciliationCase: Fold<CaseState, CaseEvent> = {
  initial: { status: 'NONE', openings: 0, evidence: new Set(), institutionId: undefined },
  evolve(state, { type, data }) {
    switch (type) {
      case 'CaseOpened':
        return {
          status: 'OPEN',
          openings: data.opening,
          evidence: new Set(data.evidence),
          institutionId: data.institutionId,
        };
      case 'CaseEvidenceAdded':
        return { ...state, evidence: new Set([...state.evidence, ...data.evidence]) };
      case 'CaseResolved':
        return { ...state, status: 'RESOLVED' };
    }
  },
};

export const CaseNotOpen = refusal({
  code: 'case-not-open',
  kind: 'conflict',
  rules: ['I38'],
  sentence: 'There is no open case to decide.',
});

export const SecondPersonNeeded = refusal({
  code: 'second-person-needed',
  kind: 'forbidden',
  rules: ['I38'],
  sentence: 'This decision needs a second person, other than the one who takes it.',
});

export const caseIdOf = (kind: string, key: string): string => naturalId('cas', kind, key);

/** One case is open per kind and key: the stream is named by both. */
export const openCase: Decision<OpenCase, CaseState, CaseEvent> = (command, state) => {
  const { kind, key, evidence, institutionId } = command;
  const caseId = caseIdOf(kind, key);
  if (state.status !== 'OPEN') {
    const concerns = institutionId === undefined ? {} : { institutionId };
    return [event(CaseOpened, { caseId, kind, key, evidence, ...concerns, opening: state.openings + 1 })];
  }
  const added = evidence.filter((reference) => !state.evidence.has(reference));
  return added.length === 0 ? [] : [event(CaseEvidenceAdded, { caseId, evidence: added })];
};

export const resolveCase: Decision<ResolveCase, CaseState, CaseEvent> = (command, state, { actor }) => {
  if (state.status !== 'OPEN') return CaseNotOpen();
  if (command.approvedBy === actor.id) return SecondPersonNeeded({}, '/approvedBy');
  return [event(CaseResolved, { ...pick(command), by: actor.id })];
};

const pick = ({ caseId, decision, approvedBy }: ResolveCase) => ({ caseId, decision, approvedBy });
