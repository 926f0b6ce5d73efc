import { type Basis } from '#kernel/event.js';
import { money } from '#kernel/money.js';
import { type ProrationPolicy } from '#kernel/proration.js';
import { Refusal } from '#kernel/refusal.js';
import { type CalendarDate } from '#kernel/time.js';
import { agreementEnd, priceLevelOn } from '../contracts/agreement-facts.js';
import { type RequestedLine } from '../contracts/order-commands.js';
import { type OrderLine, type Quote } from '../contracts/order-events.js';
import { type ResellerFacts } from '../contracts/reseller-facts.js';
import { bill, type Bill, type BillableLine } from './billing.js';
import { type CoTermination, termInGroup } from './co-termination.js';
import { type FirstOrders } from './first-order.js';
import { type Contract, type Offer, type Offers } from './offers.js';
import { NoPrice, OrderedProductUnknown } from './order-refusals.js';
import { listsOf, type Price, type Priced, priceFor, type PriceOn } from './pricing.js';

export interface QuotingFacts extends Contract {
  readonly reseller: ResellerFacts;
  readonly offers: Offers;
  readonly currency: string;
  readonly priceOn: PriceOn;
  readonly group: CoTermination;
  /** Orders whose price lists hold for further ones. */
  readonly held: FirstOrders;
  readonly prorationPolicy: ProrationPolicy;
}

export interface QuotedLines {
  readonly lines: readonly OrderLine[];
  readonly quote: Quote;
  readonly basis: Basis;
}

/** The lines with what their products are today, and what an invoice of today would say: it binds nobody (E4). */
export function quoteFor(
  requested: readonly RequestedLine[],
  orderId: string,
  facts: QuotingFacts,
  today: CalendarDate,
): QuotedLines | Refusal {
  const { agreement, currency, group, prorationPolicy: policy } = facts;
  const end = agreementEnd(agreement);
  const aligned = termInGroup(group, orderId, today, end);
  if (aligned instanceof Refusal) return aligned;
  const level = priceLevelOn(agreement, today);
  const lines: PricedLine[] = [];
  for (const [index, line] of requested.entries()) {
    const priced = pricedLine(line, index, facts, { orderId, date: today, level });
    if (priced instanceof Refusal) return priced;
    lines.push(priced);
  }
  const dates = { invoiceDate: today, agreementEnd: end, aligned, policy };
  const billed = bill(lines, dates, currency);
  if (billed instanceof Refusal) return billed;
  const priceList = listsOf(lines.map(({ price }) => price));
  return {
    lines: lines.map(({ line }) => line),
    quote: { binding: false, supposedOn: today, priceListId: priceList, ...amounts(billed) },
    basis: { priceList, policies: [policy] },
  };
}

interface PricedLine extends BillableLine {
  readonly line: OrderLine;
  readonly price: Price;
}

const amounts = ({ lines, total }: Bill<PricedLine>): Pick<Quote, 'lines' | 'net'> => ({
  lines: lines.map(({ line: { line }, term: { termEnd, proration }, net }) => ({
    lineNo: line.lineNo,
    billableMonths: proration.billableMonths,
    termEnd,
    net: net.amount,
  })),
  net: total.amount,
});

function pricedLine(
  { productKey, packs, termModel }: RequestedLine,
  index: number,
  { offers, priceOn, held, currency }: QuotingFacts,
  priced: Priced,
): PricedLine | Refusal {
  const offer = offers.get(productKey);
  const pointer = `/lines/${index}`;
  if (offer === undefined) return OrderedProductUnknown({ productKey }, pointer);
  const price = priceFor(productKey, priced, priceOn, held);
  if (price === undefined) return NoPrice({ productKey, currency, date: priced.date }, pointer);
  const unitPrice = money(price.unitPrice, currency);
  const ordered = { lineNo: index + 1, productKey, packs, termModel };
  const line = { ...ordered, ...snapshot(offer), unitListPrice: unitPrice.amount };
  return { line, price, packs, termModel, fulfilment: offer.fulfilment, unitPrice };
}

/** Fixed at the order: a later change of the catalogue does not change what was bought (I22). */
const snapshot = ({ packSize, families, provider, fulfilment }: Offer) => ({
  packSize,
  families,
  ...(provider === undefined ? {} : { provider }),
  fulfilment,
});
