import { type Aggregate } from '#deciding/aggregate.js';
import { type Fold } from '#kernel/decider.js';
import { type EventOf } from '#kernel/event.js';
import { emptyMap, type PersistentMap } from '#kernel/persistent-map.js';
import { type Instant } from '#kernel/time.js';
import { type DrawAllocated, type SitePackListed } from './pool-events.js';
import { poolEvents } from './site-pack-events.js';

export type PoolEvent = EventOf<typeof SitePackListed | typeof DrawAllocated>;

/** The site packs of an institution. */
export interface SitePackPool {
  readonly institutionId: string | undefined;
  readonly packs: readonly { readonly entitlementId: string; readonly expiresAt: Instant }[];
  /** Draws whose pack the ledger chose, with the entitlement. */
  readonly allocated: PersistentMap<string>;
}

export const poolFold: Fold<SitePackPool, PoolEvent> = {
  initial: { institutionId: undefined, packs: [], allocated: emptyMap() },
  evolve(pool, { type, data }) {
    const { institutionId, entitlementId } = data;
    switch (type) {
      case 'SitePackListed':
        return {
          ...pool,
          institutionId,
          packs: [...pool.packs, { entitlementId, expiresAt: data.expiresAt }],
        };
      case 'DrawAllocated':
        return { ...pool, allocated: pool.allocated.with(data.drawKey, entitlementId) };
    }
  },
};

/** The streams `sitepackpool-{ins_…}`. */
export const sitePackPools: Aggregate<SitePackPool, PoolEvent> = {
  category: 'sitepackpool',
  events: poolEvents,
  fold: poolFold,
  tenant: ({ institutionId }) => institutionId,
};
