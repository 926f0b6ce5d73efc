import { refusal } from '#kernel/refusal.js';

export const NotYetKnown = refusal({
  code: 'not-yet-known',
  kind: 'invalid',
  rules: ['E64'],
  sentence: 'What the ledger will know at a later time cannot be told now; ask for a time that has passed.',
});

export const PeriodEndsBeforeItBegins = refusal({
  code: 'period-ends-before-it-begins',
  kind: 'invalid',
  rules: ['I23'],
  sentence: 'The last day of the statement is before its first.',
});
