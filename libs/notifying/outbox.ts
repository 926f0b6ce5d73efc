import { type Look } from '#deciding/binding.js';
import { DeferMail, RecordBounce, RecordMailSent } from '#fulfilment/contracts/mailing.js';
import { mailsDue, notificationFacts } from '#fulfilment/contracts/notification-facts.js';
import { type Desk, desks, type NotificationRequested } from '#fulfilment/contracts/notifications.js';
import { institutionFacts } from '#institutions/contracts/institution-facts.js';
import { type PersonalData } from '#institutions/contracts/person-commands.js';
import { personFacts } from '#institutions/contracts/person-facts.js';
import { type Clock } from '#kernel/time.js';
import { messageOf } from '#messages/command.js';
import { type Sealer } from '#privacy/sealer.js';
import { languageOf } from './language.js';
import { letterAsHtml, letterAsText, paragraph } from './letter.js';
import { writings } from './templates/index.js';
import { type Address, type Mail, type MailTransport } from './transport.js';
import { type Sources } from './writing.js';

export interface OutboxParts {
  readonly sources: Sources;
  readonly look: Look;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly transport: MailTransport;
  readonly desks: Readonly<Record<Desk, string>>;
  /** Domain of the Message-IDs. */
  readonly domain: string;
}

const isDesk = (recipient: string): recipient is Desk => desks.some((desk) => desk === recipient);

/** Deterministic, so that a mail that went out twice is seen to be one. */
export const messageIdOf = (notificationId: string, recipient: string, domain: string): string =>
  `<${notificationId}.${recipient.toLowerCase()}@${domain}>`;

/**
 * Hands mails over, at least once, and records one outcome per recipient. Names and addresses are opened here, for as
 * long as a mail takes, and are written nowhere else (I32).
 */
export class Outbox {
  constructor(private readonly parts: OutboxParts) {}

  /** @param record sends a command; the same recipient's commands always have the same id */
  async deliver(
    notificationId: string,
    record: (command: object, recipient: string) => Promise<unknown>,
  ): Promise<void> {
    const notification = await this.parts.look.at(notificationFacts, notificationId);
    if (notification.requested === undefined) return;
    for (const recipient of mailsDue(notification, this.parts.clock.now()))
      await record(await this.outcomeOf(notification.requested, recipient), recipient);
  }

  private async outcomeOf(requested: NotificationRequested, recipient: string): Promise<object> {
    const { notificationId } = requested;
    const to = await this.addressOf(recipient);
    if (to === undefined) return messageOf(RecordBounce, { notificationId, recipient, reason: 'NO_ADDRESS' });
    const mail = await this.write(requested, recipient, to);
    if (mail === undefined)
      return messageOf(RecordBounce, { notificationId, recipient, reason: 'NOTHING_TO_SAY' });
    const delivery = await this.parts.transport.deliver(mail);
    switch (delivery.kind) {
      case 'sent':
        return messageOf(RecordMailSent, { notificationId, recipient, messageId: mail.messageId });
      case 'deferred':
        return messageOf(DeferMail, { notificationId, recipient });
      case 'bounced':
        return messageOf(RecordBounce, { notificationId, recipient, reason: delivery.reason });
    }
  }

  private async write(
    { notificationId, template, subject, institutionId }: NotificationRequested,
    recipient: string,
    to: Address,
  ): Promise<Mail | undefined> {
    const { look, sources, domain, clock } = this.parts;
    const letters = await writings[template](subject, sources);
    if (letters === undefined) return undefined;
    const institution =
      institutionId === undefined ? undefined : await look.reference(institutionFacts, institutionId);
    const language = isDesk(recipient) ? 'en' : languageOf(institution?.registered?.country);
    const letter = letters[language];
    const greeting = `${language === 'de' ? 'Guten Tag' : 'Dear'} ${to.name},`;
    const blocks = [paragraph(greeting), ...letter.blocks];
    return {
      messageId: messageIdOf(notificationId, recipient, domain),
      to,
      date: clock.now(),
      language,
      subject: letter.subject,
      text: letterAsText(blocks),
      html: letterAsHtml({ ...letter, blocks }, language),
    };
  }

  /** Undefined for a person that is unknown or whose data was erased (E62). */
  private async addressOf(recipient: string): Promise<Address | undefined> {
    if (isDesk(recipient)) return { name: recipient.toLowerCase(), address: this.parts.desks[recipient] };
    const { registered } = await this.parts.look.at(personFacts, recipient);
    const opened = registered && (await this.parts.sealer.open(registered.sealed));
    if (opened === undefined) return undefined;
    const { givenName, familyName, email } = JSON.parse(opened) as PersonalData;
    return { name: `${givenName} ${familyName}`, address: email };
  }
}
