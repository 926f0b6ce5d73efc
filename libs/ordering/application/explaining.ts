import { type Look } from '#deciding/binding.js';
import { explainLine, type Step } from '#kernel/explain-proration.js';
import { money } from '#kernel/money.js';
import { type ProrationPolicy } from '#kernel/proration.js';
import { Refusal } from '#kernel/refusal.js';
import { type CalendarDate } from '#kernel/time.js';
import { type InvoicedLine, type OrderInvoiced } from '../contracts/invoice-events.js';
import { orderFacts } from '../contracts/order-facts.js';
import { type priceBases, type PriceLevel, type PriceSource } from '../contracts/vocabulary.js';
import { billRevision } from '../domain/invoiced-lines.js';
import { OrderCancelledAlready, OrderRejectedAlready, OrderUnknown } from '../domain/order-refusals.js';
import { type Saving, savingOf } from '../contracts/savings.js';
import { supposedFacts } from './invoicing-facts.js';
import { orders } from './orders.js';
import { type OrderingPolicies } from './policies.js';

export interface ExplainedLine {
  readonly lineNo: number;
  readonly productKey: string;
  readonly termStart: CalendarDate;
  readonly termEnd: CalendarDate;
  readonly expiryBasis: string;
  readonly billableMonths: number;
  readonly net: string;
  /** Where the unit price stands. */
  readonly price: ExplainedPrice;
  /** The calculation, in its order. */
  readonly steps: readonly Step[];
  readonly saving?: Saving;
  readonly warnings: readonly string[];
}

export interface ExplainedPrice {
  readonly basis: (typeof priceBases)[number];
  /** The day whose price list holds: of the invoice, or of the product's first order. */
  readonly pricedOn: CalendarDate;
  readonly firstOrderId?: string;
  readonly priceListId: string;
  readonly level: PriceLevel;
  readonly source: PriceSource;
  readonly approvalRef?: string;
}

export interface Explanation {
  readonly orderId: string;
  readonly institutionId: string;
  readonly orderRevision: number;
  /** Whether this is the invoice as recorded; otherwise it only says what one would be. */
  readonly recorded: boolean;
  readonly invoiceDate: CalendarDate;
  readonly prorationPolicy: ProrationPolicy;
  readonly currency: string;
  readonly total: string;
  readonly lines: readonly ExplainedLine[];
}

/** An invoice that is only supposed: of another day, or under another policy. */
export interface Supposed {
  readonly invoiceDate?: CalendarDate | undefined;
  readonly prorationPolicy?: ProrationPolicy | undefined;
}

/**
 * How the months and the net of each line came about (R11, R52, E61): of the invoice as it was recorded, or of one
 * that is only supposed, decided as the real one would be. Neither records anything.
 * @param today the day of a supposed invoice unless it names another
 */
export async function explainInvoice(
  orderId: string,
  supposed: Supposed,
  today: CalendarDate,
  policies: OrderingPolicies,
  look: Look,
): Promise<Explanation | Refusal> {
  const { placed, invoiced } = await look.at(orderFacts, orderId);
  if (placed === undefined) return OrderUnknown();
  const asRecorded = supposed.invoiceDate === undefined && supposed.prorationPolicy === undefined;
  if (invoiced !== undefined && asRecorded) return explained(invoiced, true);
  const order = await look.at(orders, orderId);
  if (order.cancelled) return OrderCancelledAlready();
  if (order.rejected) return OrderRejectedAlready();
  const invoiceDate = supposed.invoiceDate ?? invoiced?.invoiceDate ?? today;
  const { prorationPolicy = policies.prorationPolicy } = supposed;
  const revision = order.revisions.length;
  const asked = { orderId, revision, invoiceDate };
  const facts = await supposedFacts(asked, order, { ...policies, prorationPolicy }, look);
  if (facts instanceof Refusal) return facts;
  const current = order.revisions.at(-1);
  if (current === undefined) return OrderUnknown();
  const bill = billRevision(current, { invoiceDate }, placed.currency, facts);
  if (bill instanceof Refusal) return bill;
  const { institutionId, currency } = placed;
  return explained(
    { orderId, institutionId, revision, invoiceDate, prorationPolicy, currency, ...bill },
    false,
  );
}

type Invoice = Pick<
  OrderInvoiced,
  | 'orderId'
  | 'institutionId'
  | 'revision'
  | 'invoiceDate'
  | 'prorationPolicy'
  | 'currency'
  | 'total'
  | 'lines'
>;

const explained = (
  { revision: orderRevision, lines, ...invoice }: Invoice,
  recorded: boolean,
): Explanation => {
  // The event's field takes no other value.
  const prorationPolicy = invoice.prorationPolicy as ProrationPolicy;
  const { orderId, institutionId, invoiceDate, currency, total } = invoice;
  return {
    ...{ orderId, institutionId, orderRevision, recorded, invoiceDate, prorationPolicy, currency, total },
    lines: lines.map((line) => explainedLine(line, invoiceDate, prorationPolicy, currency)),
  };
};

function priceOf(line: InvoicedLine, invoiceDate: CalendarDate): ExplainedPrice {
  const { firstOrder, priceListId, priceLevel, priceSource, approvalRef } = line;
  return {
    basis: firstOrder === undefined ? 'INVOICE_DATE' : 'FIRST_ORDER',
    pricedOn: firstOrder?.pricedOn ?? invoiceDate,
    ...(firstOrder === undefined ? {} : { firstOrderId: firstOrder.orderId }),
    ...{ priceListId, level: priceLevel, source: priceSource },
    ...(approvalRef === undefined ? {} : { approvalRef }),
  };
}

const priceSteps = ({
  basis,
  pricedOn,
  priceListId,
  level,
  approvalRef,
}: ExplainedPrice): readonly Step[] => [
  {
    step: 'price list',
    value: `${priceListId}, level ${level}, of ${pricedOn} (${basis === 'FIRST_ORDER' ? "day of the product's first order" : 'day of the invoice'})`,
  },
  ...(approvalRef === undefined ? [] : [{ step: 'special discount approved', value: approvalRef }]),
];

function explainedLine(
  line: InvoicedLine,
  invoiceDate: CalendarDate,
  policy: ProrationPolicy,
  currency: string,
): ExplainedLine {
  const { lineNo, productKey, termStart, termEnd, expiryBasis, billableMonths, net, packs, unitNet } = line;
  const { from, to, counted, countedIn, rule, numerator, denominator } = line.proration;
  const proration = {
    ...{ termStart: from, termEnd: to, policy, counted, billableMonths },
    countedIn: countedIn as 'days',
    rule: rule as 'COUNTED',
    ratio: { numerator, denominator },
  };
  const unitPrice = money(unitNet, currency);
  const saving = savingOf(line, currency);
  const price = priceOf(line, invoiceDate);
  return {
    ...{ lineNo, productKey, termStart, termEnd, expiryBasis, billableMonths, net, price },
    steps: explainLine({ unitPrice, packs, proration, net: money(net, currency) }, priceSteps(price)),
    ...(saving === undefined ? {} : { saving }),
    // E3: to be confirmed by whoever orders, because a month is charged that is not there.
    warnings: rule === 'MINIMUM' ? ['Less than one full month is left; one month is charged.'] : [],
  };
}
