import { refusal } from '#kernel/refusal.js';

export const SitePackUnknown = refusal({
  code: 'site-pack-unknown',
  kind: 'not-found',
  rules: ['I7'],
  sentence: 'There is no such site pack; one is opened when its order has been invoiced.',
});
export const SitePackCancelled = refusal({
  code: 'site-pack-cancelled',
  kind: 'conflict',
  rules: ['E33', 'E34'],
  sentence: 'The order of this site pack was cancelled before it was invoiced; nothing can be drawn from it.',
});
export const NotASitePack = refusal({
  code: 'not-a-site-pack',
  kind: 'conflict',
  rules: ['R54'],
  sentence: 'This entitlement is used by codes or by access, not from a balance.',
});
export const NoSitePack = refusal({
  code: 'no-site-pack',
  kind: 'not-found',
  rules: ['E47'],
  sentence: 'This institution has no site pack.',
});
export const CentreNotAuthorized = refusal({
  code: 'test-centre-not-authorized',
  kind: 'conflict',
  rules: ['R75', 'I24', 'E50'],
  sentence: 'At that time the institution was no authorised Certiport test centre.',
});
export const OtherCentre = refusal({
  code: 'test-centre-of-another-number',
  kind: 'conflict',
  rules: ['R75'],
  sentence: 'The institution is a Certiport test centre of another number.',
});
export const RequirementsNotAttested = refusal({
  code: 'technical-requirements-not-attested',
  kind: 'conflict',
  rules: ['R75', 'I24'],
  sentence: 'Certiport’s technical requirements had not been attested at that time.',
});
export const LicenceNotAccepted = refusal({
  code: 'site-pack-licence-not-accepted',
  kind: 'conflict',
  rules: ['R75'],
  sentence: 'The licence must be accepted by the Organization Administrator first.',
});
export const SitePackNotActive = refusal({
  code: 'site-pack-not-active',
  kind: 'conflict',
  rules: ['R75', 'I24'],
  sentence: 'This site pack had not been activated at that time; its term runs all the same.',
});
export const SitePackIsSuspended = refusal({
  code: 'site-pack-suspended',
  kind: 'conflict',
  rules: ['E50', 'E52'],
  sentence: 'This site pack was suspended at that time.',
});
export const AccreditationGone = refusal({
  code: 'site-pack-accreditation-lost',
  kind: 'conflict',
  rules: ['R71', 'E52'],
  sentence: 'At that time the institution had been without accreditation for longer than the grace period.',
});
export const SitePackIsExpired = refusal({
  code: 'site-pack-expired',
  kind: 'conflict',
  rules: ['R63', 'I17', 'E13'],
  sentence: 'The term of this site pack is over; what was not used by then has expired.',
});
export const BeforeTerm = refusal({
  code: 'site-pack-before-term',
  kind: 'conflict',
  rules: ['R57'],
  sentence: 'This site pack cannot be used before its term starts.',
});
export const InFuture = refusal({
  code: 'site-pack-report-in-future',
  kind: 'invalid',
  rules: [],
  sentence: 'What is reported must already have happened.',
});
export const OtherProvider = refusal({
  code: 'site-pack-of-other-provider',
  kind: 'conflict',
  rules: ['R74', 'I26'],
  sentence: 'This site pack is for another delivery provider.',
});
export const FamilyNotCovered = refusal({
  code: 'family-not-covered',
  kind: 'conflict',
  rules: ['R30', 'R31', 'I21', 'I22'],
  sentence: 'This site pack does not pay for exams of that family.',
});
export const ExamUnknown = refusal({
  code: 'site-pack-exam-unknown',
  kind: 'conflict',
  rules: ['R39', 'I21'],
  sentence: 'There is no exam with this code in the catalogue.',
});
export const ExamNotOffered = refusal({
  code: 'site-pack-exam-not-offered',
  kind: 'conflict',
  rules: ['I21'],
  sentence: 'That exam is not offered by the provider on that day.',
});
export const CandidateUnknown = refusal({
  code: 'site-pack-candidate-unknown',
  kind: 'not-found',
  rules: ['I25'],
  sentence: 'The candidate is not known as a person of this institution.',
});
export const CandidateHasLeft = refusal({
  code: 'site-pack-candidate-has-left',
  kind: 'conflict',
  rules: ['I25'],
  sentence: 'The candidate had left the institution by then.',
});
export const RoleNotAdmitted = refusal({
  code: 'site-pack-role-not-admitted',
  kind: 'conflict',
  rules: ['R25', 'I25'],
  sentence: 'A site pack is for faculty, staff and registered students of the institution.',
});
export const CandidateWithoutConsent = refusal({
  code: 'site-pack-consent-missing',
  kind: 'conflict',
  rules: ['E60'],
  sentence: 'The candidate is a minor, and no parental consent is recorded.',
});
export const SitePackExhausted = refusal({
  code: 'site-pack-exhausted',
  kind: 'conflict',
  rules: ['R30', 'R31', 'I23'],
  sentence: 'No exam is left in this site pack.',
});
export const DrawnElsewhere = refusal({
  code: 'exam-drawn-from-other-pack',
  kind: 'conflict',
  rules: ['I27', 'E47'],
  sentence: 'This exam has been drawn from another site pack already; it is counted once.',
});
export const LateWindowOver = refusal({
  code: 'site-pack-late-window-over',
  kind: 'conflict',
  rules: ['E21'],
  sentence: 'The time for late reports of a use from before the expiry is over; a case has been opened.',
});
export const NotEnoughSeats = refusal({
  code: 'not-enough-seats',
  kind: 'conflict',
  rules: ['I23', 'E48'],
  sentence: 'The site pack has fewer exams available than seats are asked for.',
});
export const SessionKnown = refusal({
  code: 'session-already-reserved',
  kind: 'conflict',
  rules: ['E48'],
  sentence: 'Seats have been reserved for this session already, of another number or for another time.',
});
export const SessionUnknown = refusal({
  code: 'session-unknown',
  kind: 'not-found',
  rules: ['E48'],
  sentence: 'No seats have been reserved for this session.',
});
export const SessionNotAhead = refusal({
  code: 'session-not-ahead',
  kind: 'invalid',
  rules: ['E48'],
  sentence: 'Seats are reserved before their session starts.',
});
export const SessionBeyondExpiry = refusal({
  code: 'session-beyond-expiry',
  kind: 'conflict',
  rules: ['R63', 'I17'],
  sentence: 'The session must start before the site pack expires.',
});
export const FewerSeatsHeld = refusal({
  code: 'fewer-seats-held',
  kind: 'conflict',
  rules: ['I23'],
  sentence: 'The session holds fewer seats than that.',
});
export const SeatsLocked = refusal({
  code: 'seats-locked',
  kind: 'conflict',
  rules: ['E65'],
  sentence: 'The seats of a Compass Cloud session are locked from one hour before it starts.',
});
export const SeatsNotLocked = refusal({
  code: 'seats-not-locked',
  kind: 'conflict',
  rules: ['E65'],
  sentence:
    'Only Compass Cloud locks seats; with an ordinary launch nothing is consumed until the exam starts.',
});
export const NoShowBeforeSession = refusal({
  code: 'no-show-before-session',
  kind: 'invalid',
  rules: ['E65'],
  sentence: 'Nobody can miss a session that has not started.',
});
export const SuspensionUnfounded = refusal({
  code: 'site-pack-suspension-unfounded',
  kind: 'conflict',
  rules: ['E50', 'E52'],
  sentence: 'What this suspension says was lost was not lost at that time.',
});
export const StillSuspended = refusal({
  code: 'site-pack-still-suspended',
  kind: 'conflict',
  rules: ['E50', 'E52'],
  sentence: 'The reason for this suspension still held at that time.',
});
export const NotExpiredYet = refusal({
  code: 'site-pack-not-expired-yet',
  kind: 'conflict',
  rules: ['I17'],
  sentence: 'This site pack has not expired yet.',
});
export const NothingToAdjust = refusal({
  code: 'site-pack-nothing-to-adjust',
  kind: 'invalid',
  rules: ['I23'],
  sentence: 'An adjustment adds or takes away at least one unit, and no more than are free.',
});
export const AdjustmentWithoutCase = refusal({
  code: 'site-pack-adjustment-without-case',
  kind: 'conflict',
  rules: ['I38'],
  sentence: 'Units are put right through an open case about this site pack.',
});
export const AdjustmentNotProposed = refusal({
  code: 'site-pack-adjustment-not-current',
  kind: 'conflict',
  rules: ['I38'],
  sentence: 'This proposal does not stand: it has been approved, or a newer one has taken its place.',
});
export const AdjustedByPersons = refusal({
  code: 'site-pack-adjusted-by-persons',
  kind: 'forbidden',
  rules: ['I38'],
  sentence: 'Units are put right by persons, not by a process.',
});
export const SecondPersonNeeded = refusal({
  code: 'site-pack-needs-second-person',
  kind: 'forbidden',
  rules: ['I38'],
  sentence: 'A second person must approve this.',
});
export const UseNotAsked = refusal({
  code: 'site-pack-use-not-asked',
  kind: 'conflict',
  rules: ['I38', 'E21'],
  sentence: 'No such use of this site pack is in question.',
});
