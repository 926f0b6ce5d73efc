import { compareMoney, minorUnits, money, multiplyMoney } from '#kernel/money.js';
import { type InvoicedLine } from './invoice-events.js';

/** What volume licensing saves against the same vouchers bought one by one. */
export interface Saving {
  readonly referenceNet: string;
  /** Tenths of a percent are cut off; below 0 when the single vouchers would have cost less. */
  readonly percent: number;
  /** Outside the 20 to 80 percent of the marketing text: to be looked at, never a rule (R7). */
  readonly outsideStatedRange: boolean;
}

const stated = { from: 20, to: 80 };

/** Never a price by itself: both nets were read from price lists (R7, R15). Undefined for what is no voucher. */
export function savingOf(
  { referenceNet, net }: Pick<InvoicedLine, 'referenceNet' | 'net'>,
  currency: string,
): Saving | undefined {
  if (referenceNet === undefined) return undefined;
  const reference = money(referenceNet, currency);
  const units = minorUnits(reference);
  if (units === 0n) return undefined;
  const percent = Number(((units - minorUnits(money(net, currency))) * 100n) / units);
  const share = (numerator: number) => multiplyMoney(reference, { numerator, denominator: 100 });
  const paid = money(net, currency);
  const outsideStatedRange =
    compareMoney(paid, share(100 - stated.from)) > 0 || compareMoney(paid, share(100 - stated.to)) < 0;
  return { referenceNet, percent, outsideStatedRange };
}
