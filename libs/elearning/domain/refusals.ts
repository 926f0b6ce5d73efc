import { refusal } from '#kernel/refusal.js';

export const NotELearning = refusal({
  code: 'legacy-not-e-learning',
  kind: 'conflict',
  rules: ['R41', 'R43'],
  sentence: 'Only discontinued e-learning can be imported from earlier contracts.',
});
export const LegacyCustomerUnknown = refusal({
  code: 'legacy-institution-unknown',
  kind: 'not-found',
  rules: [],
  sentence: 'There is no such institution.',
});
export const LegacyAgreementUnknown = refusal({
  code: 'legacy-agreement-unknown',
  kind: 'not-found',
  rules: ['I37'],
  sentence: 'There is no such agreement of this institution.',
});
export const ContractTooYoung = refusal({
  code: 'legacy-contract-too-young',
  kind: 'conflict',
  rules: ['R40', 'R41'],
  sentence: 'E-learning was no longer sold on the day of this contract.',
});
export const ContractEndsBeforeItBegins = refusal({
  code: 'legacy-contract-ends-before-it-begins',
  kind: 'invalid',
  rules: [],
  sentence: 'The contract ends before it begins.',
});
export const LegacyNotChangeable = refusal({
  code: 'legacy-not-extended',
  kind: 'conflict',
  rules: ['R41'],
  sentence:
    'E-learning of an existing contract is used up as it is: it is not topped up, extended or renewed.',
});
export const LegacyUnknown = refusal({
  code: 'legacy-unknown',
  kind: 'not-found',
  rules: [],
  sentence: 'There is no such e-learning entitlement.',
});
export const LegacyExpired = refusal({
  code: 'legacy-expired',
  kind: 'conflict',
  rules: ['R41'],
  sentence: 'This e-learning entitlement has expired.',
});
export const LegacyNotOver = refusal({
  code: 'legacy-not-over',
  kind: 'conflict',
  rules: [],
  sentence: 'This e-learning entitlement has not expired yet.',
});
