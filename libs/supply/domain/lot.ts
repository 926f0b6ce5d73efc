import { type Fold } from '#kernel/decider.js';
import { type EventOf } from '#kernel/event.js';
import {
  type SupplyAllocated,
  type SupplyCodesAdded,
  type SupplyLotClosed,
  type SupplyLotOpened,
  type SupplySurplusReleased,
} from '../contracts/supply-events.js';

export type LotEvent = EventOf<
  | typeof SupplyLotOpened
  | typeof SupplyCodesAdded
  | typeof SupplyLotClosed
  | typeof SupplyAllocated
  | typeof SupplySurplusReleased
>;

export interface OpenedLot {
  readonly opened: Readonly<SupplyLotOpened>;
  /** Ids of the codes of each chunk; the sealed values stay in the log. */
  readonly chunks: readonly ReadonlySet<string>[];
  readonly accepted: number;
  readonly rejected: number;
  readonly closed: boolean;
  /** Codes that may be allocated: not more than were asked for, until the surplus is released (E37). */
  readonly usable: number;
  /** Codes that have been allocated; always the first ones. */
  readonly allocated: number;
}

/** Undefined until it is opened. */
export type Lot = OpenedLot | undefined;

function evolveLot(lot: OpenedLot, event: LotEvent): OpenedLot {
  switch (event.type) {
    case 'SupplyLotOpened':
      return lot;
    case 'SupplyCodesAdded': {
      const { codes, rejected } = event.data;
      return {
        ...lot,
        chunks: [...lot.chunks, new Set(codes.map(({ codeId }) => codeId))],
        accepted: lot.accepted + codes.length,
        rejected: lot.rejected + rejected.length,
      };
    }
    case 'SupplyLotClosed':
      return { ...lot, closed: true, usable: Math.min(lot.accepted, lot.opened.expected) };
    case 'SupplyAllocated':
      return { ...lot, allocated: lot.allocated + event.data.count };
    case 'SupplySurplusReleased':
      return { ...lot, usable: lot.usable + event.data.count };
  }
}

export const lotFold: Fold<Lot, LotEvent> = {
  initial: undefined,
  evolve(lot, event) {
    if (lot !== undefined) return evolveLot(lot, event);
    if (event.type !== 'SupplyLotOpened') return undefined;
    return {
      opened: event.data,
      chunks: [],
      accepted: 0,
      rejected: 0,
      closed: false,
      usable: 0,
      allocated: 0,
    };
  },
};
