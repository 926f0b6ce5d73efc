import { refusal } from '#kernel/refusal.js';

export const LotUnknown = refusal({
  code: 'supply-lot-unknown',
  kind: 'not-found',
  rules: ['E35'],
  sentence: 'There is no such supply lot.',
});
export const LotClosed = refusal({
  code: 'supply-lot-closed',
  kind: 'conflict',
  rules: ['E37'],
  sentence: 'This supply lot is closed; import further codes as another lot.',
});
export const LotOpen = refusal({
  code: 'supply-lot-open',
  kind: 'conflict',
  rules: ['E35'],
  sentence: 'This supply lot is still being imported.',
});
export const ChunkMissing = refusal({
  code: 'supply-chunk-missing',
  kind: 'conflict',
  rules: [],
  sentence: 'An earlier part of this supply lot is missing.',
});
export const LotExhausted = refusal({
  code: 'supply-lot-exhausted',
  kind: 'conflict',
  rules: ['E35', 'E37'],
  sentence: 'This supply lot has no code left to allocate.',
});
