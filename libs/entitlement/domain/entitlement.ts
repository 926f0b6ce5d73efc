import { type Fold } from '#kernel/decider.js';
import { type EventOf } from '#kernel/event.js';
import { type CalendarDate, type Instant } from '#kernel/time.js';
import { type PlannedCode } from '../contracts/entitlement-commands.js';
import {
  type CodeReplacementIssued,
  type CodeReplacementRequested,
  type CodesIssued,
  type CodesWithdrawn,
  type CodeWithdrawalFailed,
  type CorrectionFellShort,
  type EntitlementAdjusted,
  type EntitlementGranted,
  type EntitlementStranded,
  type EntitlementStrandingLifted,
  type EntitlementTermShortened,
  type IssuanceCompleted,
  type IssuanceFailed,
  type IssuanceRequested,
  type IssuanceSlotsRejected,
  type LateWindowClosed,
  type VoucherListDisclosed,
} from '../contracts/entitlement-events.js';
import { type Slots, slotCount, slotsUpTo, withSlots, withoutLast, withoutSlots } from './slots.js';

export type EntitlementEvent = EventOf<
  | typeof EntitlementGranted
  | typeof EntitlementTermShortened
  | typeof EntitlementAdjusted
  | typeof CodesWithdrawn
  | typeof CodeWithdrawalFailed
  | typeof CorrectionFellShort
  | typeof IssuanceRequested
  | typeof CodesIssued
  | typeof IssuanceSlotsRejected
  | typeof IssuanceFailed
  | typeof IssuanceCompleted
  | typeof CodeReplacementRequested
  | typeof CodeReplacementIssued
  | typeof VoucherListDisclosed
  | typeof EntitlementStranded
  | typeof EntitlementStrandingLifted
  | typeof LateWindowClosed
>;

/** Codes that have been decided on and may or may not exist yet. */
export interface Batch {
  readonly batchNo: number;
  readonly codes: readonly PlannedCode[];
}

export interface Granted {
  readonly terms: Readonly<EntitlementGranted>;
  /** Slots that no code has been decided on for. */
  readonly free: Slots;
  readonly open: readonly Batch[];
  readonly lastBatch: number;
  /** Slots that there have ever been. */
  readonly lastSlot: number;
  /** Slots whose code was taken back: nothing fills them again; and those of them that two persons took from holders. */
  readonly withdrawn: Slots;
  readonly fromHolders: Slots;
  /** Slots whose code could not be taken back, once for each time. */
  readonly returned: readonly number[];
  /** What corrections of the invoice have come to: credit notes, packs and units. */
  readonly adjustedBy: readonly string[];
  readonly adjusted: number;
  /** Codes that are still to be taken back, and those of them that two persons have been asked about. */
  readonly toWithdraw: number;
  readonly short: number;
  /** Voided codes whose slot waits for another. */
  readonly replacing: readonly { readonly slot: number; readonly oldCodeId: string }[];
  /** Codes that have been replaced, or will be; voided codes are few. */
  readonly replaced: readonly string[];
  /** Failures in a row, and when the next attempt is due. */
  readonly failures: number;
  readonly retryAt?: Instant | undefined;
  /** Last day on which an exam can be sat for it, while it is stranded. */
  readonly lastExamOn?: CalendarDate | undefined;
  readonly lateWindowClosed?: boolean;
}

/** Undefined until it is granted. */
export type Entitlement = Granted | undefined;

/** Slots without a code: free ones, and those whose code may not exist yet. */
export const remainingOf = ({ free, open }: Granted): number =>
  slotCount(free) + open.reduce((sum, { codes }) => sum + codes.length, 0);

/** Codes that the invoice pays for, as corrected. */
export const paidFor = ({ terms, adjusted }: Granted): number => terms.capacity + adjusted;

/** Which attempt to take back the code of the slot it is, or would be the next. */
export const attemptAt = ({ returned }: Granted, slot: number): number =>
  1 + returned.filter((each) => each === slot).length;

/** Slots that are left, with or without a code: as many as are paid for, and those that could not be taken back (I23). */
export const heldSlots = (state: Granted): number => paidFor(state) + state.toWithdraw;

function adjustedBy(state: Granted, data: Readonly<EntitlementAdjusted>): Granted {
  const { creditNo, units, slotsAdded, slotsClosed, toWithdraw } = data;
  const lastSlot = state.lastSlot + slotsAdded;
  const free: Slots = [
    ...withoutLast(state.free, slotsClosed),
    ...(slotsAdded === 0 ? [] : [[state.lastSlot + 1, lastSlot] as const]),
  ];
  const adjusted = state.adjusted + units;
  const done = [...state.adjustedBy, creditNo];
  return { ...state, free, lastSlot, adjusted, adjustedBy: done, toWithdraw, short: 0 };
}

function evolveGranted(state: Granted, event: EntitlementEvent): Granted {
  switch (event.type) {
    case 'EntitlementGranted':
    case 'IssuanceCompleted':
    case 'VoucherListDisclosed':
      return state;
    case 'EntitlementTermShortened': {
      const { termEnd, expiresAt } = event.data;
      return { ...state, terms: { ...state.terms, termEnd, expiresAt, expiryBasis: 'AGREEMENT' } };
    }
    case 'EntitlementAdjusted':
      return adjustedBy(state, event.data);
    case 'CodesWithdrawn': {
      const { slots, slotsClosed, toWithdraw, caseId } = event.data;
      const free = withoutLast(state.free, slotsClosed);
      const withdrawn = withSlots(state.withdrawn, slots);
      const fromHolders = caseId === undefined ? state.fromHolders : withSlots(state.fromHolders, slots);
      return { ...state, free, withdrawn, fromHolders, toWithdraw, short: 0 };
    }
    case 'CodeWithdrawalFailed': {
      const { slot, toWithdraw } = event.data;
      const withdrawn = withoutSlots(state.withdrawn, [slot]);
      const fromHolders = withoutSlots(state.fromHolders, [slot]);
      return { ...state, withdrawn, fromHolders, returned: [...state.returned, slot], toWithdraw, short: 0 };
    }
    case 'CorrectionFellShort':
      return { ...state, short: event.data.codes };
    case 'IssuanceRequested': {
      const { batchNo, codes, slots } = event.data;
      const open = [...state.open, { batchNo, codes }];
      return {
        ...state,
        free: withoutSlots(state.free, slots),
        open,
        lastBatch: batchNo,
        failures: 0,
        retryAt: undefined,
      };
    }
    case 'CodesIssued':
      return { ...state, open: state.open.filter(({ batchNo }) => batchNo !== event.data.batchNo) };
    case 'IssuanceSlotsRejected': {
      const { batchNo, slots } = event.data;
      return {
        ...state,
        open: state.open.filter((batch) => batch.batchNo !== batchNo),
        free: withSlots(state.free, slots),
      };
    }
    case 'IssuanceFailed':
      return { ...state, failures: event.data.attempt, retryAt: event.data.retryAt };
    case 'CodeReplacementRequested': {
      const { slot, oldCodeId } = event.data;
      return {
        ...state,
        free: withSlots(state.free, [slot]),
        replacing: [...state.replacing, { slot, oldCodeId }],
        replaced: [...state.replaced, oldCodeId],
      };
    }
    case 'EntitlementStranded':
      return { ...state, lastExamOn: event.data.lastExamOn };
    case 'EntitlementStrandingLifted':
      return { ...state, lastExamOn: undefined };
    case 'LateWindowClosed':
      return { ...state, lateWindowClosed: true };
    case 'CodeReplacementIssued':
      return { ...state, replacing: state.replacing.filter(({ slot }) => slot !== event.data.slot) };
  }
}

export const entitlementFold: Fold<Entitlement, EntitlementEvent> = {
  initial: undefined,
  evolve(state, event) {
    if (state !== undefined) return evolveGranted(state, event);
    if (event.type !== 'EntitlementGranted') return undefined;
    const { fulfilment, capacity } = event.data;
    const [free, lastSlot] = fulfilment === 'CODES' ? [slotsUpTo(capacity), capacity] : [[], 0];
    return {
      ...{ terms: event.data, free, open: [], lastBatch: 0, replacing: [], replaced: [], failures: 0 },
      ...{
        lastSlot,
        withdrawn: [],
        fromHolders: [],
        returned: [],
        adjustedBy: [],
        adjusted: 0,
        toWithdraw: 0,
        short: 0,
      },
    };
  },
};
