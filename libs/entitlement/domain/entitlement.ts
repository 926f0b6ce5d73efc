import { type Fold } from '#kernel/decider.js';
import { type EventOf } from '#kernel/event.js';
import { type CalendarDate, type Instant } from '#kernel/time.js';
import { type PlannedCode } from '../contracts/entitlement-commands.js';
import {
  type CodeReplacementIssued,
  type CodeReplacementRequested,
  type CodesIssued,
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
import { type Slots, slotCount, slotsUpTo, withSlots, withoutSlots } from './slots.js';

export type EntitlementEvent = EventOf<
  | typeof EntitlementGranted
  | typeof EntitlementTermShortened
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
    const free = event.data.fulfilment === 'CODES' ? slotsUpTo(event.data.capacity) : [];
    return { terms: event.data, free, open: [], lastBatch: 0, replacing: [], replaced: [], failures: 0 };
  },
};
