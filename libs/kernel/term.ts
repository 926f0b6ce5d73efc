import { plainDate } from './calendar-date.js';
import { type CalendarDate } from './time.js';

/**
 * Inclusive end of a term of so many months: the day before the one that bears the start's number, or the last day of
 * the month that has no such day (as § 188 (2) and (3) BGB): 29 February for 12 months ends on 28 February (E11),
 * 1 March 2019 on 29 February 2020 (E12).
 * @throws RangeError when the start is no calendar date
 */
export function termEnd(start: CalendarDate, months: number): CalendarDate {
  const first = plainDate(start);
  const sameNumber = first.add({ months });
  return (sameNumber.day === first.day ? sameNumber.subtract({ days: 1 }) : sameNumber).toString();
}

/** Inclusive end of the twelve months that an invoice of this date starts. @throws RangeError as `termEnd` */
export const twelveMonthTerm = (start: CalendarDate): CalendarDate => termEnd(start, 12);

/** Which of the three ends bound the term. */
export type ExpiryBasis = 'AGREEMENT' | 'ANCHOR' | 'TWELVE_MONTHS';

export interface PossibleEnds {
  /** None for an agreement that never ends (R47). */
  readonly agreementEnd?: CalendarDate | undefined;
  /** Of the enrollment's live anchor, for a follow-on order (R51). */
  readonly anchorEnd?: CalendarDate | undefined;
  readonly twelveMonthEnd: CalendarDate;
}

export interface BoundEnd {
  readonly end: CalendarDate;
  readonly basis: ExpiryBasis;
}

/**
 * The earliest end and what set it (I8, E9). On a tie the anchor is named before the twelve months, because the order
 * co-terms with it; the agreement is named only when it cuts the term short.
 * @throws RangeError when one is no calendar date
 */
export function earliestEnd({ agreementEnd, anchorEnd, twelveMonthEnd }: PossibleEnds): BoundEnd {
  let bound: BoundEnd = { end: valid(twelveMonthEnd), basis: 'TWELVE_MONTHS' };
  if (anchorEnd !== undefined && valid(anchorEnd) <= bound.end) bound = { end: anchorEnd, basis: 'ANCHOR' };
  if (agreementEnd !== undefined && valid(agreementEnd) < bound.end)
    bound = { end: agreementEnd, basis: 'AGREEMENT' };
  return bound;
}

const valid = (date: CalendarDate): CalendarDate => plainDate(date).toString();
