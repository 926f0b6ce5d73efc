import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { PortalBalanceRecorded, type RecordPortalBalance } from '../contracts/portal-balance.js';
import { InFuture, SitePackUnknown } from './refusals.js';
import { type SitePack, type SitePackEvent, unspentOf } from './site-pack.js';

/** A statement beside the balance, and never a correction of it: the portal's figure has no exams behind it. */
export const recordPortalBalance: Decision<Readonly<RecordPortalBalance>, SitePack, SitePackEvent> = (
  { entitlementId, left, statedAt },
  state,
  { now },
) => {
  if (state?.kind !== 'OPEN') return SitePackUnknown();
  const at = statedAt ?? now;
  if (at > now) return InFuture({}, '/statedAt');
  if (state.portalStatedAt !== undefined && at <= state.portalStatedAt) return [];
  const data = { entitlementId, left, ledgerLeft: unspentOf(state), statedAt: at };
  return [event(PortalBalanceRecorded, data, { occurredAt: at })];
};
