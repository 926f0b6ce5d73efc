import { event } from '#kernel/event.js';
import {
  type SupplyCode,
  SupplyAllocated,
  SupplyCodesAdded,
  SupplyLotClosed,
  SupplyLotOpened,
  SupplySurplusReleased,
} from '../contracts/supply-events.js';

/* Facts about one lot, for the specs of this folder. */

export const lotId = 'lot_00000000000000000000000001';
export const entitlementId = 'ent_00000000000000000000000001';
export const codeId = (n: number): string => `cod_${String(n).padStart(26, '0')}`;
export const code = (n: number): SupplyCode => ({ codeId: codeId(n), sealed: `sealed-${n}` });

export const opened = (expected: number) =>
  event(SupplyLotOpened, { lotId, provider: 'PEARSON_VUE', productKey: 'CP-30', expected });
export const added = (chunkNo: number, first: number, ...numbers: number[]) =>
  event(SupplyCodesAdded, { lotId, chunkNo, first, codes: numbers.map(code), rejected: [] });
export const closed = (counts: Pick<SupplyLotClosed, 'accepted' | 'missing' | 'surplus'>) =>
  event(SupplyLotClosed, { lotId, rejected: 0, ...counts });
export const allocated = (batchNo: number, first: number, count: number) =>
  event(SupplyAllocated, { lotId, entitlementId, batchNo, first, count });
export const released = (count: number) => event(SupplySurplusReleased, { lotId, count });
