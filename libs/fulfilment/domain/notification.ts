import { hoursAfter } from '#kernel/calendar.js';
import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { refusal } from '#kernel/refusal.js';
import {
  type DeferMail,
  NotificationBounced,
  NotificationDeferred,
  NotificationRedirected,
  NotificationSent,
  type RecordBounce,
  type RecordMailSent,
  type RedirectMail,
} from '../contracts/mailing.js';
import {
  type NotificationEvent,
  type NotificationFacts,
  notificationIdOf,
} from '../contracts/notification-facts.js';
import { NotificationRequested, type RequestNotification } from '../contracts/notifications.js';

type Decides<Command> = Decision<Command, NotificationFacts, NotificationEvent>;

export const NoSuchMail = refusal({
  code: 'no-such-mail',
  kind: 'not-found',
  rules: ['E56'],
  sentence: 'No mail of this notification went to that recipient.',
});

/** Asked once per dedupe key, whoever asks and however often. */
export const requestNotification: Decides<RequestNotification> = (
  { template, to, desks = [], subject, dedupeKey, institutionId },
  state,
) =>
  state.requested !== undefined || to.length + desks.length === 0
    ? []
    : [
        event(NotificationRequested, {
          notificationId: notificationIdOf(dedupeKey),
          template,
          to,
          desks,
          subject,
          dedupeKey,
          ...(institutionId === undefined ? {} : { institutionId }),
        }),
      ];

/** Recorded once per recipient, however often the server was asked; the Message-ID makes doubles recognisable. */
export const recordMailSent: Decides<RecordMailSent> = (
  { notificationId, recipient, messageId },
  { requested, mails },
  { now },
) => {
  const mail = mails[recipient];
  if (requested === undefined || mail === undefined) return NoSuchMail();
  if (mail.status !== 'WAITING') return [];
  const { template, subject } = requested;
  return [event(NotificationSent, { notificationId, recipient, template, subject, messageId, sentAt: now })];
};

/** Hours until the next attempt: quickly at first, then twice a day, five days in all, as mail servers do (RFC 5321, 4.5.4.1). */
const pauses = [1 / 60, 1 / 12, 1 / 2, 2, 6, 12, 12, 12, 12, 12, 12, 12, 12, 12];

export const deferMail: Decides<DeferMail> = ({ notificationId, recipient }, state, given) => {
  const mail = state.mails[recipient];
  if (mail === undefined) return NoSuchMail();
  if (mail.status !== 'WAITING') return [];
  const attempt = mail.attempts + 1;
  const pause = pauses[attempt - 1];
  if (pause === undefined)
    return recordBounce({ notificationId, recipient, reason: 'UNREACHABLE' }, state, given);
  const retryAt = hoursAfter(given.now, pause);
  return [event(NotificationDeferred, { notificationId, recipient, attempt, retryAt })];
};

/** A bounce may come long after the server has taken the mail; the first one counts. */
export const recordBounce: Decides<RecordBounce> = (
  { notificationId, recipient, reason },
  { requested, mails, institutionId },
) => {
  const mail = mails[recipient];
  if (requested === undefined || mail === undefined) return NoSuchMail();
  if (mail.status === 'BOUNCED') return [];
  const { template, subject } = requested;
  const concerns = institutionId === undefined ? {} : { institutionId };
  return [event(NotificationBounced, { notificationId, recipient, template, subject, reason, ...concerns })];
};

/** Who has the mail already, or could not get it, does not get it instead of another (E56). */
export const redirectMail: Decides<RedirectMail> = ({ notificationId, recipient, to }, { mails }) => {
  if (mails[recipient] === undefined) return NoSuchMail();
  return mails[recipient].status === 'BOUNCED' && mails[to] === undefined
    ? [event(NotificationRedirected, { notificationId, recipient, to })]
    : [];
};
