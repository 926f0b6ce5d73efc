import { describe, it } from '@jest/globals';
import { event } from '#kernel/event.js';
import { given } from '#deciding/given-when-then.js';
import { CaseEvidenceAdded, CaseOpened, CaseResolved } from '../contracts/cases.js';
import {
  CaseNotOpen,
  SecondPersonNeeded,
  caseIdOf,
  openCase,
  reconciliationCase,
  resolveCase,
} from './reconciliation-case.js';

const institutionId = 'ins_00000000000000000000000000';
const about = { kind: 'DOUBLE_USE', key: 'cod_x' } as const;
const caseId = caseIdOf(about.kind, about.key);
const opened = event(CaseOpened, { caseId, ...about, evidence: ['e1'], institutionId, opening: 1 });
const resolved = event(CaseResolved, { caseId, decision: 'NO_ACTION', by: 'ann', approvedBy: 'bob' });
const facts = undefined;

describe('a reconciliation case', () => {
  it('E18 is opened for what is in question', () => {
    given(reconciliationCase)
      .when(openCase, { ...about, evidence: ['e1'], institutionId }, { facts })
      .then(opened);
  });

  it('is open once per kind and key: opening it again adds only new evidence', () => {
    given(reconciliationCase, opened)
      .when(openCase, { ...about, evidence: ['e1', 'e2'] }, { facts })
      .then(event(CaseEvidenceAdded, { caseId, evidence: ['e2'] }));
    given(reconciliationCase, opened, event(CaseEvidenceAdded, { caseId, evidence: ['e2'] }))
      .when(openCase, { ...about, evidence: ['e2', 'e1'] }, { facts })
      .then();
  });

  it('is opened anew when the question comes up after it was decided', () => {
    given(reconciliationCase, opened, resolved)
      .when(openCase, { ...about, evidence: ['e1'] }, { facts })
      .then(event(CaseOpened, { caseId, ...about, evidence: ['e1'], opening: 2 }));
  });

  it('I38 is decided by two persons', () => {
    const decide = { caseId, decision: 'NO_ACTION', approvedBy: 'bob' };
    const actor = { kind: 'user', id: 'ann' };
    given(reconciliationCase, opened).when(resolveCase, decide, { facts, actor }).then(resolved);
    given(reconciliationCase, opened)
      .when(resolveCase, { ...decide, approvedBy: 'ann' }, { facts, actor })
      .thenRefused(SecondPersonNeeded);
    given(reconciliationCase, opened, resolved)
      .when(resolveCase, decide, { facts, actor })
      .thenRefused(CaseNotOpen);
  });
});
