import { type Instant } from '#kernel/time.js';
import { type BounceReason } from '#fulfilment/contracts/mailing.js';

export interface Address {
  readonly name: string;
  readonly address: string;
}

export interface Mail {
  /** The same for every attempt, so that a double is recognised (RFC 5322, 3.6.4). */
  readonly messageId: string;
  readonly to: Address;
  /** By the ledger's clock. */
  readonly date: Instant;
  readonly language: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export type Delivery =
  | { readonly kind: 'sent' }
  /** Worth another attempt: no connection, or a 4xx answer. */
  | { readonly kind: 'deferred' }
  | { readonly kind: 'bounced'; readonly reason: BounceReason };

/** Takes mails. It never throws for what a mail server may say. */
export interface MailTransport {
  deliver(mail: Mail): Promise<Delivery>;
  close(): void;
}
