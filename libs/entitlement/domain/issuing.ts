import { hoursAfter } from '#kernel/calendar.js';
import { type Decision } from '#kernel/decider.js';
import { event, type EventOf } from '#kernel/event.js';
import {
  type ConfirmIssuance,
  type PlannedCode,
  type ReportIssuanceFailure,
  type RequestIssuance,
} from '../contracts/entitlement-commands.js';
import {
  CodeReplacementIssued,
  CodesIssued,
  type EntitlementGranted,
  IssuanceCompleted,
  IssuanceFailed,
  IssuanceRequested,
  IssuanceSlotsRejected,
} from '../contracts/entitlement-events.js';
import { CodeIssued } from '../contracts/code-events.js';
import {
  type Entitlement,
  type EntitlementEvent,
  type Granted,
  heldSlots,
  paidFor,
  remainingOf,
} from './entitlement.js';
import {
  BatchTaken,
  EntitlementExpired,
  EntitlementUnknown,
  NotUsedByCodes,
  SlotTaken,
} from './entitlement-refusals.js';
import { hasSlot, writtenSlots } from './slots.js';

/** The intent: which code goes into which slot. Nothing is issued without a grant, so nothing before the invoice (I7). */
export const requestIssuance: Decision<RequestIssuance, Entitlement, EntitlementEvent> = (
  { entitlementId, batchNo, codes },
  state,
  { now },
) => {
  if (state === undefined) return EntitlementUnknown();
  if (state.terms.fulfilment !== 'CODES') return NotUsedByCodes();
  if (now >= state.terms.expiresAt) return EntitlementExpired();
  if (batchNo !== state.lastBatch + 1) return BatchTaken();
  const slots = codes.map(({ slot }) => slot);
  const isFree = new Set(slots).size === slots.length && slots.every((slot) => hasSlot(state.free, slot));
  if (!isFree) return SlotTaken();
  return [event(IssuanceRequested, { entitlementId, batchNo, slots, codes })];
};

/** The first event of the stream of a planned code; the same however often it is made. */
export function codeIssued(
  terms: EntitlementGranted,
  batchNo: number,
  planned: PlannedCode,
): EventOf<typeof CodeIssued> {
  const { entitlementId, institutionId, activeFrom, expiresAt, zone, families, provider, salesRegion } =
    terms;
  const { codeId, slot, sealed, last4, commitment } = planned;
  return event(CodeIssued, {
    codeId,
    entitlementId,
    institutionId,
    slot,
    batchNo,
    valueCipher: sealed,
    last4,
    commitment,
    activeFrom,
    expiresAt,
    zone,
    families,
    ...(provider === undefined ? {} : { provider }),
    salesRegion,
  });
}

/** The codes of a batch exist, but for those whose value belonged to another already: their slots are free again (E36). */
export const confirmIssuance: Decision<ConfirmIssuance, Entitlement, EntitlementEvent> = (
  { entitlementId, batchNo, rejectedSlots },
  state,
  { now },
) => {
  if (state === undefined) return EntitlementUnknown();
  const batch = state.open.find((each) => each.batchNo === batchNo);
  if (batch === undefined) return [];
  const issued = batch.codes.filter(({ slot }) => !rejectedSlots.includes(slot));
  const slots = issued.map(({ slot }) => slot);
  const remaining = remainingOf(state) - issued.length;
  return [
    ...(slots.length === 0
      ? []
      : [event(CodesIssued, { entitlementId, batchNo, slots, count: slots.length, remaining })]),
    ...(rejectedSlots.length === 0
      ? []
      : [
          event(IssuanceSlotsRejected, {
            entitlementId,
            batchNo,
            slots: rejectedSlots,
            reason: 'VALUE_KNOWN',
          } as const),
        ]),
    ...replacements(state, issued),
    ...(remaining === 0 && paidFor(state) > 0
      ? [event(IssuanceCompleted, { entitlementId, count: heldSlots(state), completedAt: now })]
      : []),
  ];
};

/** The new code has the slot and the expiry of the old one (I30). */
const replacements = (
  { replacing, terms: { entitlementId, expiresAt } }: Granted,
  issued: readonly PlannedCode[],
) =>
  replacing.flatMap(({ slot, oldCodeId }) =>
    issued
      .filter((code) => code.slot === slot)
      .map(({ codeId: newCodeId }) =>
        event(CodeReplacementIssued, { entitlementId, oldCodeId, newCodeId, slot, expiresAt }),
      ),
  );

/** Five minutes after the first failure, then twice as long each time, six hours at most. */
const hoursToRetry = (attempt: number): number => Math.min(6, 2 ** (attempt - 1) / 12);

/** What exists is delivered; the gaps are asked for again, and only they (E35). */
export const reportIssuanceFailure: Decision<ReportIssuanceFailure, Entitlement, EntitlementEvent> = (
  { entitlementId, reason },
  state,
  { now },
) => {
  if (state === undefined) return EntitlementUnknown();
  const isKnown = state.retryAt !== undefined && now < state.retryAt;
  if (isKnown || state.free.length === 0) return [];
  const attempt = state.failures + 1;
  const data = {
    entitlementId,
    slots: writtenSlots(state.free).slice(0, 1000),
    remaining: remainingOf(state),
    reason,
    attempt,
    retryAt: hoursAfter(now, hoursToRetry(attempt)),
  };
  return [event(IssuanceFailed, data)];
};
