import { refusal } from '#kernel/refusal.js';

export const ResellerExists = refusal({
  code: 'reseller-exists',
  kind: 'conflict',
  rules: ['R48'],
  sentence: 'A reseller with this number is registered already.',
});

export const ResellerNotFound = refusal({
  code: 'reseller-not-found',
  kind: 'not-found',
  rules: [],
  sentence: 'There is no such reseller.',
});

export const ResellerUnknown = refusal({
  code: 'reseller-unknown',
  kind: 'conflict',
  rules: ['R48'],
  sentence: 'The reseller that the order names is not registered.',
});

export const ResellerNotAuthorized = refusal({
  code: 'reseller-not-authorized',
  kind: 'conflict',
  rules: ['R48', 'R65'],
  sentence: "On the day of the order the reseller is not authorised to sell under the agreement's program.",
});

export const AuthorizationEndsBeforeStart = refusal({
  code: 'reseller-authorization-ends-before-start',
  kind: 'invalid',
  rules: [],
  sentence: 'An authorisation does not end before its first day.',
});

export const AuthorizationHeld = refusal({
  code: 'reseller-authorization-held',
  kind: 'conflict',
  rules: [],
  sentence: 'The reseller is authorised as this type on some of these days already.',
});

export const NotAuthorizedThen = refusal({
  code: 'reseller-not-authorized-then',
  kind: 'conflict',
  rules: [],
  sentence: 'The reseller is not authorised as this type after that day, so nothing ends.',
});
