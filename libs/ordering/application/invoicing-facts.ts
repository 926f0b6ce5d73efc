import { calendarFacts } from '#catalogue/contracts/calendar-facts.js';
import { type ProductFacts, termZone } from '#catalogue/contracts/product-facts.js';
import { type Look } from '#deciding/binding.js';
import { Refusal } from '#kernel/refusal.js';
import { type Zone } from '#kernel/time.js';
import { agreementEnd, priceLevelOn } from '../contracts/agreement-facts.js';
import { coTerms } from '../contracts/co-terms.js';
import { AlignTerm } from '../contracts/co-termination-commands.js';
import { HoldFirstOrderPrices } from '../contracts/first-order-commands.js';
import { type RecordInvoice } from '../contracts/invoice-commands.js';
import { type OrderPlaced } from '../contracts/order-events.js';
import { type AlignedTerm, termInGroup } from '../domain/co-termination.js';
import { type FirstOrders } from '../domain/first-order.js';
import { CalendarUnknown, InvoicesRaced } from '../domain/invoice-refusals.js';
import { billInvoice, invoiceRefusal } from '../domain/invoicing.js';
import { type InvoicingFacts } from '../domain/invoiced-lines.js';
import { type Order } from '../domain/order.js';
import { OrderUnknown, RevisionUnknown } from '../domain/order-refusals.js';
import { type Price, type Priced, priceFor, type PriceOn } from '../domain/pricing.js';
import { priceListOf, pricesIn, productsOf } from './catalogue-of.js';
import { coTerminationGroups, lapse } from './co-termination-groups.js';
import { contractOf } from './contract-of.js';
import { firstOrders, releasePrices } from './first-orders.js';
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
    // Cancelled or rejected between the group's decision and the order's: the anchor has no invoice.
    if ((order.cancelled || order.rejected) && order.placed !== undefined)
      await forget(order.placed, productKeysOf(order), look);
    return refused;
  }
  const { version } = await look.reference(calendarFacts, command.calendarId);
  if (version === 0) return CalendarUnknown({ calendarId: command.calendarId }, '/calendarId');
  const supposed = await supposedFacts(command, order, policies, look);
  if (supposed instanceof Refusal) return supposed;
  const bill = billInvoice(command, order, supposed);
  if (bill instanceof Refusal) return bill;
  if (look.tell === undefined) return supposed;
  const prices = await holdPrices(command, order, supposed, look, look.tell);
  if (prices instanceof Refusal) return prices;
  if (!bill.lines.some(coTerms)) return { ...supposed, prices };
  const aligned = await align(command, order, look, look.tell);
  return aligned instanceof Refusal ? aligned : { ...supposed, prices, aligned };
}

interface SupposedFacts extends InvoicingFacts {
  /** The prices, once it is decided which order was the first of each product. */
  readonly pricesWith: (held: FirstOrders) => ReadonlyMap<string, Price>;
}

/** The facts, with the term that the group would decide now; so also those of an invoice that is only supposed. */
export async function supposedFacts(
  { orderId, revision, invoiceDate }: Pick<RecordInvoice, 'orderId' | 'revision' | 'invoiceDate'>,
  { placed, revisions }: Order,
  policies: OrderingPolicies,
  look: Look,
): Promise<SupposedFacts | Refusal> {
  const { priceListId, prorationPolicy, singleVoucher, firstOrderPrograms } = policies;
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
  const { program } = agreement.registered ?? {};
  const priced = { orderId, date: invoiceDate, level: priceLevelOn(agreement, invoiceDate) };
  const pricesWith = (held: FirstOrders) => pricesOf(lines, priced, priceOn, held);
  return {
    agreementEnd: end,
    aligned,
    zones: zonesOf(products, customer.zone),
    customerZone: customer.zone,
    prices: pricesWith(await look.at(firstOrders, enrollmentId)),
    pricesWith,
    holdsFirstOrder: program !== undefined && firstOrderPrograms.includes(program),
    // The smallest level is the list price: a saving by level is a saving, too (R7).
    singleVoucher: priceOn(singleVoucher, 'A', invoiceDate),
    prorationPolicy,
  };
}

function pricesOf(
  lines: readonly { readonly productKey: string }[],
  priced: Priced,
  priceOn: PriceOn,
  held: FirstOrders,
): ReadonlyMap<string, Price> {
  const prices = new Map<string, Price>();
  for (const { productKey } of lines) {
    const price = priceFor(productKey, priced, priceOn, held);
    if (price !== undefined) prices.set(productKey, price);
  }
  return prices;
}

/** Lets the enrollment decide which order of each product is the first; where its contract says nothing, none is. */
async function holdPrices(
  { orderId, issuer, invoiceNo, invoiceDate, revision }: RecordInvoice,
  { placed, revisions }: Order,
  { prices, pricesWith, holdsFirstOrder }: SupposedFacts,
  look: Look,
  tell: NonNullable<Look['tell']>,
): Promise<InvoicingFacts['prices'] | Refusal> {
  if (!holdsFirstOrder || placed === undefined) return prices;
  const { enrollmentId } = placed;
  const productKeys = [...new Set(revisions[revision - 1]?.lines.map(({ productKey }) => productKey))];
  const hold = { enrollmentId, orderId, issuer, invoiceNo, invoiceDate, productKeys };
  const told = await tell(Object.assign(new HoldFirstOrderPrices(), hold));
  return told instanceof Refusal ? told : pricesWith(await look.at(firstOrders, enrollmentId));
}

const productKeysOf = ({ revisions }: Order): readonly string[] => [
  ...new Set(revisions.flatMap(({ lines }) => lines.map(({ productKey }) => productKey))),
];

/** An order that will have no invoice binds nobody: neither by its term nor by its prices. */
async function forget(
  { enrollmentId, orderId }: Pick<OrderPlaced, 'enrollmentId' | 'orderId'>,
  productKeys: readonly string[],
  look: Look,
): Promise<void> {
  const cause = 'NEVER_INVOICED';
  await lapse({ enrollmentId, orderId }, cause, look);
  await releasePrices({ enrollmentId, orderId, productKeys, cause }, look);
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
