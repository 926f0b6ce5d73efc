import { addMoney, type Money, multiplyMoney, negateMoney } from './money.js';
import { type Proration, type ProrationRule } from './proration.js';

/** One step of a calculation, in its order: what, and its value as it entered the next step. */
export interface Step {
  readonly step: string;
  readonly value: string;
}

const reasons: Readonly<Record<ProrationRule, string>> = {
  COUNTED: 'as counted',
  MINIMUM: 'none counted, the minimum of 1 is charged',
  MAXIMUM: 'more than 12 counted, the maximum of 12 is charged',
  SAME_DAY_AS_ANCHOR: 'invoiced on the day of the anchor for its whole term, 12 are charged',
};

/** How many months are charged, and why (R11, R52, E1 to E3, E7). */
export const explainProration = (of: Proration): readonly Step[] => [
  { step: 'policy', value: of.policy },
  { step: 'term start', value: of.termStart },
  { step: 'term end', value: of.termEnd },
  { step: of.countedIn, value: String(of.counted) },
  { step: 'months charged', value: `${of.billableMonths} (${reasons[of.rule]})` },
  { step: 'ratio', value: `${of.ratio.numerator}/${of.ratio.denominator}` },
];

export interface NetOfLine {
  readonly unitPrice: Money;
  readonly packs: number;
  readonly proration: Proration;
  /** What `prorateLines` gave the line. */
  readonly net: Money;
}

/**
 * How the net of one invoice line came about, to the last minor unit (E61, R52).
 * @param priceFrom where the unit price stands
 */
export function explainLine(
  { unitPrice, packs, proration, net }: NetOfLine,
  priceFrom: readonly Step[] = [],
): readonly Step[] {
  const { numerator, denominator } = proration.ratio;
  const rounded = multiplyMoney(unitPrice, { numerator: packs * numerator, denominator });
  const remainder = addMoney(net, negateMoney(rounded));
  return [
    ...explainProration(proration),
    ...priceFrom,
    { step: 'unit price for 12 months', value: text(unitPrice) },
    { step: 'packs', value: String(packs) },
    { step: 'rounded half-even', value: text(rounded) },
    { step: 'remainder of the invoice', value: text(remainder) },
    { step: 'net', value: text(net) },
  ];
}

const text = ({ amount, currency }: Money): string => `${amount} ${currency}`;
