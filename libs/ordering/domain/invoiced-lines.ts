import { compareMoney, money, multiplyMoney } from '#kernel/money.js';
import { type ProrationPolicy } from '#kernel/proration.js';
import { Refusal } from '#kernel/refusal.js';
import { type CalendarDate, type Zone } from '#kernel/time.js';
import { type RecordInvoice } from '../contracts/invoice-commands.js';
import { type InvoicedLine } from '../contracts/invoice-events.js';
import { type OrderLine } from '../contracts/order-events.js';
import { bill, type BillableLine, type BilledLine, type LineTerm } from './billing.js';
import { type AlignedTerm } from './co-termination.js';
import { type Discount, type Revision } from './order.js';
import { NoPrice } from './order-refusals.js';
import { type Price } from './pricing.js';

export interface InvoicingFacts {
  readonly agreementEnd: CalendarDate | undefined;
  /** Of the order's 12-month lines, as its enrollment's group decided it. */
  readonly aligned: AlignedTerm;
  /** By product key, where a provider's cut-off sets the zone in which a term ends (E13). */
  readonly zones: ReadonlyMap<string, Zone>;
  /** For the others. */
  readonly customerZone: Zone;
  /** By product key, from the list of the day of the invoice or of a first order, at the agreement's level of that day (R7). */
  readonly prices: ReadonlyMap<string, Price>;
  /** The program's contracts hold the price list of a product's first order. */
  readonly holdsFirstOrder: boolean;
  /** One voucher at list price: what savings are measured against. */
  readonly singleVoucher: Price | undefined;
  readonly prorationPolicy: ProrationPolicy;
}

export interface InvoiceBill {
  readonly lines: readonly InvoicedLine[];
  readonly total: string;
}

interface PricedLine extends BillableLine {
  readonly ordered: OrderLine;
  readonly price: Price;
  readonly discount: Discount | undefined;
}

/** What a revision comes to on the day of the invoice, at the price list that holds for it (R7, R10). */
export function billRevision(
  { lines, discounts }: Revision,
  { invoiceDate, total }: Pick<RecordInvoice, 'invoiceDate' | 'total'>,
  currency: string,
  facts: InvoicingFacts,
): InvoiceBill | Refusal {
  const priced: PricedLine[] = [];
  for (const ordered of lines) {
    const { lineNo, productKey, packs, termModel, fulfilment } = ordered;
    const price = facts.prices.get(productKey);
    if (price === undefined) return NoPrice({ productKey, currency, date: invoiceDate });
    const discount = discounts.find((each) => each.lineNo === lineNo && isBelow(each, price, currency));
    const unitPrice = money(discount?.unitPrice ?? price.unitPrice, currency);
    priced.push({ ordered, price, discount, packs, termModel, fulfilment, unitPrice });
  }
  const { agreementEnd, aligned, prorationPolicy: policy } = facts;
  const billed = bill(priced, { invoiceDate, agreementEnd, aligned, policy }, currency, total);
  if (billed instanceof Refusal) return billed;
  return { lines: billed.lines.map((line) => invoicedLine(line, facts)), total: billed.total.amount };
}

/** The list of the invoice's day may be lower than a discount on another day's: a discount never raises a price (R9). */
const isBelow = (discount: Discount, price: Price, currency: string): boolean =>
  compareMoney(money(discount.unitPrice, currency), money(price.unitPrice, currency)) < 0;

function invoicedLine({ line, term, net }: BilledLine<PricedLine>, facts: InvoicingFacts): InvoicedLine {
  const { ordered, price, discount, unitPrice } = line;
  const { unitListPrice: _, productKey, ...granted } = ordered;
  return {
    productKey,
    ...granted,
    ...termFields(term),
    zone: facts.zones.get(productKey) ?? facts.customerZone,
    unitNet: unitPrice.amount,
    priceSource: discount === undefined ? 'PRICE_LIST' : 'SPECIAL_DISCOUNT',
    ...(discount === undefined ? {} : { approvalRef: discount.approvalRef }),
    net: net.amount,
    ...referenceOf(line, facts),
    priceLevel: price.level,
    priceListId: price.priceList,
    ...firstOrderOf(price),
  };
}

const firstOrderOf = ({ firstOrder }: Price) =>
  firstOrder === undefined
    ? {}
    : { firstOrder: { orderId: firstOrder.orderId, pricedOn: firstOrder.pricedOn } };

function termFields({ termStart, termEnd, expiryBasis, proration }: LineTerm) {
  const { termStart: from, termEnd: to, counted, countedIn, rule, ratio, billableMonths } = proration;
  return {
    ...{ termStart, termEnd, expiryBasis, billableMonths },
    proration: { from, to, counted, countedIn, rule, ...ratio },
  };
}

/** The same vouchers bought one by one: not prorated, as vouchers never are (R7, I12). */
function referenceOf({ ordered, unitPrice: { currency } }: PricedLine, { singleVoucher }: InvoicingFacts) {
  const { families, packs, packSize } = ordered;
  if (singleVoucher === undefined || families.length === 0) return {};
  const vouchers = { numerator: packs * packSize, denominator: 1 };
  return { referenceNet: multiplyMoney(money(singleVoucher.unitPrice, currency), vouchers).amount };
}
