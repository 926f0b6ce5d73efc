import { refusal } from '#kernel/refusal.js';

export const AlreadyBooked = refusal({
  code: 'code-already-booked',
  kind: 'conflict',
  rules: ['R60', 'I16'],
  sentence: 'This code already holds a booking; release or reschedule it first.',
});
export const BookingKeyUsed = refusal({
  code: 'booking-key-used',
  kind: 'conflict',
  rules: ['R60', 'I16'],
  sentence: 'Another code has held this booking; each booking has a key of its own and uses one code.',
});
export const BookingGivenUp = refusal({
  code: 'booking-given-up',
  kind: 'conflict',
  rules: ['R60', 'I16'],
  sentence: 'This booking has been given up; a new booking has a key of its own.',
});
export const BookingUnknown = refusal({
  code: 'booking-unknown',
  kind: 'not-found',
  rules: ['I16'],
  sentence: 'This code holds no such booking.',
});
export const ExamNotCovered = refusal({
  code: 'exam-not-covered',
  kind: 'conflict',
  rules: ['I21', 'R32'],
  sentence: 'This code does not pay for that exam.',
});
export const ExamNotSittable = refusal({
  code: 'exam-not-sittable',
  kind: 'conflict',
  rules: ['I21', 'E57'],
  sentence: 'That exam is not offered on that day.',
});
export const ExamBeforeBooking = refusal({
  code: 'exam-before-booking',
  kind: 'invalid',
  rules: [],
  sentence: 'The exam must take place after it is booked.',
});
export const BookedBeyondExpiry = refusal({
  code: 'booked-beyond-expiry',
  kind: 'conflict',
  rules: ['R63', 'E24'],
  sentence: 'The exam must take place before the code expires.',
});
export const NotCancelledByProvider = refusal({
  code: 'booking-not-cancelled-by-provider',
  kind: 'forbidden',
  rules: ['E25', 'E27'],
  sentence: 'Only the provider can say that it cancelled the exam; cancel the booking yourself instead.',
});
export const ReleaseBackdated = refusal({
  code: 'booking-release-backdated',
  kind: 'invalid',
  rules: ['E25'],
  sentence: 'A booking is cancelled or moved now, not at a time in the past.',
});
export const ReleasedBeforeBooked = refusal({
  code: 'booking-released-before-booked',
  kind: 'invalid',
  rules: ['E25'],
  sentence: 'A booking cannot have been cancelled or moved before it was made.',
});
export const TooLateToRelease = refusal({
  code: 'too-late-to-release',
  kind: 'conflict',
  rules: ['E25'],
  sentence: 'A booking can be released or moved until 24 hours before the exam.',
});
export const NotForfeited = refusal({
  code: 'booking-not-forfeited',
  kind: 'conflict',
  rules: ['E25'],
  sentence: 'The booking was cancelled in time, or its exam has not taken place yet.',
});
