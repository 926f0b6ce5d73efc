import { Command } from '#messages/command.js';
import { OneOf, Ref, Refs, SomeOf, Text } from '#messages/fields.js';

/** The mails of the domain model, N1 to N11, and the reminder of a booking (section 7), which has no number there. */
export const templates = ['N1', 'N2', 'N3', 'N4', 'N5', 'N6', 'N7', 'N8', 'N9', 'N10', 'N11', 'N12'] as const;
export type Template = (typeof templates)[number];

/** Who gets mail by office, not by name. */
export const desks = ['OPERATIONS', 'RECONCILERS'] as const;
export type Desk = (typeof desks)[number];

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
  @Refs('per', 'Whom to write to; names and addresses stay in the vault', {
    min: 0,
    max: 50,
    unique: true,
  })
  to!: readonly string[];
  @SomeOf(desks, 'Offices to write to', { optional: true }) desks?: readonly Desk[];
  @Text('Id of what it is about') subject!: string;
  @Text('What makes it the same mail', { max: 300 }) dedupeKey!: string;
  @Ref('ins', 'Institution it concerns', { optional: true }) institutionId?: string;
}

export class NotificationRequested {
  static readonly type = 'NotificationRequested';
  static readonly version = 2;
  /** Version 1 knew no desks. */
  static readonly upcasters = {
    1: (data: Readonly<Record<string, unknown>>): Record<string, unknown> => ({ ...data, desks: [] }),
  };
  @Ref('ntf', 'The notification') notificationId!: string;
  @OneOf(templates, 'Which mail') template!: Template;
  @Refs('per', 'Whom to write to', { min: 0, max: 50 }) to!: readonly string[];
  @SomeOf(desks, 'Offices to write to', { min: 0 }) desks!: readonly Desk[];
  @Text('Id of what it is about') subject!: string;
  @Text('What makes it the same mail', { max: 300 }) dedupeKey!: string;
  @Ref('ins', 'Institution it concerns', { optional: true }) institutionId?: string;
}
