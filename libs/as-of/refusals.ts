import { refusal } from '#kernel/refusal.js';

export const NotYetKnown = refusal({
  code: 'not-yet-known',
  kind: 'invalid',
  rules: ['E64'],
  sentence: 'What the ledger will know at a later time cannot be told now; ask for a time that has passed.',
});
