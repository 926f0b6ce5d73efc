import { minorUnits, type Money, ofMinorUnits, sumMoney } from './money.js';
import { addFractions, divideHalfEven, type Fraction, type Ratio } from './ratio.js';

export interface ProratedLine {
  /** Price of one pack for twelve months. */
  readonly unitPrice: Money;
  readonly packs: number;
  /** Share of the twelve months, such as 8/12. */
  readonly ratio: Ratio;
}

export interface ProratedLines {
  /** Net of each line, in order; their sum is the total. */
  readonly nets: readonly Money[];
  readonly total: Money;
  /** What the lines, rounded one by one, lack of the total; the last line bears it. */
  readonly remainder: Money;
}

/**
 * Unit price x packs x ratio, rounded half-even line by line in minor units; the difference to the invoice's total
 * goes to the last line (E61, R52). A last line too small to bear a negative difference becomes 0 and passes the
 * rest to the line before it: no line is ever negative.
 * @param invoiceTotal what the invoice says; without it, the exact sum rounded half-even
 * @throws RangeError without lines, with several currencies, or with a negative price, number of packs or total
 */
export function prorateLines(lines: readonly ProratedLine[], invoiceTotal?: Money): ProratedLines {
  const currency = lines[0]?.unitPrice.currency;
  if (currency === undefined) throw new RangeError('an invoice has at least one line');
  const exact = lines.map((line) => exactNet(line, currency));
  const rounded = exact.map((net) => divideHalfEven(net.numerator, net.denominator));
  const sum = exact.reduce(addFractions);
  const total = invoiceTotal ?? ofMinorUnits(divideHalfEven(sum.numerator, sum.denominator), currency);
  const units = minorUnits(sumMoney([total], currency));
  if (units < 0n) throw new RangeError('an invoice total is not below 0');
  const remainder = units - rounded.reduce((a, b) => a + b);
  return {
    nets: bornByTheLast(remainder, rounded).map((net) => ofMinorUnits(net, currency)),
    total,
    remainder: ofMinorUnits(remainder, currency),
  };
}

function exactNet({ unitPrice, packs, ratio }: ProratedLine, currency: string): Fraction {
  const price = minorUnits(sumMoney([unitPrice], currency));
  if (price < 0n || packs < 0 || ratio.numerator < 0) throw new RangeError('a line is not below 0');
  return {
    numerator: price * BigInt(packs) * BigInt(ratio.numerator),
    denominator: BigInt(ratio.denominator),
  };
}

function bornByTheLast(remainder: bigint, nets: readonly bigint[]): bigint[] {
  let rest = remainder;
  return nets.reduceRight<bigint[]>((done, net) => {
    const borne = net + rest < 0n ? 0n : net + rest;
    rest += net - borne;
    return [borne, ...done];
  }, []);
}
