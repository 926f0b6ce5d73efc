import { type Decision, type Fold } from '#kernel/decider.js';
import { event, type EventOf } from '#kernel/event.js';
import { type Id, naturalId } from '#kernel/ids.js';
import { type ImportSupplyLot } from '../contracts/supply-commands.js';
import { SupplyLotOffered } from '../contracts/supply-events.js';

export type PoolEvent = EventOf<typeof SupplyLotOffered>;

/** The lots of a provider, for one product or for any, in the order of their import. */
export interface Pool {
  readonly lots: readonly string[];
}

export const poolFold: Fold<Pool, PoolEvent> = {
  initial: { lots: [] },
  evolve: ({ lots }, { data }) => ({ lots: [...lots, data.lotId] }),
};

export const poolIdOf = (provider: string, productKey: string | undefined): Id<'lot'> =>
  naturalId('lot', 'pool', provider, productKey ?? '');

export interface ImportFacts {
  readonly lotId: string;
}

/** The lot itself has been imported and closed by then: what the pool offers can be allocated. */
export const offerLot: Decision<ImportSupplyLot, Pool, PoolEvent, ImportFacts> = (
  { provider, productKey },
  { lots },
  { facts: { lotId } },
) =>
  lots.includes(lotId)
    ? []
    : [event(SupplyLotOffered, { lotId, provider, ...(productKey === undefined ? {} : { productKey }) })];
