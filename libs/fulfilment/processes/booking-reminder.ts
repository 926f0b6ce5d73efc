import { type Look } from '#deciding/binding.js';
import {
  BookingReleased,
  CodeForfeited,
  CodeRedeemed,
  CodeReserved,
  CodeStranded,
  CodeVoided,
} from '#entitlement/contracts/code-events.js';
import { codeFacts } from '#entitlement/contracts/code-facts.js';
import { hasLeft, personFacts } from '#institutions/contracts/person-facts.js';
import { hoursAfter } from '#kernel/calendar.js';
import { type Instant } from '#kernel/time.js';
import { messageOf } from '#messages/command.js';
import { at, cancel, type Effect, perform, type Process, processNamed } from '#processing/process.js';
import { RequestNotification } from '../contracts/notifications.js';

/** Reminds the candidate of a booking; subject `{codeId}:{bookingKey}`. */
export const remindOfBooking = 'remind-of-booking';

/** Hours before the exam; as instants, like the 24 hours that the reminder is about (E25). */
const reminded = 48;
const lastChance = 24;

const cancelled = ({
  data: { codeId },
}: {
  readonly data: { readonly codeId: string };
}): readonly Effect[] => [cancel(codeId)];

/**
 * 48 hours before an exam its candidate is reminded that an appointment can be moved or cancelled until 24 hours before
 * it (N12). Whatever ends the booking, the code or the candidate's time at the institution ends the reminder.
 */
export const bookingReminders: Process = processNamed('booking-reminders')
  .when(CodeReserved, ({ data: { codeId, bookingKey, examAt } }) => [
    at(hoursAfter(examAt, -reminded), codeId, perform(remindOfBooking, `${codeId}:${bookingKey}`)),
  ])
  .when(BookingReleased, cancelled)
  .when(CodeRedeemed, cancelled)
  .when(CodeForfeited, cancelled)
  .when(CodeVoided, cancelled)
  .when(CodeStranded, ({ data: { codeId, cause } }) => (cause === 'PERSON_LEFT' ? [cancel(codeId)] : []));

/** What a fired reminder asks for: nothing when the booking is over, or when it can be changed no more. */
export async function bookingReminderDue(
  subject: string,
  look: Look,
  now: Instant,
): Promise<RequestNotification | undefined> {
  const [codeId = ''] = subject.split(':');
  const { booking, personRef, ended, issued } = await look.at(codeFacts, codeId);
  if (booking === undefined || ended !== undefined || `${codeId}:${booking.bookingKey}` !== subject)
    return undefined;
  if (personRef === undefined || issued === undefined || now >= hoursAfter(booking.examAt, -lastChance))
    return undefined;
  if (hasLeft(await look.at(personFacts, personRef), now)) return undefined;
  const { institutionId } = issued;
  const dedupeKey = `N12:${subject}`;
  return messageOf(RequestNotification, {
    template: 'N12',
    to: [personRef],
    subject,
    dedupeKey,
    institutionId,
  });
}
