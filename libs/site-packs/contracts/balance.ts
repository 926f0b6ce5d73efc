import { type Instant } from '#kernel/time.js';

/** What has been recorded of the units of a site pack. */
export interface Units {
  readonly capacity: number;
  readonly adjusted: number;
  readonly reserved: number;
  readonly drawn: number;
  readonly forfeited: number;
}

/** The units as they stand at an instant; together they are always capacity and adjustments (I23). */
export interface Balance extends Units {
  /** Negative when more has been drawn than there was (E49). */
  readonly available: number;
  readonly expired: number;
}

/**
 * What is left becomes expired at the expiry instant by the clock alone (I17). An exam from before it that is reported
 * later turns an expired unit into a drawn one.
 */
export function balanceAt(units: Units, expiresAt: Instant, at: Instant): Balance {
  const { capacity, adjusted, reserved, drawn, forfeited } = units;
  const left = capacity + adjusted - drawn - forfeited;
  if (at < expiresAt) return { ...units, available: left - reserved, expired: 0 };
  return { ...units, reserved: 0, available: Math.min(0, left), expired: Math.max(0, left) };
}
