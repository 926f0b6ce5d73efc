import { addMoney, compareMoney, money, type Money, ofMinorUnits } from '#kernel/money.js';
import { prorateLines } from '#kernel/prorated-lines.js';
import { prorate, type Proration, type ProrationPolicy } from '#kernel/proration.js';
import { Refusal } from '#kernel/refusal.js';
import { earliestEnd, type ExpiryBasis, twelveMonthTerm } from '#kernel/term.js';
import { type CalendarDate } from '#kernel/time.js';
import { coTerms, type TermedLine } from '../contracts/co-terms.js';
import { type AlignedTerm } from './co-termination.js';
import { InvoicedAfterAgreement, InvoiceTotalDiffers } from './invoice-refusals.js';
import { NoAgreementEnd } from './order-refusals.js';

/** From when the lines are billed, and what bounds their terms. */
export interface BillingDates {
  readonly invoiceDate: CalendarDate;
  readonly agreementEnd: CalendarDate | undefined;
  /** What the enrollment's group says of 12-month lines. */
  readonly aligned: AlignedTerm;
  readonly policy: ProrationPolicy;
}

export interface BillableLine extends TermedLine {
  readonly packs: number;
  /** One pack for twelve months. */
  readonly unitPrice: Money;
}

export interface LineTerm {
  readonly termStart: CalendarDate;
  readonly termEnd: CalendarDate;
  readonly expiryBasis: ExpiryBasis;
  readonly proration: Proration;
}

export interface BilledLine<Line> {
  readonly line: Line;
  readonly term: LineTerm;
  readonly net: Money;
}

export interface Bill<Line> {
  readonly lines: readonly BilledLine<Line>[];
  readonly total: Money;
}

/** The term of a line and the months billed for it (R11, R44, R52, I8, I11). */
export function termOf(line: TermedLine, dates: BillingDates): LineTerm | Refusal {
  const { invoiceDate: termStart, agreementEnd, aligned, policy } = dates;
  if (agreementEnd !== undefined && agreementEnd < termStart) return InvoicedAfterAgreement({ agreementEnd });
  if (line.termModel === 'TWELVE_MONTH') {
    const { termEnd, expiryBasis } = coTerms(line) ? aligned : ownTerm(termStart, agreementEnd);
    // Whoever gets the whole twelve months pays them, the anchor and what is invoiced on its day (E7).
    const proration = prorate({ termStart, termEnd, anchorStart: termStart }, policy);
    return { termStart, termEnd, expiryBasis, proration };
  }
  if (agreementEnd === undefined) return NoAgreementEnd();
  const { termEnd, expiryBasis } = ownTerm(termStart, agreementEnd);
  // Counted to the agreement's end, and twelve at most: vouchers live no longer than twelve months.
  return {
    termStart,
    termEnd,
    expiryBasis,
    proration: prorate({ termStart, termEnd: agreementEnd }, policy),
  };
}

/** Twelve months that no other order shortens, within the agreement. */
function ownTerm(termStart: CalendarDate, agreementEnd: CalendarDate | undefined) {
  const { end, basis } = earliestEnd({ agreementEnd, twelveMonthEnd: twelveMonthTerm(termStart) });
  return { termEnd: end, expiryBasis: basis };
}

/**
 * Months times price, rounded half-even line by line; the lines sum to the total, the last one bears the rest (E61).
 * A stated total may differ by what rounding can make: one minor unit a line.
 */
export function bill<Line extends BillableLine>(
  lines: readonly Line[],
  dates: BillingDates,
  currency: string,
  stated?: string,
): Bill<Line> | Refusal {
  const termed: { readonly line: Line; readonly term: LineTerm }[] = [];
  for (const line of lines) {
    const term = termOf(line, dates);
    if (term instanceof Refusal) return term;
    termed.push({ line, term });
  }
  const shares = termed.map(({ line: { packs, unitPrice }, term }) => ({
    packs,
    unitPrice,
    ratio: term.proration.ratio,
  }));
  const exact = prorateLines(shares);
  const total = stated === undefined ? exact.total : money(stated, currency);
  if (!within(ofMinorUnits(BigInt(lines.length), currency), total, exact.total))
    return InvoiceTotalDiffers({ stated: total.amount, expected: exact.total.amount }, '/total');
  const { nets } = prorateLines(shares, total);
  const billed = termed.flatMap((each, index) => {
    const net = nets[index];
    return net === undefined ? [] : [{ ...each, net }];
  });
  return { lines: billed, total };
}

const within = (tolerance: Money, a: Money, b: Money): boolean =>
  compareMoney(a, addMoney(b, tolerance)) <= 0 && compareMoney(b, addMoney(a, tolerance)) <= 0;
