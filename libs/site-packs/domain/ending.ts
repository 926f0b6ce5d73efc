import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { type ExpireSitePack, type ShortenSitePack } from '../contracts/pack-commands.js';
import { SitePackExpired, SitePackTermShortened } from '../contracts/pack-events.js';
import { NotExpiredYet, SitePackUnknown } from './refusals.js';
import { balanceOf, type SitePack, type SitePackEvent } from './site-pack.js';
import { questionDraws } from './suspending.js';

/**
 * With its entitlement; an end that is no earlier changes nothing, and nothing brings back a pack that has expired (I37).
 * Exams that started after the new end were sat all the same: they stand, and are a case.
 */
export const shortenSitePack: Decision<Readonly<ShortenSitePack>, SitePack, SitePackEvent> = (
  { entitlementId, termEnd, expiresAt },
  state,
) => {
  if (state?.kind !== 'OPEN') return SitePackUnknown();
  const { termEnd: previousEnd, expiresAt: previously } = state.opened;
  if (expiresAt >= previously || state.swept) return [];
  const since = [...state.draws.entries()]
    .filter(([, at]) => at >= expiresAt && at < previously)
    .map(([drawKey]) => drawKey)
    .sort();
  const data = { entitlementId, previousEnd, termEnd, expiresAt, drawnSince: since.length };
  return [
    event(SitePackTermShortened, data),
    ...questionDraws(state, 'DRAWN_OUTSIDE_TERM', `TERM:${expiresAt}`, expiresAt, since),
  ];
};

/** Records what the clock has done, effective at the expiry instant; there is no refund for it (R62, R63, I29). */
export const expireSitePack: Decision<Readonly<ExpireSitePack>, SitePack, SitePackEvent> = (
  { entitlementId },
  state,
  { now },
) => {
  if (state?.kind !== 'OPEN') return SitePackUnknown();
  const { expiresAt } = state.opened;
  if (state.swept) return [];
  if (now < expiresAt) return NotExpiredYet({ expiresAt });
  const { expired: remaining } = balanceOf(state, now);
  const data = { entitlementId, effectiveAt: expiresAt, sweptAt: now, remaining, reserved: state.reserved };
  return [event(SitePackExpired, data, { occurredAt: expiresAt })];
};
