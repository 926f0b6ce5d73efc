import { refusal } from '#kernel/refusal.js';

export const NoSuchApplicant = refusal({
  code: 'membership-institution-unknown',
  kind: 'not-found',
  rules: [],
  sentence: 'There is no such institution.',
});
export const AccreditedAcademicNeeded = refusal({
  code: 'membership-accreditation-needed',
  kind: 'conflict',
  rules: ['R19', 'R23'],
  sentence: 'The Imagine Academy is for accredited academic institutions.',
});
export const NoTimeToAdd = refusal({
  code: 'membership-agreement-over',
  kind: 'conflict',
  rules: ['R44'],
  sentence: 'The agreement ends with the membership: there is no time to add.',
});
export const MembershipUnknown = refusal({
  code: 'membership-unknown',
  kind: 'not-found',
  rules: [],
  sentence: 'There is no such membership.',
});
export const MembershipNotOver = refusal({
  code: 'membership-not-over',
  kind: 'conflict',
  rules: [],
  sentence: 'This membership, or its grace period, has not ended yet.',
});
