import { type Aggregate, streamOf } from '#deciding/aggregate.js';
import { type Claim, type Look } from '#deciding/binding.js';
import { claimEvents, type ValueClaimed, type ValueGivenBack } from '#deciding/claims.js';
import { type EventOf } from '#kernel/event.js';
import { naturalId } from '#kernel/ids.js';
import { type Refusal } from '#kernel/refusal.js';
import { type RecordInvoice } from '../contracts/invoice-commands.js';
import { InvoiceNumberUsed } from '../domain/invoice-refusals.js';

/** An invoice number belongs to the one order that it is recorded with (I6). */
export const invoiceClaim = ({ issuer, invoiceNo }: Pick<RecordInvoice, 'issuer' | 'invoiceNo'>): Claim => ({
  kind: 'invoice',
  value: `${issuer}/${invoiceNo}`,
  taken: InvoiceNumberUsed({ issuer, invoiceNo }, '/invoiceNo'),
});

interface Holder {
  readonly holder?: string;
}

const claimHolders: Aggregate<Holder, EventOf<typeof ValueClaimed | typeof ValueGivenBack>> = {
  category: 'claim',
  view: 'holder',
  events: claimEvents,
  fold: {
    initial: {},
    evolve: (_, { type, data }) => (type === 'ValueGivenBack' ? {} : { holder: data.holder }),
  },
  tenant: () => undefined,
};

/**
 * Whether another order has the number. The claim itself is taken when the invoice is recorded; this tells earlier,
 * so that an invoice which cannot be recorded does not move its enrollment's anchor.
 */
export async function numberUsed(command: RecordInvoice, look: Look): Promise<Refusal | undefined> {
  const { kind, value, taken } = invoiceClaim(command);
  const { holder } = await look.at(claimHolders, naturalId('clm', kind, value));
  const own = streamOf({ category: 'order' }, command.orderId);
  return holder === undefined || holder === own ? undefined : taken;
}
