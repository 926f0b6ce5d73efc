import { Command } from '#messages/command.js';
import { Moment, OneOf, Ref, Text, Whole } from '#messages/fields.js';
import { type Template, templates } from './notifications.js';

/** Why a mail cannot be delivered, as far as that may be written down: never an address or a server's text. */
export const bounceReasons = [
  'UNKNOWN_ADDRESS',
  'MAILBOX_FULL',
  'REJECTED',
  'UNREACHABLE',
  'NO_ADDRESS',
  'NOTHING_TO_SAY',
] as const;
export type BounceReason = (typeof bounceReasons)[number];

/** A person reference, or one of the desks. */
export const recipientForm = /^(?:per_[0-9a-z]{26}|OPERATIONS|RECONCILERS)$/;

const notificationId = 'ntf_00000000000000000000000000';
const recipient = 'per_00000000000000000000000000';

class ToRecipient {
  @Ref('ntf', 'The notification') notificationId!: string;
  @Text('Person or desk', { max: 40, pattern: recipientForm, example: recipient }) recipient!: string;
}

@Command({
  summary: 'Record that the mail server has taken a mail',
  roles: ['system'],
  example: { notificationId, recipient, messageId: '<ntf_x.per_x@ledger.example>' },
})
export class RecordMailSent extends ToRecipient {
  @Text('Message-ID of the mail; the same for each attempt') messageId!: string;
}

@Command({
  summary: 'Record that a mail could not be handed over now',
  roles: ['system'],
  example: { notificationId, recipient },
})
export class DeferMail extends ToRecipient {}

@Command({
  summary: 'Record that a mail has bounced',
  description:
    'From the mail server, also after it had taken the mail. The Online contact gets the mail instead, and operations a case (E56).',
  roles: ['operator', 'system'],
  example: { notificationId, recipient, reason: 'UNKNOWN_ADDRESS' },
})
export class RecordBounce extends ToRecipient {
  @OneOf(bounceReasons, 'Why') reason!: BounceReason;
}

@Command({
  summary: 'Send a mail that has bounced to somebody else',
  roles: ['system'],
  example: { notificationId, recipient, to: 'per_00000000000000000000000001' },
})
export class RedirectMail extends ToRecipient {
  @Ref('per', 'Who gets it instead') to!: string;
}

class MailEvent {
  @Ref('ntf', 'The notification') notificationId!: string;
  @Text('Person or desk', { max: 40, pattern: recipientForm }) recipient!: string;
}

/** The mail server has it; a bounce may still come. */
export class NotificationSent extends MailEvent {
  static readonly type = 'NotificationSent';
  static readonly version = 1;
  @OneOf(templates, 'Which mail') template!: Template;
  @Text('Id of what it is about') subject!: string;
  @Text('Message-ID of the mail') messageId!: string;
  @Moment('When the mail server took it') sentAt!: string;
}

export class NotificationDeferred extends MailEvent {
  static readonly type = 'NotificationDeferred';
  static readonly version = 1;
  @Whole('Attempts so far', { min: 1 }) attempt!: number;
  @Moment('When to try again') retryAt!: string;
}

/** Nobody has got this mail at that address. */
export class NotificationBounced extends MailEvent {
  static readonly type = 'NotificationBounced';
  static readonly version = 1;
  @OneOf(templates, 'Which mail') template!: Template;
  @Text('Id of what it is about') subject!: string;
  @OneOf(bounceReasons, 'Why') reason!: BounceReason;
  @Ref('ins', 'Institution it concerns', { optional: true }) institutionId?: string;
}

export class NotificationRedirected extends MailEvent {
  static readonly type = 'NotificationRedirected';
  static readonly version = 1;
  @Ref('per', 'Who gets it instead') to!: string;
}
