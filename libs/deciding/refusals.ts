import { refusal } from '#kernel/refusal.js';

export const KeyReused = refusal({
  code: 'idempotency-key-reused',
  kind: 'invalid',
  rules: ['E19'],
  sentence:
    'This Idempotency-Key has already been used for a different request; use a new key for a new request.',
});

export const RevisionChanged = refusal({
  code: 'revision-changed',
  kind: 'precondition',
  rules: ['E18'],
  sentence: 'It has changed since you read it; read it again and decide anew.',
});

export const NotFound = refusal({
  code: 'not-found',
  kind: 'not-found',
  rules: [],
  sentence: 'There is no such thing, or it is not yours to see.',
});

export const RoleRequired = refusal({
  code: 'role-required',
  kind: 'forbidden',
  rules: [],
  sentence: 'Your role does not allow this command.',
});

export const TooContended = refusal({
  code: 'too-contended',
  kind: 'conflict',
  rules: ['E18'],
  sentence: 'Too many changes to the same thing at the same moment; nothing was recorded, try again.',
});
