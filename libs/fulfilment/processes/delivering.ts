import { at, perform, type Process, processNamed, send } from '#processing/process.js';
import { messageOf } from '#messages/command.js';
import { OpenCase } from '../contracts/cases.js';
import {
  NotificationBounced,
  NotificationDeferred,
  NotificationRedirected,
  RedirectMail,
} from '../contracts/mailing.js';
import { NotificationRequested } from '../contracts/notifications.js';
import { addressedBy, onlineContacts } from './notifying.js';
import { orderOf } from './order-of.js';

/** Hands the waiting mails of one notification to the mail server. */
export const deliverNotification = 'deliver-notification';

/** Sends what was asked for; what bounces goes to the Online contact instead, and is a task for operations (E56). */
export const delivering: Process = processNamed('delivering')
  .when(NotificationRequested, ({ data }) => [perform(deliverNotification, data.notificationId)])
  .when(NotificationRedirected, ({ data }) => [perform(deliverNotification, data.notificationId)])
  .when(NotificationDeferred, ({ data: { notificationId, recipient, retryAt } }) => [
    at(retryAt, `${notificationId}:${recipient}`, perform(deliverNotification, notificationId)),
  ])
  .when(NotificationBounced, async ({ id, data }, look) => {
    const { notificationId, recipient, subject, institutionId } = data;
    const orderId = await orderOf(subject, look);
    const addressed = orderId === undefined ? undefined : await addressedBy(orderId, look);
    const to = addressed && onlineContacts(addressed).find((contact) => contact !== recipient);
    return [
      ...(to === undefined ? [] : [send(messageOf(RedirectMail, { notificationId, recipient, to }))]),
      send(
        messageOf(OpenCase, {
          kind: 'MAIL_BOUNCED',
          key: `${notificationId}:${recipient}`,
          evidence: [`event:${id}`],
          ...(institutionId === undefined ? {} : { institutionId }),
        }),
      ),
    ];
  });
