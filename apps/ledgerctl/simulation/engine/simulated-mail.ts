import { type MailTasks } from '#apps/worker/tasks.js';
import { type Look } from '#deciding/binding.js';
import { DeferMail, RecordBounce, RecordMailSent } from '#fulfilment/contracts/mailing.js';
import { mailsDue, notificationFacts } from '#fulfilment/contracts/notification-facts.js';
import {
  deliverNotification,
  digestsDue,
  remindOfExpiry,
  tellOfRetirements,
} from '#fulfilment/processes/index.js';
import { messageOf } from '#messages/command.js';
import { messageIdOf } from '#notifying/outbox.js';
import { asProcess } from '#processing/doer.js';
import { type Dice } from './dice.js';
import { type SimulatedClock } from './simulated-clock.js';

interface MailParts {
  readonly look: Look;
  readonly clock: SimulatedClock;
  readonly dice: Dice;
  readonly execute: (command: object) => Promise<unknown>;
}

/** A mail server that takes most mails, and writes none: what the log keeps of a mail is what became of it. */
export const simulatedMail = ({ look, clock, dice, execute }: MailParts): MailTasks => ({
  [deliverNotification]: async (notificationId, cause) => {
    const notification = await look.at(notificationFacts, notificationId);
    for (const recipient of mailsDue(notification, clock.now())) {
      const command = outcomeOf(notificationId, recipient, dice);
      await execute(asProcess('delivering', cause, command, recipient));
    }
  },
  // They were announced with the reference data, before anybody had a code that they concern.
  [tellOfRetirements]: () => Promise.resolve(),
  [remindOfExpiry]: async (subject, cause) => {
    for (const request of await digestsDue(subject, look, clock.now()))
      await execute(asProcess('expiry-reminders', cause, request, `${subject} ${request.dedupeKey}`));
  },
});

function outcomeOf(notificationId: string, recipient: string, dice: Dice): object {
  const mail = { notificationId, recipient };
  if (dice.chance(0.006)) return messageOf(DeferMail, mail);
  if (recipient.startsWith('per_') && dice.chance(0.003))
    return messageOf(RecordBounce, { ...mail, reason: dice.pick(['UNKNOWN_ADDRESS', 'MAILBOX_FULL']) });
  const messageId = messageIdOf(notificationId, recipient, 'ledger.example');
  return messageOf(RecordMailSent, { ...mail, messageId });
}
