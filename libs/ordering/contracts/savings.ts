import { compareMoney, minorUnits, money, multiplyMoney } from '#kernel/money.js';
import { type InvoicedLine } from './invoice-events.js';

/** What volume licensing saves against the same vouchers bought one by one. */
export interface Saving {
  readonly referenceNet: string;
  /** Tenths of a percent are cut off; below 0 when the single vouchers would have cost less. */
  readonly percent: number;
  /**
   * Outside the 20 to 80 percent of the marketing text: to be looked at, never a rule (R7). Of packs only: a single
   * voucher is its own reference, and what it saves, if anything, is by its level or a discount.
   */
  readonly outsideStatedRange: boolean;
}

const stated = { from: 20, to: 80 };

/** Never a price by itself: both nets were read from price lists (R7, R15). Undefined for what is no voucher. */
export function savingOf(
  { referenceNet, net, packSize }: Pick<InvoicedLine, 'referenceNet' | 'net' | 'packSize'>,
  currency: string,
): Saving | undefined {
  if (referenceNet === undefined) return undefined;
  const reference = money(referenceNet, currency);
  const units = minorUnits(reference);
  if (units === 0n) return undefined;
  const percent = Number(((units - minorUnits(money(net, currency))) * 100n) / units);
  const share = (numerator: number) => multiplyMoney(reference, { numerator, denominator: 100 });
  const paid = money(net, currency);
  const isOutside =
    compareMoney(paid, share(100 - stated.from)) > 0 || compareMoney(paid, share(100 - stated.to)) < 0;
  const outsideStatedRange = packSize > 1 && isOutside;
  return { referenceNet, percent, outsideStatedRange };
}
