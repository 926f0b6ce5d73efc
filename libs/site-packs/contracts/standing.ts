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

/**
 * Whether just this was the last that was told of that instant. That it held already is not enough: an earlier change that
 * is told later must not undo it (E51).
 */
export const isTold = (changes: readonly StandingChange[], told: StandingChange): boolean =>
  changes.findLast(({ cause, effectiveAt }) => cause === told.cause && effectiveAt === told.effectiveAt)
    ?.suspended === told.suspended;

/** From when its last suspension for that cause lasts, by what is known now; undefined when something has ended it. */
export function suspendedSince(
  changes: readonly StandingChange[],
  cause: SuspensionCause,
): Instant | undefined {
  let since: Instant | undefined;
  const instants = changes.filter((change) => change.cause === cause).map(({ effectiveAt }) => effectiveAt);
  for (const at of [...new Set(instants)].sort())
    since = isSuspended(changes, cause, at) ? (since ?? at) : undefined;
  return since;
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
