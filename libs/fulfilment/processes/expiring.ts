import { at, perform, type Process, processNamed } from '#processing/process.js';
import { type Instant, instantOf, millisecondsOf } from '#kernel/time.js';
import { EntitlementGranted } from '#entitlement/contracts/entitlement-events.js';

export const sweepEntitlement = 'sweep-entitlement';

const hour = 3_600_000;

/** The sweep runs hourly, so the first run after the expiry instant is at the next full hour. */
export const firstSweepAfter = (expiresAt: Instant): Instant =>
  instantOf((Math.floor(millisecondsOf(expiresAt) / hour) + 1) * hour);

/** The sweep records what the clock has done (R63): it may be late, or never run, and no right lives longer for it. */
export const expiring: Process = processNamed('expiring').when(EntitlementGranted, ({ data }) =>
  data.fulfilment === 'CODES'
    ? [at(firstSweepAfter(data.expiresAt), data.entitlementId, perform(sweepEntitlement, data.entitlementId))]
    : [],
);
