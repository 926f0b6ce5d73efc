import { describe, expect, it } from '@jest/globals';
import { event } from '#kernel/event.js';
import { given } from '#deciding/given-when-then.js';
import { caseFold } from '../contracts/case-facts.js';
import { CaseAssigned, DecisionDeclined, DecisionProposed } from '../contracts/case-work.js';
import { type CaseKind, CaseEvidenceAdded, caseKinds, CaseOpened, CaseResolved } from '../contracts/cases.js';
import {
  type DecisionKind,
  decisionKinds,
  needsTwoPersons,
  type TwoPersonDecision,
} from '../contracts/decision-kinds.js';
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
    expect(caseId).toMatch(/^cas_/);
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
      .thenRefused(SecondPersonNeeded, {}, '/decision');
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

  it('I38 nothing is approved or declined when the case is decided already', () => {
    const past = given(caseFold, opened, proposed, resolved);
    past.when(approveDecision, { caseId, proposal: 1 }, bob).thenRefused(CaseNotOpen);
    past.when(declineDecision, { caseId, proposal: 1 }, bob).thenRefused(CaseNotOpen);
    past.when(proposeDecision, { caseId, decision }, bob).thenRefused(CaseNotOpen);
  });

  it('I38 a proposal that does not stand is named', () => {
    const past = given(caseFold, opened, proposed);
    for (const decide of [approveDecision, declineDecision])
      past
        .when(decide, { caseId, proposal: 2 }, bob)
        .thenRefused(ProposalNotCurrent, { proposal: 2 }, '/proposal');
  });

  const answered: Readonly<Record<DecisionKind, readonly CaseKind[]>> = {
    NO_ACTION: caseKinds.filter((kind) => kind !== 'CORRECTION_SHORT'),
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

  it.each(decisionKinds)('E18 E21 E28 E32 E43 I38 %s answers its own questions and no others', (kind) => {
    for (const question of caseKinds) {
      const past = given(caseFold, event(CaseOpened, { ...opened.data, kind: question }));
      const [decided, fact] = needsTwoPersons(kind)
        ? [
            past.when(proposeDecision, { caseId, decision: kind }, ann),
            event(DecisionProposed, { caseId, proposal: 1, decision: kind, by: 'ann' }),
          ]
        : [
            past.when(resolveCase, { caseId, decision: kind }, ann),
            event(CaseResolved, { caseId, decision: kind, by: 'ann' }),
          ];
      if (answered[kind].includes(question)) decided.then(fact);
      else decided.thenRefused(DecisionNotOfCase, { decision: kind }, '/decision');
    }
  });

  it('E21 E44 a late use counts also of a site pack; a unit that was used is put right by an adjustment only', () => {
    const about = (kind: 'LATE_BEYOND_WINDOW' | 'INELIGIBLE_USE', key: string) =>
      given(caseFold, event(CaseOpened, { ...opened.data, kind, key }));
    const proposes = (kind: TwoPersonDecision) => [proposeDecision, { caseId, decision: kind }, ann] as const;
    for (const key of ['ent_x:NO_SHOW:S-1:2', 'ent_x:EX-1', 'cod_x:REG-1'])
      about('LATE_BEYOND_WINDOW', key)
        .when(...proposes('ACCEPT_LATE_USE'))
        .then(event(DecisionProposed, { caseId, proposal: 1, decision: 'ACCEPT_LATE_USE', by: 'ann' }));
    about('LATE_BEYOND_WINDOW', 'ent_x:NO_SHOW:S-1:2')
      .when(resolveCase, { caseId, decision: 'GOODWILL_NONE' }, ann)
      .then(event(CaseResolved, { caseId, decision: 'GOODWILL_NONE', by: 'ann' }));
    about('INELIGIBLE_USE', 'ent_x:EX-1')
      .when(...proposes('REVERSE_CONSUMPTION'))
      .thenRefused(DecisionNotOfCase);
    about('INELIGIBLE_USE', 'cod_x:REG-1')
      .when(...proposes('REVERSE_CONSUMPTION'))
      .then(event(DecisionProposed, { caseId, proposal: 1, decision: 'REVERSE_CONSUMPTION', by: 'ann' }));
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
