import { calendarFacts } from '#catalogue/contracts/calendar-facts.js';
import { type ProductFacts, termZone } from '#catalogue/contracts/product-facts.js';
import { type Look } from '#deciding/binding.js';
import { Refusal } from '#kernel/refusal.js';
import { type Zone } from '#kernel/time.js';
import { agreementEnd, priceLevelOn } from '../contracts/agreement-facts.js';
import { AlignTerm } from '../contracts/co-termination-commands.js';
import { type RecordInvoice } from '../contracts/invoice-commands.js';
import { type AlignedTerm, termInGroup } from '../domain/co-termination.js';
import { CalendarUnknown, InvoicesRaced } from '../domain/invoice-refusals.js';
import { billInvoice, invoiceRefusal } from '../domain/invoicing.js';
import { type InvoicingFacts } from '../domain/invoiced-lines.js';
import { type Order } from '../domain/order.js';
import { OrderUnknown, RevisionUnknown } from '../domain/order-refusals.js';
import { type Price } from '../domain/pricing.js';
import { priceListOf, pricesIn, productsOf } from './catalogue-of.js';
import { coTerminationGroups, lapse } from './co-termination-groups.js';
import { contractOf } from './contract-of.js';
import { numberUsed } from './invoice-claims.js';
import { type OrderingPolicies } from './policies.js';

/**
 * What an invoice is decided with. The co-termination group decides first, because the months billed depend on it and
 * two first invoices may race (E7); but only when nothing else stands against the invoice, so that a refused one
 * leaves no anchor behind. A repeat tells the group the same and gets the same term.
 * @param order as the log has it now: a stale one could move the anchor for an invoice that will be refused
 */
export async function invoicingFacts(
  command: RecordInvoice,
  order: Order,
  policies: OrderingPolicies,
  look: Look,
): Promise<InvoicingFacts | Refusal> {
  const refused = invoiceRefusal(command, order) ?? (await numberUsed(command, look));
  if (refused !== undefined) {
    // Cancelled between the group's decision and the order's: the anchor has no invoice.
    if (order.cancelled && order.placed !== undefined) await lapse(order.placed, 'NEVER_INVOICED', look);
    return refused;
  }
  const { version } = await look.reference(calendarFacts, command.calendarId);
  if (version === 0) return CalendarUnknown({ calendarId: command.calendarId }, '/calendarId');
  const supposed = await supposedFacts(command, order, policies, look);
  if (supposed instanceof Refusal) return supposed;
  const bill = billInvoice(command, order, supposed);
  if (bill instanceof Refusal) return bill;
  if (look.tell === undefined || bill.lines.every(({ termModel }) => termModel !== 'TWELVE_MONTH'))
    return supposed;
  const aligned = await align(command, order, look, look.tell);
  return aligned instanceof Refusal ? aligned : { ...supposed, aligned };
}

/** The facts, with the term that the group would decide now; so also those of an invoice that is only supposed. */
export async function supposedFacts(
  { orderId, revision, invoiceDate }: Pick<RecordInvoice, 'orderId' | 'revision' | 'invoiceDate'>,
  { placed, revisions }: Order,
  { priceListId, prorationPolicy, singleVoucher }: OrderingPolicies,
  look: Look,
): Promise<InvoicingFacts | Refusal> {
  const lines = revisions[revision - 1]?.lines;
  if (placed === undefined) return OrderUnknown();
  if (lines === undefined) return RevisionUnknown({ revision }, '/revision');
  const { enrollmentId, currency } = placed;
  const contract = await contractOf(enrollmentId, look);
  if (contract instanceof Refusal) return contract;
  const { agreement, customer } = contract;
  const end = agreementEnd(agreement);
  const aligned = termInGroup(await look.at(coTerminationGroups, enrollmentId), orderId, invoiceDate, end);
  if (aligned instanceof Refusal) return aligned;
  const products = await productsOf(lines, look);
  const priceOn = pricesIn(await priceListOf(priceListId, look), currency);
  const level = priceLevelOn(agreement, invoiceDate);
  const prices = new Map<string, Price>();
  for (const { productKey } of lines) {
    const price = level === undefined ? undefined : priceOn(productKey, level, invoiceDate);
    if (price !== undefined) prices.set(productKey, price);
  }
  return {
    agreementEnd: end,
    aligned,
    zones: zonesOf(products, customer.zone),
    customerZone: customer.zone,
    prices,
    // The smallest level is the list price: a saving by level is a saving, too (R7).
    singleVoucher: priceOn(singleVoucher, 'A', invoiceDate),
    prorationPolicy,
  };
}

const zonesOf = (products: ReadonlyMap<string, ProductFacts>, zone: Zone): ReadonlyMap<string, Zone> =>
  new Map([...products].map(([key, product]) => [key, termZone(product, zone)]));

async function align(
  { orderId, issuer, invoiceNo, invoiceDate }: RecordInvoice,
  { placed }: Order,
  look: Look,
  tell: NonNullable<Look['tell']>,
): Promise<AlignedTerm | Refusal> {
  if (placed === undefined) return OrderUnknown();
  const { enrollmentId } = placed;
  const told = await tell(
    Object.assign(new AlignTerm(), { enrollmentId, orderId, issuer, invoiceNo, invoiceDate }),
  );
  if (told instanceof Refusal) return told;
  const { aligned } = await look.at(coTerminationGroups, enrollmentId);
  const term = aligned?.get(orderId);
  return term?.termStart === invoiceDate ? term : InvoicesRaced();
}
