import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { type AllocateSupply, type ReleaseSurplus } from '../contracts/supply-commands.js';
import { SupplyAllocated, SupplySurplusReleased } from '../contracts/supply-events.js';
import { type Lot, type LotEvent } from './lot.js';
import { LotExhausted, LotOpen, LotUnknown } from './lot-refusals.js';

/** The next codes of the lot, for one batch of one entitlement; never given again to another. */
export const allocateSupply: Decision<AllocateSupply, Lot, LotEvent> = (
  { lotId, entitlementId, batchNo, count },
  lot,
) => {
  if (lot === undefined) return LotUnknown();
  if (!lot.closed) return LotOpen();
  const left = lot.usable - lot.allocated;
  if (left === 0) return LotExhausted();
  return [
    event(SupplyAllocated, {
      lotId,
      entitlementId,
      batchNo,
      first: lot.allocated,
      count: Math.min(count, left),
    }),
  ];
};

/** Somebody has looked into it: the surplus may be used (E37). */
export const releaseSurplus: Decision<ReleaseSurplus, Lot, LotEvent> = ({ lotId }, lot) => {
  if (lot === undefined) return LotUnknown();
  if (!lot.closed) return LotOpen();
  const count = lot.accepted - lot.usable;
  return count === 0 ? [] : [event(SupplySurplusReleased, { lotId, count })];
};
