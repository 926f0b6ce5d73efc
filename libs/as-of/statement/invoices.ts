import { OrderInvoiced, InvoiceCorrected } from '#ordering/contracts/invoice-events.js';
import { money, minorUnits, type Money, negateMoney, ofMinorUnits, sumMoney } from '#kernel/money.js';
import { type Fact } from '../facts.js';
import { type Period } from './period.js';

/** An invoice or a credit note of the period. */
export interface StatementInvoice {
  readonly orderId: string;
  readonly kind: 'INVOICE' | 'CREDIT';
  readonly number: string;
  readonly date: string;
  readonly currency: string;
  /** Below zero for a credit. */
  readonly amount: string;
}

export interface StatementAmount {
  readonly currency: string;
  readonly invoiced: string;
  readonly credited: string;
  readonly net: string;
}

const dataOf = <D extends object>(type: { new (): D; readonly type: string }, fact: Fact): D | undefined =>
  fact.type === type.type ? (fact.data as D) : undefined;

const within = (day: string, { from, to }: Period): boolean => from <= day && day <= to;

/** What was billed and credited by one order; a credit counts on the day on which it was decided. */
export function invoicesOf(facts: readonly Fact[], period: Period): readonly StatementInvoice[] {
  const found: StatementInvoice[] = [];
  let currency = '';
  for (const fact of facts) {
    const invoiced = dataOf(OrderInvoiced, fact);
    const corrected = dataOf(InvoiceCorrected, fact);
    if (invoiced !== undefined) {
      const { orderId, invoiceNo: number, invoiceDate: date, total: amount } = invoiced;
      currency = invoiced.currency;
      if (within(date, period)) found.push({ orderId, kind: 'INVOICE', number, date, currency, amount });
    } else if (corrected !== undefined) {
      const { occurredAt } = fact.metadata;
      if (occurredAt <= period.opens || occurredAt > period.closes) continue;
      const changes = corrected.lines.map(({ from, to }) => difference(from, to, currency));
      const { orderId, creditNo: number } = corrected;
      const { amount } = sumMoney(changes, currency);
      found.push({ orderId, kind: 'CREDIT', number, date: occurredAt.slice(0, 10), currency, amount });
    }
  }
  return found;
}

const difference = (from: string, to: string, currency: string): Money =>
  ofMinorUnits(minorUnits(money(to, currency)) - minorUnits(money(from, currency)), currency);

/** By currency, in alphabetical order. */
export function amountsOf(invoices: readonly StatementInvoice[]): readonly StatementAmount[] {
  const currencies = [...new Set(invoices.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const sum = (kind: StatementInvoice['kind']): Money =>
      sumMoney(
        invoices
          .filter((each) => each.currency === currency && each.kind === kind)
          .map(({ amount }) => ({ amount, currency })),
        currency,
      );
    const [invoiced, credits] = [sum('INVOICE'), sum('CREDIT')];
    const net = sumMoney([invoiced, credits], currency);
    return { currency, invoiced: invoiced.amount, credited: negateMoney(credits).amount, net: net.amount };
  });
}
