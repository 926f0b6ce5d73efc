import { createTransport } from 'nodemailer';
import { type BounceReason } from '#fulfilment/contracts/mailing.js';
import { composed } from './composing.js';
import { type Delivery, type MailTransport } from './transport.js';

/** What a permanent answer of a mail server means (RFC 5321, 4.2.2): the class only, its text may name people. */
function reasonOf(code: number): BounceReason {
  if (code === 550 || code === 551 || code === 553) return 'UNKNOWN_ADDRESS';
  return code === 552 ? 'MAILBOX_FULL' : 'REJECTED';
}

/** Errors of nodemailer carry the server's answer, when there was one. */
export function deliveryAfter(error: unknown): Delivery {
  const { responseCode, code } = error as { readonly responseCode?: unknown; readonly code?: unknown };
  // Refused credentials are the operator's matter, whatever their code: the mail is as good as before.
  const isPermanent = typeof responseCode === 'number' && responseCode >= 500 && code !== 'EAUTH';
  return isPermanent ? { kind: 'bounced', reason: reasonOf(responseCode) } : { kind: 'deferred' };
}

/** @param url `smtp://user:password@host:port`, or `smtps://…` for TLS from the start */
export function smtpTransport(url: string, from: string): MailTransport {
  const server = createTransport({ url, pool: true, maxConnections: 2 });
  return {
    async deliver(mail) {
      try {
        await server.sendMail(composed(from, mail));
        return { kind: 'sent' };
      } catch (error) {
        return deliveryAfter(error);
      }
    },
    close: () => server.close(),
  };
}
