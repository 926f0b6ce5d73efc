import { type Aggregate } from '#deciding/aggregate.js';
import { type EventOf } from '#kernel/event.js';
import {
  type AssignmentVoidedBeforeDisclosure,
  type BookingReleased,
  type CodeActivated,
  type CodeAssigned,
  type CodeExpired,
  type CodeForfeited,
  type CodeIssued,
  type CodeRedeemed,
  type CodeReserved,
  type CodeTermShortened,
  type CodeVoidFailed,
  type CodeVoided,
  type CorrectionRecorded,
  type ExpiryReversed,
  codeEvents,
} from './code-events.js';

/** What others may know about a code. */
export interface CodeFacts {
  readonly issued?: Readonly<CodeIssued>;
  readonly personRef?: string;
  readonly bookingKey?: string;
  /** The live booking. */
  readonly booking?: Readonly<CodeReserved>;
  /** How it ended, as recorded; expiry is a matter of the clock, not of this field (I17). */
  readonly ended?: 'REDEEMED' | 'ACTIVATED' | 'FORFEITED' | 'EXPIRED' | 'VOIDED';
  readonly voided?: CodeVoided;
}

type Known = EventOf<
  | typeof CodeIssued
  | typeof CodeAssigned
  | typeof AssignmentVoidedBeforeDisclosure
  | typeof CodeReserved
  | typeof BookingReleased
  | typeof CodeRedeemed
  | typeof CodeActivated
  | typeof CodeForfeited
  | typeof CodeTermShortened
  | typeof CodeExpired
  | typeof ExpiryReversed
  | typeof CodeVoided
  | typeof CodeVoidFailed
  | typeof CorrectionRecorded
>;

export const codeFacts: Aggregate<CodeFacts, Known> = {
  category: 'code',
  view: 'code-facts',
  events: codeEvents,
  tenant: (facts) => facts.issued?.institutionId,
  fold: { initial: {}, evolve },
};

function evolve(facts: CodeFacts, event: Known): CodeFacts {
  switch (event.type) {
    case 'CodeIssued':
      return { issued: event.data };
    case 'CodeAssigned':
      return { ...facts, personRef: event.data.personRef };
    case 'AssignmentVoidedBeforeDisclosure':
      return without(facts, 'personRef');
    case 'CodeReserved':
      return { ...facts, bookingKey: event.data.bookingKey, booking: event.data };
    case 'BookingReleased':
      return without(facts, 'bookingKey', 'booking');
    case 'CodeRedeemed':
      return { ...facts, ended: 'REDEEMED' };
    case 'CodeActivated':
      return { ...facts, ended: 'ACTIVATED' };
    case 'CodeForfeited':
      return { ...facts, ended: 'FORFEITED' };
    case 'CodeTermShortened':
      return facts.issued === undefined
        ? facts
        : { ...facts, issued: { ...facts.issued, expiresAt: event.data.expiresAt } };
    case 'CodeExpired':
      return { ...facts, ended: 'EXPIRED' };
    case 'CodeVoided':
      return { ...facts, ended: 'VOIDED', voided: event.data };
    case 'CodeVoidFailed':
    case 'CorrectionRecorded':
    case 'ExpiryReversed':
      return without(facts, 'ended', 'voided');
    default:
      return facts;
  }
}

function without(facts: CodeFacts, ...names: readonly (keyof CodeFacts)[]): CodeFacts {
  return Object.fromEntries(
    Object.entries(facts).filter(([name]) => !names.includes(name as keyof CodeFacts)),
  );
}
