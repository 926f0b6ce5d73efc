import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { isMoney } from '#kernel/money.js';
import { Refusal } from '#kernel/refusal.js';
import { coTerms } from '../contracts/co-terms.js';
import { type RecordInvoice } from '../contracts/invoice-commands.js';
import { OrderInvoiced } from '../contracts/invoice-events.js';
import { type OrderLine } from '../contracts/order-events.js';
import { hasBegun, wasOver } from './invoice-dates.js';
import {
  InvoiceBeforeOrder,
  InvoiceDiffers,
  InvoiceInFuture,
  InvoiceNumberUsed,
} from './invoice-refusals.js';
import { billRevision, type InvoiceBill, type InvoicingFacts } from './invoiced-lines.js';
import { closed, type Order, type OrderEvent } from './order.js';
import { NotInCurrency, OrderNotProcessed, OrderUnknown, RevisionUnknown } from './order-refusals.js';
import { firstOrderPolicy, listsOf } from './pricing.js';

/** What the order itself has against the invoice: asked before any other stream decides. */
export function invoiceRefusal(command: RecordInvoice, order: Order): Refusal | undefined {
  const refused = closed(order);
  if (refused !== undefined) return refused;
  const { placed, invoice } = order;
  const { issuer, invoiceNo } = command;
  // The number stays with the invoice that was taken back (I6).
  if (invoice?.issuer === issuer && invoice.invoiceNo === invoiceNo)
    return InvoiceNumberUsed({ issuer, invoiceNo }, '/invoiceNo');
  const revision = order.revisions[command.revision - 1];
  if (revision === undefined) return RevisionUnknown({ revision: command.revision }, '/revision');
  if (revision.processedAt === undefined) return OrderNotProcessed({ revision: command.revision });
  if (!linesMatch(command.lines, revision.lines))
    return InvoiceDiffers({ revision: command.revision }, '/lines');
  if (placed !== undefined && wasOver(command.invoiceDate, placed.placedAt))
    return InvoiceBeforeOrder({ placedAt: placed.placedAt }, '/invoiceDate');
  if (command.total !== undefined && !isMoney(command.total, placed?.currency ?? ''))
    return NotInCurrency({ currency: placed?.currency ?? '' }, '/total');
  return undefined;
}

const linesMatch = (stated: RecordInvoice['lines'], ordered: readonly OrderLine[]): boolean =>
  stated.length === ordered.length &&
  ordered.every(({ lineNo, productKey, packs }) =>
    stated.some((line) => line.lineNo === lineNo && line.productKey === productKey && line.packs === packs),
  );

/** The whole bill; pure, so that an invoice can be judged before its enrollment's group decides. */
export function billInvoice(
  command: RecordInvoice,
  order: Order,
  facts: InvoicingFacts,
): InvoiceBill | Refusal {
  const refused = invoiceRefusal(command, order);
  if (refused !== undefined) return refused;
  const revision = order.revisions[command.revision - 1];
  if (order.placed === undefined || revision === undefined) return OrderUnknown();
  return billRevision(revision, command, order.placed.currency, facts);
}

/** Fixes term and price (R11, R52). Of an amended revision it is a fact from which nothing may be granted (E32). */
export const recordInvoice: Decision<RecordInvoice, Order, OrderEvent, InvoicingFacts> = (
  command,
  order,
  { now, facts },
) => {
  const billed = billInvoice(command, order, facts);
  if (billed instanceof Refusal) return billed;
  if (!hasBegun(command.invoiceDate, now))
    return InvoiceInFuture({ invoiceDate: command.invoiceDate }, '/invoiceDate');
  if (order.placed === undefined) return OrderUnknown();
  const { revision, issuer, invoiceNo, invoiceDate, calendarId } = command;
  const { lines: _, quote: _quote, placedAt: _placedAt, ...parties } = order.placed;
  const { agreementEnd, prorationPolicy } = facts;
  const followOn = billed.lines.some(coTerms);
  const anchor = followOn ? facts.aligned.anchor : undefined;
  const invoiced = {
    ...parties,
    ...{ revision, issuer, invoiceNo, invoiceDate, calendarId, prorationPolicy },
    ...(order.invoice === undefined ? {} : { billing: order.invoice.billing + 1 }),
    matchesRevision: revision === order.revisions.length,
    ...(agreementEnd === undefined ? {} : { agreementEnd }),
    ...(anchor === undefined ? {} : { anchorEnd: anchor.termEnd, anchorOrderId: anchor.orderId }),
    priceBasis: billed.lines.some((line) => line.firstOrder !== undefined)
      ? ('FIRST_ORDER' as const)
      : ('INVOICE_DATE' as const),
    ...billed,
  };
  const basis = {
    priceList: listsOf(facts.prices.values()),
    policies: [prorationPolicy, ...(facts.holdsFirstOrder ? [firstOrderPolicy] : [])],
  };
  return [event(OrderInvoiced, invoiced, { basis })];
};
