import { refusal } from '#kernel/refusal.js';

export const AgreementUnknown = refusal({
  code: 'agreement-unknown',
  kind: 'not-found',
  rules: [],
  sentence: 'There is no such agreement.',
});

export const AgreementExists = refusal({
  code: 'agreement-exists',
  kind: 'conflict',
  rules: [],
  sentence: 'An agreement with this number is registered already.',
});

export const AgreementNeverEnds = refusal({
  code: 'agreement-never-ends',
  kind: 'invalid',
  rules: ['R47'],
  sentence: 'An agreement of this program has no end date.',
});

export const AgreementNeedsEnd = refusal({
  code: 'agreement-needs-end',
  kind: 'invalid',
  rules: ['R47'],
  sentence: 'An agreement of this program needs an end date.',
});

export const EndBeforeStart = refusal({
  code: 'agreement-end-before-start',
  kind: 'invalid',
  rules: [],
  sentence: 'An agreement does not end before its first day.',
});

export const ContactRoleTwice = refusal({
  code: 'contact-role-twice',
  kind: 'invalid',
  rules: ['R66'],
  sentence: 'Name one person for each contact role.',
});

export const LevelBeforeStart = refusal({
  code: 'price-level-before-start',
  kind: 'invalid',
  rules: [],
  sentence: "A price level does not begin before the agreement's first day.",
});

export const NotAnExtension = refusal({
  code: 'not-an-extension',
  kind: 'conflict',
  rules: ['E10'],
  sentence: 'An extension ends later than the agreement does now.',
});

export const AgreementIsTerminated = refusal({
  code: 'agreement-is-terminated',
  kind: 'conflict',
  rules: ['I37'],
  sentence: 'The agreement has been terminated.',
});

export const TerminationAfterEnd = refusal({
  code: 'termination-after-end',
  kind: 'conflict',
  rules: ['I37'],
  sentence: 'A termination ends the agreement earlier, never later.',
});

export const EnrollmentExists = refusal({
  code: 'enrollment-exists',
  kind: 'conflict',
  rules: ['R46'],
  sentence: 'An enrollment with this number exists already.',
});

export const EnrollmentOutsideAgreement = refusal({
  code: 'enrollment-outside-agreement',
  kind: 'conflict',
  rules: ['R46'],
  sentence: 'An enrollment begins on a day of its agreement.',
});

export const CustomerUnknown = refusal({
  code: 'customer-unknown',
  kind: 'conflict',
  rules: ['R2'],
  sentence: 'The institution is not registered.',
});

export const ContactUnknown = refusal({
  code: 'contact-unknown',
  kind: 'conflict',
  rules: ['R66'],
  sentence: 'The contact is no registered person of the institution.',
});
