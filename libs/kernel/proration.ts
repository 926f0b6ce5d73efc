import { daysFrom, plainDate } from './calendar-date.js';
import { type Ratio } from './ratio.js';
import { twelveMonthTerm } from './term.js';
import { type CalendarDate } from './time.js';

/** From an order's invoice date to the inclusive end of its entitlement. */
export interface ProratedTerm {
  readonly termStart: CalendarDate;
  readonly termEnd: CalendarDate;
  /** Start of the enrollment's anchor, for a 12-month order; for the anchor itself its own start (E7). */
  readonly anchorStart?: CalendarDate | undefined;
}

/** Why the months billed are what they are. */
export type ProrationRule =
  /** As the policy counted. */
  | 'COUNTED'
  /** The policy counted less than one month: one is charged, to be warned of or refused (E3). */
  | 'MINIMUM'
  /** More than twelve would be billed (I11). */
  | 'MAXIMUM'
  /** The anchor, and what is invoiced on its day for its whole term, pay twelve months (E7). */
  | 'SAME_DAY_AS_ANCHOR';

export interface Proration extends ProratedTerm {
  /** Name and version of the policy, as it goes into `OrderInvoiced.prorationPolicy`. */
  readonly policy: ProrationPolicy;
  /** What the policy counted in the term, before any rule. */
  readonly counted: number;
  readonly countedIn: 'full calendar months' | 'months begun' | 'days';
  readonly rule: ProrationRule;
  /** 1 to 12 (I11); under `DAYS@1` the months begun, for information. */
  readonly billableMonths: number;
  /** What the price of twelve months is multiplied with (R52). */
  readonly ratio: Ratio;
}

type Policy = (term: ProratedTerm) => Omit<Proration, keyof ProratedTerm | 'policy'>;

/** A policy that changes gets a new version; the old one stays, because events name it (R11, I34). */
const policies = {
  /** The EES's clause: whole calendar months within the term; the partial months at its ends are free (E1, E2). */
  'FULL_CALENDAR_MONTHS@1': (term) => inTwelfths(fullCalendarMonths(term), 'full calendar months', term),
  /** Months from the start's day of the month; the last one counts as soon as it has begun. */
  'ANNIVERSARY_MONTHS@1': (term) => inTwelfths(monthsBegun(term), 'months begun', term),
  /** Days of the term out of the days of the twelve months from its start. */
  'DAYS@1': (term) => {
    const counted = daysFrom(term.termStart, term.termEnd);
    const { billableMonths, rule } = inTwelfths(monthsBegun(term), 'months begun', term);
    const denominator = daysFrom(term.termStart, twelveMonthTerm(term.termStart));
    const numerator = Math.min(counted, denominator);
    return { counted, countedIn: 'days', rule, billableMonths, ratio: { numerator, denominator } };
  },
} as const satisfies Readonly<Record<string, Policy>>;

export type ProrationPolicy = keyof typeof policies;
export const prorationPolicies = Object.keys(policies) as readonly ProrationPolicy[];
export const defaultProration: ProrationPolicy = 'FULL_CALENDAR_MONTHS@1';

/**
 * Months to bill for a term, with everything that explains them (R11, R52, E1 to E3, E7, I11).
 * @throws RangeError when a date does not exist or the end is before the start
 */
export function prorate(term: ProratedTerm, policy: ProrationPolicy = defaultProration): Proration {
  daysFrom(term.termStart, term.termEnd);
  return { ...term, policy, ...policies[policy](term) };
}

function inTwelfths(counted: number, countedIn: Proration['countedIn'], term: ProratedTerm) {
  const [rule, billableMonths] = ruleFor(counted, term);
  return { counted, countedIn, rule, billableMonths, ratio: { numerator: billableMonths, denominator: 12 } };
}

function ruleFor(counted: number, term: ProratedTerm): [ProrationRule, number] {
  const wholeTerm = term.termEnd === twelveMonthTerm(term.termStart);
  if (wholeTerm && term.termStart === term.anchorStart) return ['SAME_DAY_AS_ANCHOR', 12];
  if (counted < 1) return ['MINIMUM', 1];
  return counted > 12 ? ['MAXIMUM', 12] : ['COUNTED', counted];
}

function fullCalendarMonths({ termStart, termEnd }: ProratedTerm): number {
  const start = plainDate(termStart);
  const firstFull = start.day === 1 ? start : start.with({ day: 1 }).add({ months: 1 });
  const afterEnd = plainDate(termEnd).add({ days: 1 });
  return Math.max(0, (afterEnd.year - firstFull.year) * 12 + afterEnd.month - firstFull.month);
}

const monthsBegun = ({ termStart, termEnd }: ProratedTerm): number =>
  plainDate(termStart).until(plainDate(termEnd), { largestUnit: 'months' }).months + 1;
