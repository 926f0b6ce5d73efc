import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import {
  type AddSupplyCodes,
  type CloseSupplyLot,
  type OpenSupplyLot,
} from '../contracts/supply-commands.js';
import {
  type RejectedLine,
  type SupplyCode,
  SupplyCodesAdded,
  SupplyLotClosed,
  SupplyLotOpened,
} from '../contracts/supply-events.js';
import { type Lot, type LotEvent, type OpenedLot } from './lot.js';
import { ChunkMissing, LotClosed, LotUnknown } from './lot-refusals.js';

export const openLot: Decision<OpenSupplyLot, Lot, LotEvent> = (
  { lotId, provider, productKey, expected },
  lot,
) =>
  lot === undefined
    ? [
        event(SupplyLotOpened, {
          lotId,
          provider,
          ...(productKey === undefined ? {} : { productKey }),
          expected,
        }),
      ]
    : [];

/** A line of the chunk: sealed, or why it cannot be taken whatever the lot holds. */
export type ExaminedLine =
  | { readonly line: number; readonly codeId: string; readonly sealed: string }
  | { readonly line: number; readonly reason: 'VALUE_KNOWN' | 'MALFORMED' };

export interface ChunkFacts {
  readonly lines: readonly ExaminedLine[];
}

/** Takes what is new and rejects the rest line by line; one bad line stops nothing (E36). */
export const addCodes: Decision<AddSupplyCodes, Lot, LotEvent, ChunkFacts> = (
  { lotId, chunkNo },
  lot,
  { facts },
) => {
  if (lot === undefined) return LotUnknown();
  if (chunkNo <= lot.chunks.length) return [];
  if (lot.closed) return LotClosed();
  if (chunkNo !== lot.chunks.length + 1) return ChunkMissing({ expected: lot.chunks.length + 1 });
  const { codes, rejected } = sorted(lot, facts.lines);
  return [event(SupplyCodesAdded, { lotId, chunkNo, first: lot.accepted, codes, rejected })];
};

function sorted(lot: OpenedLot, lines: readonly ExaminedLine[]) {
  const codes = new Map<string, SupplyCode>();
  const rejected: RejectedLine[] = [];
  for (const each of lines) {
    if ('reason' in each) rejected.push(each);
    else if (codes.has(each.codeId) || lot.chunks.some((chunk) => chunk.has(each.codeId))) {
      rejected.push({ line: each.line, reason: 'TWICE_IN_LOT' });
    } else codes.set(each.codeId, { codeId: each.codeId, sealed: each.sealed });
  }
  return { codes: [...codes.values()], rejected };
}

/** Fewer than asked for is partial supply (E35); more is a surplus, kept and not used (E37). */
export const closeLot: Decision<CloseSupplyLot, Lot, LotEvent> = ({ lotId }, lot) => {
  if (lot === undefined) return LotUnknown();
  if (lot.closed) return [];
  const { accepted, rejected, opened } = lot;
  return [
    event(SupplyLotClosed, {
      lotId,
      accepted,
      rejected,
      missing: Math.max(0, opened.expected - accepted),
      surplus: Math.max(0, accepted - opened.expected),
    }),
  ];
};
