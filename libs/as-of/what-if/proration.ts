import { money } from '#kernel/money.js';
import { prorate, type ProrationPolicy } from '#kernel/proration.js';
import { prorateLines } from '#kernel/prorated-lines.js';
import { type OrderInvoiced } from '#ordering/contracts/invoice-events.js';

/** A line that another policy would have billed otherwise. */
export interface ProrationDifference {
  readonly institutionId: string;
  readonly orderId: string;
  readonly invoiceNo: string;
  readonly lineNo: number;
  readonly productKey: string;
  readonly currency: string;
  readonly policy: string;
  readonly months: number;
  readonly net: string;
  readonly monthsThen: number;
  readonly netThen: string;
}

/** The invoice's own terms and prices under another policy (R11, R52, E7): only months and nets can differ. */
export function prorationDifferences(
  { institutionId, orderId, invoiceNo, currency, prorationPolicy, lines }: OrderInvoiced,
  policy: ProrationPolicy,
): readonly ProrationDifference[] {
  // What the invoice's stated total made of the last line is no difference of policies.
  if (policy === prorationPolicy) return [];
  const then = lines.map(({ termModel, proration: { from, to }, unitNet, packs }) => {
    const anchor = termModel === 'TWELVE_MONTH' ? { anchorStart: from } : {};
    const proration = prorate({ termStart: from, termEnd: to, ...anchor }, policy);
    return {
      months: proration.billableMonths,
      unitPrice: money(unitNet, currency),
      packs,
      ratio: proration.ratio,
    };
  });
  const { nets } = prorateLines(then);
  return lines.flatMap(({ lineNo, productKey, billableMonths: months, net }, n) => {
    const monthsThen = then[n]?.months ?? months;
    const netThen = nets[n]?.amount ?? net;
    if (monthsThen === months && netThen === money(net, currency).amount) return [];
    const about = { institutionId, orderId, invoiceNo, lineNo, productKey, currency };
    return [{ ...about, policy: prorationPolicy, months, net, monthsThen, netThen }];
  });
}
