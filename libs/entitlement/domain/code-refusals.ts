import { refusal } from '#kernel/refusal.js';

export const CodeUnknown = refusal({
  code: 'code-unknown',
  kind: 'not-found',
  rules: ['I14'],
  sentence: 'The ledger does not know this code.',
});
export const CodeAlreadyConsumed = refusal({
  code: 'code-already-consumed',
  kind: 'conflict',
  rules: ['R60', 'I15', 'E18'],
  sentence: 'This code has been used; a code pays for one exam.',
});
export const RegistrationUsed = refusal({
  code: 'registration-used',
  kind: 'conflict',
  rules: ['R60'],
  sentence: 'This registration has been paid with another code; a registration uses one code.',
});
export const CodeOpensNoLibrary = refusal({
  code: 'code-opens-no-library',
  kind: 'conflict',
  rules: ['R54', 'R58'],
  sentence: 'This code pays for an exam; it does not open a library.',
});
export const LibraryAlreadyUnlocked = refusal({
  code: 'library-already-unlocked',
  kind: 'conflict',
  rules: ['R58', 'I33'],
  sentence: 'This code has opened its library; a code opens one library for one person.',
});
export const CodeIsExpired = refusal({
  code: 'code-expired',
  kind: 'conflict',
  rules: ['R63', 'I17', 'E20'],
  sentence: 'This code has expired; unused codes end with their term.',
});
export const CodeIsVoid = refusal({
  code: 'code-void',
  kind: 'conflict',
  rules: ['E53'],
  sentence: 'This code has been voided.',
});
export const BeforeTerm = refusal({
  code: 'code-before-term',
  kind: 'conflict',
  rules: ['R57'],
  sentence: 'This code cannot be used before its term starts.',
});
export const OtherProvider = refusal({
  code: 'code-of-other-provider',
  kind: 'conflict',
  rules: ['I26'],
  sentence: 'This code is for another delivery provider.',
});
export const UseInFuture = refusal({
  code: 'code-use-in-future',
  kind: 'invalid',
  rules: [],
  sentence: 'What is reported must already have happened.',
});
export const LateWindowOver = refusal({
  code: 'code-late-window-over',
  kind: 'conflict',
  rules: ['E21'],
  sentence: 'The time for late reports of a use from before the expiry is over; a case has been opened.',
});
export const NotExpiredYet = refusal({
  code: 'code-not-expired-yet',
  kind: 'conflict',
  rules: ['I17'],
  sentence: 'This code has not expired yet.',
});
