import { describe, expect, it } from '@jest/globals';
import { event } from '#kernel/event.js';
import { Refusal } from '#kernel/refusal.js';
import { hoursAfter } from '#kernel/calendar.js';
import { given, someGivens } from '#deciding/given-when-then.js';
import {
  NotificationBounced,
  NotificationDeferred,
  NotificationRedirected,
  NotificationSent,
} from '../contracts/mailing.js';
import { notificationFold, notificationIdOf } from '../contracts/notification-facts.js';
import { NotificationRequested } from '../contracts/notifications.js';
import {
  deferMail,
  NoSuchMail,
  recordBounce,
  recordMailSent,
  redirectMail,
  requestNotification,
} from './notification.js';

const notices = 'per_00000000000000000000000001';
const online = 'per_00000000000000000000000002';
const institutionId = 'ins_00000000000000000000000001';
const subject = 'ent_00000000000000000000000001';
const asked = { template: 'N3', to: [notices], subject, dedupeKey: `N3:${subject}` } as const;
const notificationId = notificationIdOf(asked.dedupeKey);
const requested = event(NotificationRequested, { notificationId, ...asked, desks: [] });
const mail = { notificationId, recipient: notices } as const;
const messageId = '<m@ledger.example>';
const sent = event(NotificationSent, {
  ...mail,
  template: 'N3',
  subject,
  messageId,
  sentAt: someGivens.now,
});
const bounced = event(NotificationBounced, { ...mail, template: 'N3', subject, reason: 'UNKNOWN_ADDRESS' });
const facts = { facts: undefined };

describe('a notification', () => {
  it('is asked for once per dedupe key', () => {
    given(notificationFold).when(requestNotification, asked, facts).then(requested);
    given(notificationFold, requested)
      .when(requestNotification, { ...asked, to: [online] }, facts)
      .then();
  });

  it('is asked for when a desk alone gets it, or a desk beside a person, and says which institution it concerns', () => {
    for (const to of [[], [notices]]) {
      const toDesk = { ...asked, to, desks: ['OPERATIONS'], institutionId } as const;
      given(notificationFold)
        .when(requestNotification, toDesk, facts)
        .then(event(NotificationRequested, { notificationId, ...toDesk }));
    }
    const ofInstitution = event(NotificationRequested, { ...requested.data, institutionId });
    given(notificationFold, ofInstitution)
      .when(recordBounce, { ...mail, reason: 'UNKNOWN_ADDRESS' }, facts)
      .then(event(NotificationBounced, { ...bounced.data, institutionId }));
  });

  it('is not asked for when nobody would get it', () => {
    given(notificationFold)
      .when(requestNotification, { ...asked, to: [] }, facts)
      .then();
  });

  it('is sent once per recipient, however often the server was asked', () => {
    given(notificationFold, requested)
      .when(recordMailSent, { ...mail, messageId }, facts)
      .then(sent);
    given(notificationFold, requested, sent)
      .when(recordMailSent, { ...mail, messageId }, facts)
      .then();
    given(notificationFold, requested, bounced)
      .when(recordMailSent, { ...mail, messageId }, facts)
      .then();
  });

  it('is tried again later, for five days, and has bounced then', () => {
    const past = [requested];
    const attempts: string[] = [];
    for (let attempt = 1; attempt <= 14; attempt += 1) {
      const { outcome } = given(notificationFold, ...past, ...deferrals(attempts)).when(
        deferMail,
        mail,
        facts,
      );
      if (outcome instanceof Refusal) throw new Error(outcome.type.code);
      attempts.push(...outcome.map(({ data }) => ('retryAt' in data ? data.retryAt : 'never')));
    }
    const minutes = [1, 5, 30, 120, 360, ...Array<number>(9).fill(720)];
    expect(attempts).toStrictEqual(minutes.map((pause) => hoursAfter(someGivens.now, pause / 60)));
    given(notificationFold, requested, ...deferrals(attempts))
      .when(deferMail, mail, facts)
      .then(event(NotificationBounced, { ...mail, template: 'N3', subject, reason: 'UNREACHABLE' }));
    given(notificationFold, requested)
      .when(deferMail, mail, facts)
      .then(
        event(NotificationDeferred, {
          ...mail,
          attempt: 1,
          retryAt: hoursAfter(someGivens.now, 1 / 60),
        }),
      );
  });

  it('is not tried again once the server has taken it, or it has bounced', () => {
    for (const outcome of [sent, bounced])
      given(notificationFold, requested, outcome).when(deferMail, mail, facts).then();
  });

  it('E56 bounces once, also after the server had taken it', () => {
    given(notificationFold, requested, sent)
      .when(recordBounce, { ...mail, reason: 'UNKNOWN_ADDRESS' }, facts)
      .then(bounced);
    given(notificationFold, requested, sent, bounced)
      .when(recordBounce, { ...mail, reason: 'MAILBOX_FULL' }, facts)
      .then();
  });

  it('E56 goes to the fallback after a bounce, unless the fallback has it already', () => {
    given(notificationFold, requested, bounced)
      .when(redirectMail, { ...mail, to: online }, facts)
      .then(event(NotificationRedirected, { ...mail, to: online }));
    const both = event(NotificationRequested, { ...requested.data, to: [notices, online] });
    given(notificationFold, both, bounced)
      .when(redirectMail, { ...mail, to: online }, facts)
      .then();
    given(notificationFold, requested, sent)
      .when(redirectMail, { ...mail, to: online }, facts)
      .then();
  });

  it('knows nothing of mails to somebody else', () => {
    const other = { notificationId, recipient: online };
    const past = given(notificationFold, requested);
    past.when(recordMailSent, { ...other, messageId }, facts).thenRefused(NoSuchMail);
    past.when(deferMail, other, facts).thenRefused(NoSuchMail);
    past.when(recordBounce, { ...other, reason: 'REJECTED' }, facts).thenRefused(NoSuchMail);
    past.when(redirectMail, { ...other, to: notices }, facts).thenRefused(NoSuchMail);
  });
});

const deferrals = (retries: readonly string[]) =>
  retries.map((retryAt, nth) => event(NotificationDeferred, { ...mail, attempt: nth + 1, retryAt }));
