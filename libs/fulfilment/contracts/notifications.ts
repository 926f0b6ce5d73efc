import { Command } from '#messages/command.js';
import { OneOf, Ref, Refs, Text } from '#messages/fields.js';

/** The mails of the domain model, N1 to N11. */
export const templates = ['N1', 'N2', 'N3', 'N4', 'N5', 'N6', 'N7', 'N8', 'N9', 'N10', 'N11'] as const;
export type Template = (typeof templates)[number];

@Command({
  summary: 'Ask for a mail to be sent once',
  description: 'The same dedupe key asks for the same mail; it is sent once.',
  roles: ['system'],
  example: {
    template: 'N3',
    to: ['per_00000000000000000000000000'],
    subject: 'ent_00000000000000000000000000',
    dedupeKey: 'N3:ent_00000000000000000000000000',
  },
})
export class RequestNotification {
  @OneOf(templates, 'Which mail') template!: Template;
  @Refs('per', 'Whom to write to; names and addresses stay in the vault', { max: 50, unique: true })
  to!: readonly string[];
  @Text('Id of what it is about') subject!: string;
  @Text('What makes it the same mail', { max: 300 }) dedupeKey!: string;
  @Ref('ins', 'Institution it concerns', { optional: true }) institutionId?: string;
}

export class NotificationRequested {
  static readonly type = 'NotificationRequested';
  static readonly version = 1;
  @Ref('ntf', 'The notification') notificationId!: string;
  @OneOf(templates, 'Which mail') template!: Template;
  @Refs('per', 'Whom to write to', { max: 50 }) to!: readonly string[];
  @Text('Id of what it is about') subject!: string;
  @Text('What makes it the same mail', { max: 300 }) dedupeKey!: string;
  @Ref('ins', 'Institution it concerns', { optional: true }) institutionId?: string;
}
