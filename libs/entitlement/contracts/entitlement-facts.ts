import { type Aggregate } from '#deciding/aggregate.js';
import { type EventOf } from '#kernel/event.js';
import { type Instant } from '#kernel/time.js';
import {
  type CodeReplacementRequested,
  type CodesIssued,
  type CodesWithdrawn,
  type CodeWithdrawalFailed,
  type EntitlementAdjusted,
  type EntitlementGranted,
  type EntitlementStranded,
  type EntitlementStrandingLifted,
  type EntitlementTermShortened,
  type IssuanceCompleted,
  type VoucherListDisclosed,
  entitlementEvents,
} from './entitlement-events.js';

/** What others may know about an entitlement. */
export interface EntitlementFacts {
  /** With the end that holds now, which may be earlier than the granted one (I37). */
  readonly granted?: Readonly<EntitlementGranted>;
  /** An agreement's termination has ended it early. */
  readonly shortened: boolean;
  /** Slots without a code, also when it was void and another is to take its place. */
  readonly remaining: number;
  readonly completedAt?: Instant;
  readonly listsDisclosed: number;
  /** Last day on which an exam can be sat for it, while there are days of its term after that (E57). */
  readonly lastExamOn?: string | undefined;
  /** Packs and codes or units that are paid for now, after corrections of the invoice. */
  readonly packs: number;
  readonly capacity: number;
  /** What corrections have come to, in their order. */
  readonly adjustments: readonly Pick<EntitlementAdjusted, 'creditNo' | 'units'>[];
  /** Codes that a correction has still to take back. */
  readonly toWithdraw: number;
}

type Known = EventOf<
  | typeof EntitlementGranted
  | typeof EntitlementTermShortened
  | typeof EntitlementAdjusted
  | typeof CodesWithdrawn
  | typeof CodeWithdrawalFailed
  | typeof CodesIssued
  | typeof CodeReplacementRequested
  | typeof IssuanceCompleted
  | typeof VoucherListDisclosed
  | typeof EntitlementStranded
  | typeof EntitlementStrandingLifted
>;

const grantedBy = (granted: EntitlementGranted) => {
  const { capacity, packs } = granted;
  return { granted, remaining: capacity, capacity, packs };
};

function adjustedBy(
  { creditNo, units, packsTo: packs, slotsAdded, slotsClosed, toWithdraw }: EntitlementAdjusted,
  { capacity, remaining, adjustments }: EntitlementFacts,
) {
  return {
    ...{ packs, toWithdraw, capacity: capacity + units },
    remaining: remaining + slotsAdded - slotsClosed,
    adjustments: [...adjustments, { creditNo, units }],
  };
}

export const entitlementFacts: Aggregate<EntitlementFacts, Known> = {
  category: 'entitlement',
  view: 'entitlement-facts',
  events: entitlementEvents,
  tenant: (facts) => facts.granted?.institutionId,
  fold: {
    initial: {
      ...{ shortened: false, remaining: 0, listsDisclosed: 0 },
      ...{ packs: 0, capacity: 0, adjustments: [], toWithdraw: 0 },
    },
    evolve: (facts, event) => {
      switch (event.type) {
        case 'EntitlementGranted':
          return { ...facts, ...grantedBy(event.data) };
        case 'EntitlementAdjusted':
          return { ...facts, ...adjustedBy(event.data, facts) };
        case 'CodesWithdrawn': {
          const { slotsClosed, toWithdraw } = event.data;
          return { ...facts, remaining: facts.remaining - slotsClosed, toWithdraw };
        }
        case 'CodeWithdrawalFailed':
          return { ...facts, toWithdraw: event.data.toWithdraw };
        case 'EntitlementTermShortened': {
          if (facts.granted === undefined) return facts;
          const { termEnd, expiresAt } = event.data;
          const granted = { ...facts.granted, termEnd, expiresAt, expiryBasis: 'AGREEMENT' as const };
          return { ...facts, granted, shortened: true };
        }
        case 'CodesIssued':
          return { ...facts, remaining: event.data.remaining };
        case 'CodeReplacementRequested':
          return { ...facts, remaining: facts.remaining + 1 };
        case 'IssuanceCompleted':
          return { ...facts, completedAt: event.data.completedAt };
        case 'VoucherListDisclosed':
          return { ...facts, listsDisclosed: facts.listsDisclosed + 1 };
        case 'EntitlementStranded':
          return { ...facts, lastExamOn: event.data.lastExamOn };
        case 'EntitlementStrandingLifted':
          return { ...facts, lastExamOn: undefined };
        default:
          return facts;
      }
    },
  },
};
