import { type Aggregate } from '#deciding/aggregate.js';
import { poolEvents, supplyEvents } from '../contracts/supply-events.js';
import { type Lot, type LotEvent, lotFold } from '../domain/lot.js';
import { type Pool, type PoolEvent, poolFold } from '../domain/pool.js';

/** The streams `supply-{lot_…}`. Supply belongs to no institution until it is issued. */
export const supplyLots: Aggregate<Lot, LotEvent> = {
  category: 'supply',
  events: supplyEvents,
  fold: lotFold,
  tenant: () => undefined,
};

/** The streams `pool-{id}`, one for each provider and product. */
export const supplyPools: Aggregate<Pool, PoolEvent> = {
  category: 'pool',
  events: poolEvents,
  fold: poolFold,
  tenant: () => undefined,
};
