import { type Instant } from '#kernel/time.js';
import { type SitePackStatus, type SuspensionCause } from './vocabulary.js';

/** A suspension or its end, from when; in the order in which they were recorded. */
export interface StandingChange {
  readonly cause: SuspensionCause;
  readonly suspended: boolean;
  readonly effectiveAt: Instant;
}

/** Whether it is suspended for that cause at the instant: the latest effective change, of equal ones the later recorded. */
export function isSuspended(
  changes: readonly StandingChange[],
  cause: SuspensionCause,
  at: Instant,
): boolean {
  let found: StandingChange | undefined;
  for (const change of changes) {
    if (change.cause !== cause || change.effectiveAt > at) continue;
    if (found === undefined || change.effectiveAt >= found.effectiveAt) found = change;
  }
  return found?.suspended === true;
}

/** Why it is suspended at the instant; undefined when it is not. */
export const suspendedBy = (changes: readonly StandingChange[], at: Instant): SuspensionCause | undefined =>
  changes.find(({ cause }) => isSuspended(changes, cause, at))?.cause;

export interface Standing {
  readonly expiresAt: Instant;
  /** From when it can be used; undefined until it is activated. */
  readonly activatedAt?: Instant | undefined;
  readonly changes: readonly StandingChange[];
}

/** PENDING_ACTIVATION → ACTIVE ↔ SUSPENDED → EXPIRED, judged by time and not by what a sweep has recorded (I17). */
export function statusAt({ expiresAt, activatedAt, changes }: Standing, at: Instant): SitePackStatus {
  if (at >= expiresAt) return 'EXPIRED';
  if (activatedAt === undefined || at < activatedAt) return 'PENDING_ACTIVATION';
  return suspendedBy(changes, at) === undefined ? 'ACTIVE' : 'SUSPENDED';
}
