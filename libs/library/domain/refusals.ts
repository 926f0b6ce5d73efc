import { refusal } from '#kernel/refusal.js';

export const UsageTermsNotAccepted = refusal({
  code: 'usage-terms-not-accepted',
  kind: 'conflict',
  rules: ['R77', 'I33'],
  sentence: 'The usage terms in force must be accepted before a library is unlocked.',
});
export const UsageTermsReplaced = refusal({
  code: 'usage-terms-replaced',
  kind: 'conflict',
  rules: ['R77'],
  sentence: 'These usage terms are no longer in force; please accept the current ones.',
});
export const ReaderUnknown = refusal({
  code: 'library-reader-unknown',
  kind: 'not-found',
  rules: [],
  sentence: 'There is no such person.',
});
export const OtherLibraryUnlocked = refusal({
  code: 'library-of-other-person-or-name',
  kind: 'conflict',
  rules: ['R58', 'I33'],
  sentence: 'This code has opened a library already: one library, for one person.',
});
export const LibraryTermOver = refusal({
  code: 'library-term-over',
  kind: 'conflict',
  rules: ['R57', 'R59'],
  sentence: 'The agreement behind this code has ended; no library can be unlocked any more.',
});
export const LibraryNotUnlocked = refusal({
  code: 'library-not-unlocked',
  kind: 'not-found',
  rules: [],
  sentence: 'No library has been unlocked with this code.',
});
export const LibraryStillOpen = refusal({
  code: 'library-still-open',
  kind: 'conflict',
  rules: ['R59'],
  sentence: 'Access to this library has not ended yet.',
});
