import { type Fold } from '#kernel/decider.js';
import { type EventOf } from '#kernel/event.js';
import { type Instant } from '#kernel/time.js';
import {
  type AssignmentVoidedBeforeDisclosure,
  type AssignmentVoidProposed,
  type BookingReleased,
  type CodeActivated,
  type CodeAssigned,
  type CodeDisclosed,
  type CodeExpired,
  type CodeForfeited,
  type CodeIssued,
  type CodeKept,
  type CodeRedeemed,
  type CodeReserved,
  type CodeStranded,
  type CodeStrandingLifted,
  type CodeTermShortened,
  type CodeUseQuestioned,
  type CodeVoidFailed,
  type CodeVoided,
  type CorrectionRecorded,
  type ExpiryReversed,
  type TransferRefused,
} from '../contracts/code-events.js';

export type CodeEvent = EventOf<
  | typeof CodeIssued
  | typeof CodeAssigned
  | typeof AssignmentVoidProposed
  | typeof AssignmentVoidedBeforeDisclosure
  | typeof CodeDisclosed
  | typeof TransferRefused
  | typeof CodeStranded
  | typeof CodeStrandingLifted
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
  | typeof CodeKept
  | typeof CodeUseQuestioned
  | typeof CorrectionRecorded
>;

/** The one consumption of a code (I15). */
export interface Consumption {
  readonly kind: 'REDEEMED' | 'ACTIVATED' | 'FORFEITED';
  /** Registration of the exam, the library that was opened, or the booking that was forfeited. */
  readonly key: string;
  readonly bookingKey: string | undefined;
  readonly occurredAt: Instant;
}

export interface Code {
  readonly issued: Readonly<CodeIssued>;
  readonly assignee?: string | undefined;
  /** One person has proposed to undo the assignment. */
  readonly voidProposed?: Readonly<AssignmentVoidProposed> | undefined;
  /** Its value has been shown to somebody. */
  readonly disclosed: boolean;
  readonly stranded: readonly CodeStranded['cause'][];
  readonly booking?: Readonly<CodeReserved> | undefined;
  /** Bookings that are over; a report that arrives again must not bring them back. */
  readonly released: readonly string[];
  readonly consumption?: Consumption | undefined;
  /** What was consumed for, and taken back by a case: it never consumes again. */
  readonly reversed: readonly string[];
  /** The sweep has been here; whether the code can be used is a matter of the clock all the same (I17). */
  readonly swept: boolean;
  readonly voided?: Readonly<CodeVoided> | undefined;
  readonly voidFailed: boolean;
  /** The last attempt of a correction to take it back that failed. */
  readonly keptFrom?: number | undefined;
  /** Questions already asked, as kind and key: one report, one question. */
  readonly questions: readonly string[];
  /** The same with all that was reported, for a case that lets it count after all. */
  readonly asked: readonly Readonly<CodeUseQuestioned>[];
}

/** Undefined while no such code has been issued. */
export type AccessCode = Code | undefined;

export const questionOf = ({ kind, key }: Pick<CodeUseQuestioned, 'kind' | 'key'>): string =>
  `${kind} ${key}`;

const issued = (data: CodeIssued): Code => ({
  issued: data,
  disclosed: false,
  stranded: [],
  released: [],
  swept: false,
  voidFailed: false,
  questions: [],
  asked: [],
  reversed: [],
});

const consumed = (code: Code, kind: Consumption['kind'], key: string, occurredAt: Instant): Code => ({
  ...code,
  booking: undefined,
  consumption: { kind, key, bookingKey: code.booking?.bookingKey, occurredAt },
});

function evolveCode(code: Code, event: CodeEvent): Code {
  switch (event.type) {
    case 'CodeIssued':
    case 'TransferRefused':
      return code;
    case 'CodeAssigned':
      return { ...code, assignee: event.data.personRef };
    case 'AssignmentVoidProposed':
      return { ...code, voidProposed: event.data };
    case 'AssignmentVoidedBeforeDisclosure':
      return { ...code, assignee: undefined, voidProposed: undefined };
    case 'CodeDisclosed':
      return { ...code, disclosed: true };
    case 'CodeStranded':
      return { ...code, stranded: [...code.stranded, event.data.cause] };
    case 'CodeStrandingLifted':
      return { ...code, stranded: code.stranded.filter((cause) => cause !== event.data.cause) };
    case 'CodeReserved':
      return { ...code, booking: event.data };
    case 'BookingReleased':
      return { ...code, booking: undefined, released: [...code.released, event.data.bookingKey] };
    case 'CodeRedeemed':
      return consumed(code, 'REDEEMED', event.data.registrationKey, event.data.occurredAt);
    case 'CodeActivated':
      return consumed(code, 'ACTIVATED', event.data.libraryId, event.data.activatedAt);
    case 'CodeForfeited':
      return consumed(code, 'FORFEITED', event.data.bookingKey, event.data.occurredAt);
    case 'CodeTermShortened':
      return { ...code, issued: { ...code.issued, expiresAt: event.data.expiresAt } };
    case 'CodeExpired':
      return { ...code, swept: true };
    case 'ExpiryReversed':
      return { ...code, swept: false };
    case 'CodeVoided':
      return { ...code, voided: event.data };
    case 'CodeVoidFailed':
      return { ...code, voided: undefined, voidFailed: true, keptFrom: event.data.attempt ?? code.keptFrom };
    case 'CodeKept':
      return { ...code, keptFrom: event.data.attempt };
    case 'CodeUseQuestioned':
      return {
        ...code,
        questions: [...code.questions, questionOf(event.data)],
        asked: [...code.asked, event.data],
      };
    case 'CorrectionRecorded':
      return { ...code, consumption: undefined, reversed: [...code.reversed, event.data.key] };
  }
}

export const codeFold: Fold<AccessCode, CodeEvent> = {
  initial: undefined,
  evolve(code, event) {
    if (code !== undefined) return evolveCode(code, event);
    return event.type === 'CodeIssued' ? issued(event.data) : undefined;
  },
};

export type CodeStatus =
  | 'ISSUED'
  | 'ASSIGNED'
  | 'DISCLOSED'
  | 'RESERVED'
  | 'REDEEMED'
  | 'ACTIVATED'
  | 'FORFEITED'
  | 'EXPIRED'
  | 'VOIDED';

/** Where it stands at that instant: exactly one of these for every code (I23). */
export function statusAt(code: Code, now: Instant): CodeStatus {
  if (code.consumption !== undefined) return code.consumption.kind;
  if (code.voided !== undefined) return 'VOIDED';
  if (now >= code.issued.expiresAt) return 'EXPIRED';
  if (code.booking !== undefined) return 'RESERVED';
  if (code.disclosed) return 'DISCLOSED';
  return code.assignee === undefined ? 'ISSUED' : 'ASSIGNED';
}
