import { type Aggregate } from '#deciding/aggregate.js';
import { type Fold } from '#kernel/decider.js';
import { type EventOf } from '#kernel/event.js';
import { naturalId } from '#kernel/ids.js';
import { type Instant } from '#kernel/time.js';
import { eventRegistry } from '#messages/event-registry.js';
import {
  NotificationBounced,
  NotificationDeferred,
  NotificationRedirected,
  NotificationSent,
} from './mailing.js';
import { NotificationRequested } from './notifications.js';

export const notificationEvents = eventRegistry(
  NotificationRequested,
  NotificationSent,
  NotificationDeferred,
  NotificationBounced,
  NotificationRedirected,
);

export type NotificationEvent = EventOf<
  | typeof NotificationRequested
  | typeof NotificationSent
  | typeof NotificationDeferred
  | typeof NotificationBounced
  | typeof NotificationRedirected
>;

/** One recipient's mail. */
export interface MailState {
  readonly status: 'WAITING' | 'SENT' | 'BOUNCED';
  readonly attempts: number;
  readonly retryAt?: Instant;
}

export interface NotificationFacts {
  readonly requested?: Readonly<NotificationRequested>;
  /** At most some fifty. */
  readonly mails: Readonly<Record<string, MailState>>;
  readonly institutionId: string | undefined;
}

const waiting: MailState = { status: 'WAITING', attempts: 0 };

export const notificationFold: Fold<NotificationFacts, NotificationEvent> = {
  initial: { mails: {}, institutionId: undefined },
  evolve(state, { type, data }) {
    const set = (recipient: string, mail: MailState): NotificationFacts => ({
      ...state,
      mails: { ...state.mails, [recipient]: mail },
    });
    switch (type) {
      case 'NotificationRequested': {
        const mails = Object.fromEntries([...data.to, ...data.desks].map((each) => [each, waiting]));
        return { requested: data, mails, institutionId: data.institutionId };
      }
      case 'NotificationSent': {
        const attempts = (state.mails[data.recipient]?.attempts ?? 0) + 1;
        return set(data.recipient, { status: 'SENT', attempts });
      }
      case 'NotificationDeferred':
        return set(data.recipient, { status: 'WAITING', attempts: data.attempt, retryAt: data.retryAt });
      case 'NotificationBounced': {
        const mail = state.mails[data.recipient] ?? waiting;
        return set(data.recipient, { ...mail, status: 'BOUNCED' });
      }
      case 'NotificationRedirected':
        return set(data.to, waiting);
    }
  },
};

/** The streams `notification-{ntf_…}`. */
export const notificationFacts: Aggregate<NotificationFacts, NotificationEvent> = {
  category: 'notification',
  events: notificationEvents,
  fold: notificationFold,
  tenant: ({ institutionId }) => institutionId,
};

export const notificationIdOf = (dedupeKey: string): string => naturalId('ntf', dedupeKey);

/** Whose mail is to be sent now. */
export const mailsDue = ({ mails }: NotificationFacts, now: Instant): readonly string[] =>
  Object.entries(mails)
    .filter(([, { status, retryAt }]) => status === 'WAITING' && (retryAt === undefined || retryAt <= now))
    .map(([recipient]) => recipient);
