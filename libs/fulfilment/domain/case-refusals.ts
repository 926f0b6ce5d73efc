import { refusal } from '#kernel/refusal.js';

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
  sentence:
    'This decision needs a second person, other than the one who takes it: propose it, and let them approve it.',
});
export const NotAPerson = refusal({
  code: 'decision-needs-a-person',
  kind: 'forbidden',
  rules: ['I38'],
  sentence: 'A decision on money or consumption is for persons to take.',
});
export const DecisionNotOfCase = refusal({
  code: 'decision-not-of-case',
  kind: 'conflict',
  rules: ['I38'],
  sentence: 'A case of this kind cannot be decided like that.',
});
export const ProposalNotCurrent = refusal({
  code: 'proposal-not-current',
  kind: 'conflict',
  rules: ['I38'],
  sentence: 'This proposal does not stand: it was declined, or a newer one has taken its place.',
});
