import { refusal } from '#kernel/refusal.js';

export const NoSuchInstitution = refusal({
  code: 'no-such-institution',
  kind: 'not-found',
  rules: ['R2'],
  sentence: 'There is no such institution, or it is not yours to see.',
});

export const InstitutionAlreadyRegistered = refusal({
  code: 'institution-already-registered',
  kind: 'conflict',
  rules: ['R2'],
  sentence: 'This institution has already been registered.',
});

export const AcademicLevelUnexpected = refusal({
  code: 'academic-level-unexpected',
  kind: 'invalid',
  rules: ['R29'],
  sentence: 'Only an academic institution has a level at which it teaches.',
});

export const NotAcademic = refusal({
  code: 'not-academic',
  kind: 'conflict',
  rules: ['R2', 'I3'],
  sentence: 'Only an academic institution can be accredited.',
});

export const AccreditationEndsBeforeItBegins = refusal({
  code: 'accreditation-ends-before-it-begins',
  kind: 'invalid',
  rules: ['R2'],
  sentence: 'The last day of the accreditation lies before the first.',
});

export const NoAccreditationThen = refusal({
  code: 'no-accreditation-then',
  kind: 'conflict',
  rules: ['R71'],
  sentence: 'The institution has no accreditation on or after that day that could be withdrawn.',
});

export const RoleNotOfInstitution = refusal({
  code: 'role-not-of-institution',
  kind: 'invalid',
  rules: ['R3', 'R25'],
  sentence: 'Companies have employees; academic institutions have students, faculty and staff.',
});

export const PersonAlreadyRegistered = refusal({
  code: 'person-already-registered',
  kind: 'conflict',
  rules: ['R3'],
  sentence: 'This person has already been registered.',
});

export const NoSuchPerson = refusal({
  code: 'no-such-person',
  kind: 'not-found',
  rules: ['R3'],
  sentence: 'There is no such person, or it is not yours to see.',
});

export const ConsentNotNeeded = refusal({
  code: 'consent-not-needed',
  kind: 'conflict',
  rules: ['E60'],
  sentence: 'This person is no minor, so no parent needs to consent.',
});

export const LeavingInFuture = refusal({
  code: 'leaving-in-future',
  kind: 'invalid',
  rules: ['E29'],
  sentence: 'A person can be reported as having left only once that is so.',
});

export const PersonAlreadyLeft = refusal({
  code: 'person-already-left',
  kind: 'conflict',
  rules: ['E29', 'E30'],
  sentence: 'It is already recorded that this person left, at another time.',
});

export const ReportedBeforeItHappened = refusal({
  code: 'test-centre-reported-before-it-happened',
  kind: 'invalid',
  rules: ['R75', 'R76'],
  sentence: 'This can be reported only once it is so.',
});
