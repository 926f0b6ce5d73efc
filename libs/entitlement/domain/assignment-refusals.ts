import { refusal } from '#kernel/refusal.js';

export const CodeNotTransferable = refusal({
  code: 'code-not-transferable',
  kind: 'conflict',
  rules: ['R61', 'I19'],
  sentence: 'Codes are assigned to one person and are not transferable.',
});
export const CodeAlreadyAssigned = refusal({
  code: 'code-already-assigned',
  kind: 'conflict',
  rules: ['R61', 'I19'],
  sentence: 'This code is assigned to somebody else.',
});
export const CodeNotAssigned = refusal({
  code: 'code-not-assigned',
  kind: 'conflict',
  rules: ['R61'],
  sentence: 'This code is not assigned to that person.',
});
export const AssignmentFinal = refusal({
  code: 'assignment-final',
  kind: 'conflict',
  rules: ['R61', 'I19'],
  sentence: 'This assignment is final.',
});
export const SecondPersonNeeded = refusal({
  code: 'assignment-needs-second-person',
  kind: 'forbidden',
  rules: ['R61'],
  sentence: 'An assignment is undone by another person than the one who proposed it.',
});
export const VoidNotProposed = refusal({
  code: 'assignment-void-not-proposed',
  kind: 'conflict',
  rules: ['R61'],
  sentence: 'Nobody has proposed to undo this assignment: one person proposes it, another one does it.',
});
export const PersonUnknown = refusal({
  code: 'assignee-unknown',
  kind: 'not-found',
  rules: [],
  sentence: 'There is no such person at this institution.',
});
export const PersonHasLeft = refusal({
  code: 'assignee-has-left',
  kind: 'conflict',
  rules: ['R61', 'E29'],
  sentence: 'This person has left the institution.',
});
export const LeaverKeepsCode = refusal({
  code: 'leaver-keeps-code',
  kind: 'conflict',
  rules: ['R61', 'E30'],
  sentence: 'The person has left; the code stays assigned to that person and can be given to nobody else.',
});
export const NotACandidate = refusal({
  code: 'assignee-not-a-candidate',
  kind: 'conflict',
  rules: ['R25'],
  sentence: 'Codes are for employees, students, faculty and staff.',
});
export const ConsentMissing = refusal({
  code: 'assignee-consent-missing',
  kind: 'conflict',
  rules: ['E60'],
  sentence: 'This person is a minor, and no parental consent is recorded.',
});
export const AccreditationLost = refusal({
  code: 'code-accreditation-lost',
  kind: 'conflict',
  rules: ['R71', 'E52'],
  sentence:
    'The institution has been without accreditation for longer than the grace period; codes not yet disclosed are suspended.',
});
export const RecipientUnknown = refusal({
  code: 'disclosure-recipient-unknown',
  kind: 'not-found',
  rules: ['R66', 'I31'],
  sentence: 'There is no such person at this institution; register the contact first.',
});
export const RecipientHasLeft = refusal({
  code: 'disclosure-recipient-has-left',
  kind: 'conflict',
  rules: ['R66', 'I31'],
  sentence: 'This contact has left the institution.',
});
export const RecipientNotNamed = refusal({
  code: 'disclosure-recipient-not-named',
  kind: 'invalid',
  rules: ['I31'],
  sentence: 'Name either the person or the contact that gets the code.',
});
