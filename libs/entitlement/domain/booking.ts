import { type Decision, type Given } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { type Refusal } from '#kernel/refusal.js';
import { type Instant } from '#kernel/time.js';
import { CodeReserved } from '../contracts/code-events.js';
import { type BookExam } from '../contracts/use-commands.js';
import { type LostAccreditation } from './accreditation.js';
import { type AccessCode, type Code, type CodeEvent } from './code.js';
import {
  AlreadyBooked,
  BookedBeyondExpiry,
  BookingGivenUp,
  ExamBeforeBooking,
  ExamNotCovered,
  ExamNotSittable,
} from './booking-refusals.js';
import { AccreditationLost } from './assignment-refusals.js';
import {
  BeforeTerm,
  CodeAlreadyConsumed,
  CodeIsExpired,
  CodeIsVoid,
  CodeUnknown,
  OtherProvider,
  UseInFuture,
} from './code-refusals.js';
import { question } from './use-rules.js';

/** What the catalogue and the institution say of the exam on its day. */
export interface BookingFacts {
  /** It counts toward a family of the code. */
  readonly covered: boolean;
  /** Listed, and not retired by then. */
  readonly sittable: boolean;
  /** The code's provider delivers it. */
  readonly delivered: boolean;
  readonly lostAccreditation: LostAccreditation;
}

export type Booking = Omit<BookExam, 'codeId' | 'code' | 'reported' | 'occurredAt'>;

/** Holds the code for one exam, which must take place before the code expires (R60, I16, I21, I26, E24). */
export const bookExam: Decision<BookExam, AccessCode, CodeEvent, BookingFacts> = (command, code, given) => {
  if (code === undefined) return CodeUnknown();
  const bookedAt = command.occurredAt ?? given.now;
  if (isBookedAlready(code, command)) return [];
  // A report that comes again or late brings nothing back (E42); who asks for it anew must be told.
  if (code.released.includes(command.bookingKey))
    return command.reported === true ? [] : BookingGivenUp({}, '/bookingKey');
  return book(code, command, bookedAt, command.reported === true, given);
};

/** The reservation, or why there is none. */
export function book(
  code: Code,
  booking: Booking,
  bookedAt: Instant,
  reported: boolean,
  { now, facts }: Given<BookingFacts>,
): readonly CodeEvent[] | Refusal {
  const { provider, bookingKey, examCode, examAt, examZone } = booking;
  const refused =
    noBooking(code, booking, bookedAt, now) ??
    (examAt < code.issued.expiresAt ? notEligible(code, facts, bookedAt) : undefined);
  if (refused !== undefined) return refused;
  if (examAt >= code.issued.expiresAt) {
    const report = { key: bookingKey, occurredAt: bookedAt, examCode };
    return BookedBeyondExpiry().recording(
      ...(reported ? question(code, 'BOOKED_BEYOND_EXPIRY', report) : []),
    );
  }
  const data = { codeId: code.issued.codeId, provider, bookingKey, examCode, examAt, examZone, bookedAt };
  return [event(CodeReserved, data, { occurredAt: bookedAt })];
}

function noBooking(
  code: Code,
  { provider, examAt }: Booking,
  bookedAt: Instant,
  now: Instant,
): Refusal | undefined {
  const { activeFrom, expiresAt } = code.issued;
  if (provider !== code.issued.provider) return OtherProvider();
  if (bookedAt > now) return UseInFuture();
  if (code.consumption !== undefined) return CodeAlreadyConsumed();
  if (code.voided !== undefined) return CodeIsVoid();
  if (code.swept || bookedAt >= expiresAt) return CodeIsExpired();
  if (code.booking !== undefined) return AlreadyBooked();
  if (bookedAt < activeFrom) return BeforeTerm();
  return examAt <= bookedAt ? ExamBeforeBooking() : undefined;
}

function notEligible(code: Code, facts: BookingFacts, bookedAt: Instant): Refusal | undefined {
  if (!facts.sittable) return ExamNotSittable();
  if (!facts.covered || !facts.delivered) return ExamNotCovered();
  // What has been disclosed stays good (E52).
  return !code.disclosed && facts.lostAccreditation(bookedAt) ? AccreditationLost() : undefined;
}

/** The same booking, reported or asked for again, live or already used. */
const isBookedAlready = (
  { booking, consumption }: Code,
  { bookingKey, examCode, examAt }: Booking,
): boolean =>
  consumption?.bookingKey === bookingKey ||
  (booking?.bookingKey === bookingKey && booking.examCode === examCode && booking.examAt === examAt);
