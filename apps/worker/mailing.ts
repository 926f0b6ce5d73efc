import { join } from 'node:path';
import { type Ledger } from '#composition/open-ledger.js';
import { portalUrlOf } from '#config/configuration.js';
import { type Answer } from '#deciding/decisions.js';
import { examList } from '#entitlement/application/index.js';
import {
  deliverNotification,
  digestsDue,
  remindOfExpiry,
  tellOfRetirements,
} from '#fulfilment/processes/index.js';
import { folderTransport } from '#notifying/folder-transport.js';
import { Outbox } from '#notifying/outbox.js';
import { smtpTransport } from '#notifying/smtp-transport.js';
import { asProcess } from '#processing/doer.js';
import { expiringOf } from './expiring-of.js';
import { retiringOf } from './retiring-of.js';
import { type MailTasks } from './tasks.js';
import { retirementMails } from './telling-of-retirements.js';

export interface Mailing {
  readonly tasks: MailTasks;
  close(): void;
}

/** Mails go to the configured server, or else into the folder `mail` of the data directory. */
export function openMailing(ledger: Ledger, execute: (command: object) => Promise<Answer>): Mailing {
  const { configuration, look, sealer, clock } = ledger;
  const { smtpUrl, mailFrom, dataDir, operationsMail, reconcilersMail } = configuration;
  const transport =
    smtpUrl === undefined
      ? folderTransport(join(dataDir, 'mail'), mailFrom)
      : smtpTransport(smtpUrl, mailFrom);
  const expiring = expiringOf(ledger);
  const exams = examList(ledger.store);
  const home = portalUrlOf(configuration);
  const outbox = new Outbox({
    look,
    sealer,
    clock,
    transport,
    sources: { look, address: (path) => `${home}/${path}`, expiring, retiring: retiringOf(ledger, exams) },
    desks: { OPERATIONS: operationsMail, RECONCILERS: reconcilersMail ?? operationsMail },
    domain: mailFrom.replace(/^.*@|>$/g, ''),
  });
  return {
    tasks: {
      [deliverNotification]: (notificationId, cause) =>
        outbox.deliver(notificationId, (command, recipient) =>
          execute(asProcess('delivering', cause, command, recipient)),
        ),
      [tellOfRetirements]: async (examCode, cause) => {
        for await (const request of retirementMails(ledger, exams, examCode))
          await execute(asProcess('retirement-watch', cause, request, request.dedupeKey));
      },
      [remindOfExpiry]: async (subject, cause) => {
        for (const request of await digestsDue(subject, look, clock.now())) {
          // Nothing is left to remind of when all of it is used.
          if ((await expiring(request.subject)).length === 0) continue;
          await execute(asProcess('expiry-reminders', cause, request, `${subject} ${request.dedupeKey}`));
        }
      },
    },
    close: () => transport.close(),
  };
}
