import { hoursAfter } from '#kernel/calendar.js';
import { type Decision, type Given } from '#kernel/decider.js';
import { event, type EventOf } from '#kernel/event.js';
import { Refusal } from '#kernel/refusal.js';
import { type Instant, millisecondsOf } from '#kernel/time.js';
import { BookingReleased, CodeForfeited } from '../contracts/code-events.js';
import { type ForfeitCode, type ReleaseBooking, type RescheduleExam } from '../contracts/use-commands.js';
import { type BookingFacts, book } from './booking.js';
import {
  BookingGivenUp,
  BookingUnknown,
  NotCancelledByProvider,
  NotForfeited,
  ReleaseBackdated,
  ReleasedBeforeBooked,
  TooLateToRelease,
} from './booking-refusals.js';
import { type AccessCode, type Code, type CodeEvent, codeFold } from './code.js';
import { CodeUnknown, UseInFuture } from './code-refusals.js';
import { expired } from './ending.js';
import { consumptionRefused, isLate, question, takenBack } from './use-rules.js';

/** At least 24 hours before the exam, counted on instants; exactly 24 are enough (E25). */
const isInTime = (occurredAt: Instant, examAt: Instant): boolean => hoursAfter(occurredAt, 24) <= examAt;

/** How long a request may be on its way, in milliseconds: who cancels does it now, whatever the 24 hours say (E25). */
const onTheWay = 5 * 60_000;

export interface ReleaseFacts {
  /** The provider's word, which alone tells of the past and of what the provider cancelled (E27). */
  readonly byProvider: boolean;
}

/** The code is free again; after its expiry instant there is nothing to be free for (E28). */
export const releaseBooking: Decision<ReleaseBooking, AccessCode, CodeEvent, ReleaseFacts> = (
  { bookingKey, cause, occurredAt: stated },
  code,
  given,
) => {
  if (code === undefined) return CodeUnknown();
  const { now, facts } = given;
  if (cause === 'PROVIDER_CANCELLED' && !facts.byProvider) return NotCancelledByProvider({}, '/cause');
  if (code.released.includes(bookingKey)) return [];
  const occurredAt = facts.byProvider ? stated : now;
  const released = release(code, bookingKey, cause, stated, given);
  if (released instanceof Refusal || now < code.issued.expiresAt) return released;
  return [
    ...released,
    ...(code.swept || code.voided !== undefined ? [] : [expired({ ...code, booking: undefined }, now)]),
    ...question(code, 'RELEASED_AFTER_EXPIRY', { key: bookingKey, occurredAt }),
  ];
};

/** Release and new reservation in one decision, and so under one correlation id (E26). */
export const rescheduleExam: Decision<RescheduleExam, AccessCode, CodeEvent, BookingFacts & ReleaseFacts> = (
  command,
  code,
  given,
) => {
  if (code === undefined) return CodeUnknown();
  const { bookingKey, newBookingKey, occurredAt: stated, provider, examCode, examAt, examZone } = command;
  if (code.released.includes(bookingKey) && code.booking?.bookingKey === newBookingKey) return [];
  if (newBookingKey === bookingKey || code.released.includes(newBookingKey))
    return BookingGivenUp({}, '/newBookingKey');
  const occurredAt = given.facts.byProvider ? stated : given.now;
  const released = release(code, bookingKey, 'RESCHEDULED', stated, given);
  if (released instanceof Refusal) return released;
  const free = released.reduce<AccessCode>(codeFold.evolve, code) ?? code;
  const booking = { provider, bookingKey: newBookingKey, examCode, examAt, examZone };
  const booked = book(free, booking, occurredAt, false, given);
  return booked instanceof Refusal ? booked : [...released, ...booked];
};

function release(
  { booking, issued: { codeId } }: Code,
  bookingKey: string,
  cause: BookingReleased['cause'],
  stated: Instant,
  { now, facts: { byProvider } }: Given<ReleaseFacts>,
): readonly EventOf<typeof BookingReleased>[] | Refusal {
  if (booking?.bookingKey !== bookingKey) return BookingUnknown();
  if (stated > now) return UseInFuture();
  if (!byProvider && millisecondsOf(now) - millisecondsOf(stated) > onTheWay)
    return ReleaseBackdated({}, '/occurredAt');
  if (stated < booking.bookedAt) return ReleasedBeforeBooked({}, '/occurredAt');
  const occurredAt = byProvider ? stated : now;
  // What the provider cancels is never the candidate's loss (E27).
  if (cause !== 'PROVIDER_CANCELLED' && !isInTime(occurredAt, booking.examAt)) return TooLateToRelease();
  return [event(BookingReleased, { codeId, bookingKey, cause, occurredAt }, { occurredAt })];
}

/** Consumed without an exam: the candidate did not come, or cancelled less than 24 hours before (I15). */
export const forfeitCode: Decision<ForfeitCode, AccessCode, CodeEvent> = (command, code, { now }) => {
  if (code === undefined) return CodeUnknown();
  const { bookingKey, cause, occurredAt } = command;
  if (code.consumption?.kind === 'FORFEITED' && code.consumption.key === bookingKey) return [];
  if (code.reversed.includes(bookingKey)) return [];
  const refused = consumptionRefused(code, { key: bookingKey, occurredAt, forfeitCause: cause }, now);
  if (refused !== undefined) return refused;
  const examAt = examBooked(code, command);
  if (examAt === undefined) return BookingUnknown();
  if (cause === 'NO_SHOW' ? occurredAt < examAt : isInTime(occurredAt, examAt)) return NotForfeited();
  const { codeId } = code.issued;
  return [
    ...takenBack(code, occurredAt),
    event(CodeForfeited, { codeId, bookingKey, cause, occurredAt, late: isLate(code, now) }, { occurredAt }),
  ];
};

/** The provider's word is enough for a booking that came to nobody's ears, but not for one that was given up (E42). */
const examBooked = (
  { booking, released }: Code,
  { bookingKey, examAt }: ForfeitCode,
): Instant | undefined => {
  if (booking?.bookingKey === bookingKey) return booking.examAt;
  return released.includes(bookingKey) ? undefined : examAt;
};
