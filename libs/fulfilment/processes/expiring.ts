import { at, perform, type Process, processNamed } from '#processing/process.js';
import { type Instant, instantOf, millisecondsOf } from '#kernel/time.js';
import { EntitlementGranted, EntitlementTermShortened } from '#entitlement/contracts/entitlement-events.js';

export const sweepEntitlement = 'sweep-entitlement';

const hour = 3_600_000;

/** The sweep runs hourly, so the first run after the expiry instant is at the next full hour. */
export const firstSweepAfter = (expiresAt: Instant): Instant =>
  instantOf((Math.floor(millisecondsOf(expiresAt) / hour) + 1) * hour);

const sweep = ({
  entitlementId,
  fulfilment,
  expiresAt,
}: Pick<EntitlementGranted, 'entitlementId' | 'fulfilment' | 'expiresAt'>) =>
  fulfilment === 'CODES'
    ? [at(firstSweepAfter(expiresAt), entitlementId, perform(sweepEntitlement, entitlementId))]
    : [];

/** The sweep records what the clock has done (R63): it may be late, or never run, and no right lives longer for it. */
export const expiring: Process = processNamed('expiring')
  .when(EntitlementGranted, ({ data }) => sweep(data))
  // The same key: the earlier end replaces the later one (I37).
  .when(EntitlementTermShortened, ({ data }) => sweep(data));
