import { expiryInstant, startOfDay } from '#kernel/calendar.js';
import { type CalendarDate, type Instant, instantOf, millisecondsOf, type Zone } from '#kernel/time.js';
import { type Fact } from '../facts.js';

/** Whole days of an institution's zone, as known at one time. */
export interface Period {
  readonly from: CalendarDate;
  /** Inclusive. */
  readonly to: CalendarDate;
  readonly zone: Zone;
  readonly knownAt: Instant;
  /** Last instant before the first day. */
  readonly opens: Instant;
  /** Last instant of the last day. */
  readonly closes: Instant;
}

const justBefore = (instant: Instant): Instant => instantOf(millisecondsOf(instant) - 1);

export const periodOf = (from: CalendarDate, to: CalendarDate, zone: Zone, knownAt: Instant): Period => ({
  ...{ from, to, zone, knownAt },
  opens: justBefore(startOfDay(from, zone)),
  closes: justBefore(expiryInstant(to, zone)),
});

/** They record what the clock had done already: never late. */
const sweeps: ReadonlySet<string> = new Set(['CodeExpired', 'SitePackExpired', 'LibraryAccessEnded']);

/**
 * Whether a statement of an earlier knowledge lacks it: it belongs to the time before the period and was learned of in
 * it or later, or it belongs to the period and was learned of after it.
 */
export function isLate(
  { type, metadata: { occurredAt, recordedAt } }: Fact,
  { opens, closes }: Period,
): boolean {
  if (sweeps.has(type)) return false;
  return (occurredAt <= opens && recordedAt > opens) || (occurredAt <= closes && recordedAt > closes);
}
