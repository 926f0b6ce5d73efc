import { describe, expect, it } from '@jest/globals';
import { event } from '#kernel/event.js';
import { given } from '#deciding/given-when-then.js';
import { caseFold } from '../contracts/case-facts.js';
import { CaseAssigned, DecisionDeclined, DecisionProposed } from '../contracts/case-work.js';
import { CaseEvidenceAdded, CaseOpened, CaseResolved } from '../contracts/cases.js';
import { decisionKinds, needsTwoPersons } from '../contracts/decision-kinds.js';
import {
  CaseNotOpen,
  DecisionNotOfCase,
  NotAPerson,
  ProposalNotCurrent,
  SecondPersonNeeded,
} from './case-refusals.js';
import {
  approveDecision,
  assignCase,
  caseIdOf,
  declineDecision,
  openCase,
  proposeDecision,
  resolveCase,
} from './reconciliation-case.js';

const institutionId = 'ins_00000000000000000000000000';
const about = { kind: 'DOUBLE_USE', key: 'cod_x:REG-2' } as const;
const caseId = caseIdOf(about.kind, about.key);
const opened = event(CaseOpened, { caseId, ...about, evidence: ['e1'], institutionId, opening: 1 });
const resolved = event(CaseResolved, { caseId, decision: 'NO_ACTION', by: 'ann' });
const decision = 'COUNT_OTHER_USE';
const proposed = event(DecisionProposed, { caseId, proposal: 1, decision, by: 'ann' });
const facts = undefined;
const ann = { facts, actor: { kind: 'user', id: 'ann' } };
const bob = { facts, actor: { kind: 'user', id: 'bob' } };
const process = { facts, actor: { kind: 'process', id: 'reporting' } };

describe('a reconciliation case', () => {
  it('E18 is opened for what is in question', () => {
    given(caseFold)
      .when(openCase, { ...about, evidence: ['e1'], institutionId }, { facts })
      .then(opened);
  });

  it('is open once per kind and key: opening it again adds only new evidence', () => {
    given(caseFold, opened)
      .when(openCase, { ...about, evidence: ['e1', 'e2'] }, { facts })
      .then(event(CaseEvidenceAdded, { caseId, evidence: ['e2'] }));
    given(caseFold, opened, event(CaseEvidenceAdded, { caseId, evidence: ['e2'] }))
      .when(openCase, { ...about, evidence: ['e2', 'e1'] }, { facts })
      .then();
  });

  it('is opened anew when the question comes up after it was decided', () => {
    given(caseFold, opened, resolved)
      .when(openCase, { ...about, evidence: ['e1'] }, { facts })
      .then(event(CaseOpened, { caseId, ...about, evidence: ['e1'], opening: 2 }));
  });

  it('has one owner, the last one it was given to', () => {
    const toBob = event(CaseAssigned, { caseId, owner: 'bob' });
    given(caseFold, opened).when(assignCase, { caseId, owner: 'bob' }, ann).then(toBob);
    given(caseFold, opened, toBob).when(assignCase, { caseId, owner: 'bob' }, ann).then();
    given(caseFold, opened, resolved)
      .when(assignCase, { caseId, owner: 'bob' }, ann)
      .thenRefused(CaseNotOpen);
  });

  it('I38 is decided by one person when nothing changes by it', () => {
    given(caseFold, opened).when(resolveCase, { caseId, decision: 'NO_ACTION' }, ann).then(resolved);
    given(caseFold, opened, resolved)
      .when(resolveCase, { caseId, decision: 'NO_ACTION' }, ann)
      .thenRefused(CaseNotOpen);
  });

  it.each(decisionKinds.filter(needsTwoPersons))('I38 is not decided as %s by one person', (kind) => {
    given(caseFold, opened)
      .when(resolveCase, { caseId, decision: kind }, ann)
      .thenRefused(SecondPersonNeeded);
  });

  it('I38 is decided on consumption by two persons, each with a command of their own', () => {
    given(caseFold, opened).when(proposeDecision, { caseId, decision }, ann).then(proposed);
    given(caseFold, opened, proposed)
      .when(approveDecision, { caseId, proposal: 1 }, ann)
      .thenRefused(SecondPersonNeeded);
    given(caseFold, opened, proposed)
      .when(approveDecision, { caseId, proposal: 1 }, bob)
      .then(event(CaseResolved, { caseId, decision, by: 'ann', approvedBy: 'bob' }));
  });

  it('I38 is not decided by a process', () => {
    given(caseFold, opened).when(proposeDecision, { caseId, decision }, process).thenRefused(NotAPerson);
    given(caseFold, opened, proposed)
      .when(approveDecision, { caseId, proposal: 1 }, process)
      .thenRefused(NotAPerson);
  });

  it('I38 approves just the proposal that was read: not a declined one, not one before the newest', () => {
    const declined = event(DecisionDeclined, { caseId, proposal: 1, by: 'bob' });
    given(caseFold, opened, proposed).when(declineDecision, { caseId, proposal: 1 }, bob).then(declined);
    given(caseFold, opened, proposed, declined)
      .when(approveDecision, { caseId, proposal: 1 }, bob)
      .thenRefused(ProposalNotCurrent);
    const again = event(DecisionProposed, { caseId, proposal: 2, decision, by: 'bob' });
    given(caseFold, opened, proposed).when(proposeDecision, { caseId, decision }, bob).then(again);
    given(caseFold, opened, proposed, again)
      .when(approveDecision, { caseId, proposal: 1 }, ann)
      .thenRefused(ProposalNotCurrent);
  });

  it('takes only decisions that answer its question', () => {
    given(caseFold, opened)
      .when(proposeDecision, { caseId, decision: 'ACCEPT_LATE_USE' }, ann)
      .thenRefused(DecisionNotOfCase);
    given(caseFold, opened)
      .when(resolveCase, { caseId, decision: 'AWAIT_CREDIT_AND_REBILL' }, ann)
      .thenRefused(DecisionNotOfCase);
    expect(decisionKinds.filter(needsTwoPersons)).toHaveLength(6);
  });

  it('I38 R62 a shortfall of a correction is decided by two persons, also to leave it as it is', () => {
    const short = event(CaseOpened, { ...opened.data, kind: 'CORRECTION_SHORT' });
    const deciding = given(caseFold, short);
    deciding.when(resolveCase, { caseId, decision: 'NO_ACTION' }, ann).thenRefused(DecisionNotOfCase);
    deciding.when(resolveCase, { caseId, decision: 'LEAVE_SHORTFALL' }, ann).thenRefused(SecondPersonNeeded);
    deciding
      .when(proposeDecision, { caseId, decision: 'WITHDRAW_FROM_HOLDERS' }, ann)
      .then(event(DecisionProposed, { caseId, proposal: 1, decision: 'WITHDRAW_FROM_HOLDERS', by: 'ann' }));
    given(caseFold, opened)
      .when(proposeDecision, { caseId, decision: 'LEAVE_SHORTFALL' }, ann)
      .thenRefused(DecisionNotOfCase);
  });
});
