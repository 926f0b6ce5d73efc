import { type Decision, type Fold } from '#kernel/decider.js';
import { type EventOf, event } from '#kernel/event.js';
import { naturalId } from '#kernel/ids.js';
import { NotificationRequested, type RequestNotification } from '../contracts/notifications.js';

type NotificationEvent = EventOf<typeof NotificationRequested>;

export interface NotificationState {
  readonly requested: boolean;
  readonly institutionId: string | undefined;
}

export const notification: Fold<NotificationState, NotificationEvent> = {
  initial: { requested: false, institutionId: undefined },
  evolve: (_, { data }) => ({ requested: true, institutionId: data.institutionId }),
};

export const notificationIdOf = (dedupeKey: string): string => naturalId('ntf', dedupeKey);

/** Asked once per dedupe key, whoever asks and however often. */
export const requestNotification: Decision<RequestNotification, NotificationState, NotificationEvent> = (
  { template, to, subject, dedupeKey, institutionId },
  state,
) =>
  state.requested
    ? []
    : [
        event(NotificationRequested, {
          notificationId: notificationIdOf(dedupeKey),
          template,
          to,
          subject,
          dedupeKey,
          ...(institutionId === undefined ? {} : { institutionId }),
        }),
      ];
