import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { type Instant } from '#kernel/time.js';
import {
  type AdjustEntitlement,
  type ReturnCode,
  type WithdrawCodes,
} from '../contracts/entitlement-commands.js';
import {
  CodesWithdrawn,
  CodeWithdrawalFailed,
  CorrectionFellShort,
  EntitlementAdjusted,
  IssuanceCompleted,
} from '../contracts/entitlement-events.js';
import { maxBatch, maxCapacity } from '../contracts/vocabulary.js';
import {
  attemptAt,
  type Entitlement,
  type EntitlementEvent,
  entitlementFold,
  type Granted,
  heldSlots,
  paidFor,
  remainingOf,
} from './entitlement.js';
import { EntitlementUnknown, TooManyCodes } from './entitlement-refusals.js';
import { hasSlot, slotCount } from './slots.js';

/*
 * A corrected invoice grants other packs (R62, I12). First go slots without a code, then codes that nobody holds; what
 * is held or used stays until two persons have decided, and is counted all the while (I23).
 */

/** A credit note that changes the packs of the entitlement's line. */
export interface PacksCorrection {
  readonly creditNo: string;
  readonly from: number;
  readonly to: number;
}

export interface AdjustmentFacts {
  /** Of the invoice that was granted, in their order. */
  readonly corrections: readonly PacksCorrection[];
}

/** All credit notes that it has not followed yet; before the grant there is nothing to adjust, and the grant asks again. */
export const adjustEntitlement: Decision<
  AdjustEntitlement,
  Entitlement,
  EntitlementEvent,
  AdjustmentFacts
> = (_, state, { now, facts: { corrections } }) => {
  if (state === undefined) return [];
  const events: EntitlementEvent[] = [];
  let next = state;
  for (const correction of corrections) {
    if (next.adjustedBy.includes(correction.creditNo)) continue;
    const adjusted = adjustment(next, correction);
    events.push(adjusted);
    next = after(next, adjusted);
  }
  if (next.lastSlot > maxCapacity) return TooManyCodes({ capacity: next.lastSlot });
  return [...events, ...completion(state, next, now)];
};

/** The slots that issuance was waiting for are gone, and what is left has its codes. */
function completion(before: Granted, next: Granted, completedAt: Instant) {
  const completes = remainingOf(before) > 0 && remainingOf(next) === 0 && paidFor(next) > 0;
  const { entitlementId } = next.terms;
  return completes ? [event(IssuanceCompleted, { entitlementId, count: heldSlots(next), completedAt })] : [];
}

const after = (state: Granted, ...events: readonly EntitlementEvent[]): Granted =>
  events.reduce((next, each) => entitlementFold.evolve(next, each) ?? next, state);

function adjustment({ terms, free, toWithdraw }: Granted, { creditNo, from, to }: PacksCorrection) {
  const { entitlementId, invoiceNo, fulfilment, packSize } = terms;
  const units = (to - from) * packSize;
  const surplus = fulfilment === 'CODES' ? toWithdraw - units : 0;
  const slotsClosed = Math.min(Math.max(surplus, 0), slotCount(free));
  return event(EntitlementAdjusted, {
    ...{ entitlementId, invoiceNo, creditNo, fulfilment, packsFrom: from, packsTo: to, units },
    slotsAdded: Math.max(-surplus, 0),
    slotsClosed,
    toWithdraw: Math.max(surplus, 0) - slotsClosed,
  });
}

export interface WithdrawalFacts {
  /** Codes that may be taken back, the last slots first. */
  readonly codes: readonly { readonly slot: number; readonly codeId: string }[];
  /** Whether there are no more than these. */
  readonly all: boolean;
}

/** Recorded before a code is voided, and counted here: however often and wherever it is interrupted, never one too many. */
export const withdrawCodes: Decision<WithdrawCodes, Entitlement, EntitlementEvent, WithdrawalFacts> = (
  { entitlementId, caseId },
  state,
  { now, facts: { codes, all } },
) => {
  if (state === undefined) return EntitlementUnknown();
  const { toWithdraw: wanted, free, withdrawn, open, short } = state;
  const slotsClosed = Math.min(wanted, slotCount(free));
  const taken = codes
    .filter(({ slot }) => !hasSlot(withdrawn, slot))
    .slice(0, Math.min(wanted - slotsClosed, maxBatch));
  const toWithdraw = wanted - slotsClosed - taken.length;
  const slots = taken.map(({ slot }) => slot);
  const codeIds = taken.map(({ codeId }) => codeId);
  const data = { entitlementId, slots, codeIds, slotsClosed, toWithdraw, ...(caseId && { caseId }) };
  // What issuance has begun is still to come.
  const isAsked = toWithdraw === short && caseId === undefined;
  const isShort = toWithdraw > 0 && !isAsked && all && open.length === 0;
  const events = [
    ...(toWithdraw === wanted ? [] : [event(CodesWithdrawn, data)]),
    ...(isShort ? [event(CorrectionFellShort, { entitlementId, codes: toWithdraw })] : []),
  ];
  return [...events, ...completion(state, after(state, ...events), now)];
};

export interface ReturnFacts {
  /** The slot of the code, if it is one of this entitlement. */
  readonly slot: number | undefined;
}

/** It was used, or held, before it was taken back: the count follows, once for each attempt (E54, R61, I23). */
export const returnCode: Decision<ReturnCode, Entitlement, EntitlementEvent, ReturnFacts> = (
  { entitlementId, codeId, attempt },
  state,
  { facts: { slot } },
) => {
  if (state === undefined) return EntitlementUnknown();
  if (slot === undefined || !hasSlot(state.withdrawn, slot)) return [];
  if (attempt !== attemptAt(state, slot)) return [];
  const toWithdraw = state.toWithdraw + 1;
  return [event(CodeWithdrawalFailed, { entitlementId, codeId, slot, toWithdraw })];
};
