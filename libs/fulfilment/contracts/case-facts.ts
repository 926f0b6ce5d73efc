import { type Aggregate } from '#deciding/aggregate.js';
import { type Fold } from '#kernel/decider.js';
import { type EventOf } from '#kernel/event.js';
import { eventRegistry } from '#messages/event-registry.js';
import { CaseAssigned, DecisionDeclined, DecisionProposed } from './case-work.js';
import { CaseEvidenceAdded, type CaseKind, CaseOpened, CaseResolved } from './cases.js';

export const caseEvents = eventRegistry(
  CaseOpened,
  CaseEvidenceAdded,
  CaseAssigned,
  DecisionProposed,
  DecisionDeclined,
  CaseResolved,
);

export type CaseEvent = EventOf<
  | typeof CaseOpened
  | typeof CaseEvidenceAdded
  | typeof CaseAssigned
  | typeof DecisionProposed
  | typeof DecisionDeclined
  | typeof CaseResolved
>;

export interface CaseFacts {
  readonly status: 'NONE' | 'OPEN' | 'RESOLVED';
  readonly kind?: CaseKind;
  readonly key?: string;
  readonly openings: number;
  readonly evidence: ReadonlySet<string>;
  readonly owner?: string | undefined;
  readonly proposals: number;
  /** What stands to be approved. */
  readonly proposed?: Readonly<DecisionProposed> | undefined;
  readonly institutionId: string | undefined;
}

export const caseFold: Fold<CaseFacts, CaseEvent> = {
  initial: { status: 'NONE', openings: 0, evidence: new Set(), proposals: 0, institutionId: undefined },
  evolve(state, { type, data }) {
    switch (type) {
      case 'CaseOpened': {
        const { kind, key, opening: openings, evidence, institutionId } = data;
        const { proposals } = state;
        return { status: 'OPEN', kind, key, openings, evidence: new Set(evidence), proposals, institutionId };
      }
      case 'CaseEvidenceAdded':
        return { ...state, evidence: new Set([...state.evidence, ...data.evidence]) };
      case 'CaseAssigned':
        return { ...state, owner: data.owner };
      case 'DecisionProposed':
        return { ...state, proposals: data.proposal, proposed: data };
      case 'DecisionDeclined':
        return { ...state, proposed: undefined };
      case 'CaseResolved':
        return { ...state, status: 'RESOLVED', proposed: undefined };
    }
  },
};

/** The streams `case-{cas_…}`. */
export const caseFacts: Aggregate<CaseFacts, CaseEvent> = {
  category: 'case',
  events: caseEvents,
  fold: caseFold,
  tenant: ({ institutionId }) => institutionId,
};
