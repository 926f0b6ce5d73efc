import { type Decision, type Fold } from '#kernel/decider.js';
import { event, type EventOf } from '#kernel/event.js';
import { type Refusal } from '#kernel/refusal.js';
import { type Instant, type Zone } from '#kernel/time.js';
import {
  type EndLibraryAccess,
  type ReportPolicyViolation,
  type ShortenLibraryAccess,
  type UnlockLibrary,
} from '../contracts/library-commands.js';
import {
  LibraryAccessEnded,
  LibraryAccessShortened,
  LibraryUnlocked,
  PolicyViolationReported,
} from '../contracts/library-events.js';
import { type AccessBasis, usageTermsInForce } from '../contracts/vocabulary.js';
import {
  LibraryNotUnlocked,
  LibraryStillOpen,
  LibraryTermOver,
  OtherLibraryUnlocked,
  UsageTermsNotAccepted,
} from './refusals.js';

/** What one code has opened. */
export interface LibraryAccess {
  readonly unlocked?: Readonly<LibraryUnlocked>;
  readonly ended: boolean;
  /** As kind and evidence: one report, one event. */
  readonly violations: readonly string[];
}

export type LibraryAccessEvent = EventOf<
  | typeof LibraryUnlocked
  | typeof LibraryAccessShortened
  | typeof LibraryAccessEnded
  | typeof PolicyViolationReported
>;

export const libraryAccessFold: Fold<LibraryAccess, LibraryAccessEvent> = {
  initial: { ended: false, violations: [] },
  evolve(state, event) {
    switch (event.type) {
      case 'LibraryUnlocked':
        return { ...state, unlocked: event.data };
      case 'LibraryAccessShortened': {
        const { accessUntil } = event.data;
        return state.unlocked === undefined
          ? state
          : { ...state, unlocked: { ...state.unlocked, accessUntil } };
      }
      case 'LibraryAccessEnded':
        return { ...state, ended: true };
      case 'PolicyViolationReported':
        return { ...state, violations: [...state.violations, violationOf(event.data)] };
    }
  },
};

/** Whether its person may read at that instant: the clock decides, not the record that a timer makes (R59). */
export const mayRead = ({ unlocked }: LibraryAccess, at: Instant): boolean =>
  unlocked !== undefined && at < unlocked.accessUntil;

/** Why nothing can be unlocked, before the code is asked: afterwards it would be used up. */
export function unlockRefused(
  { personRef, libraryId }: UnlockLibrary,
  { unlocked }: LibraryAccess,
  termsAccepted: boolean,
): Refusal | undefined {
  if (unlocked === undefined) return termsAccepted ? undefined : UsageTermsNotAccepted();
  const isRepeat = unlocked.personRef === personRef && unlocked.libraryId === libraryId;
  return isRepeat ? undefined : OtherLibraryUnlocked();
}

/** What the code's own stream, its entitlement and its agreement say. */
export interface UnlockFacts {
  readonly codeId: string;
  readonly institutionId: string;
  readonly termsAccepted: boolean;
  readonly zone: Zone;
  readonly entitlementEndsAt: Instant;
  /** Undefined for an agreement that never ends (R47). */
  readonly agreementEndsAt: Instant | undefined;
}

/** Opens the library to the first of the two ends, as they are known now (R59, E10). */
export const unlockLibrary: Decision<UnlockLibrary, LibraryAccess, LibraryAccessEvent, UnlockFacts> = (
  command,
  state,
  { now, facts },
) => {
  const refused = unlockRefused(command, state, facts.termsAccepted);
  if (refused !== undefined) return refused;
  if (state.unlocked !== undefined) return [];
  const { accessUntil, accessBasis } = earlierOf(facts);
  if (now >= accessUntil) return LibraryTermOver();
  const { personRef, libraryId } = command;
  const { codeId, institutionId, zone } = facts;
  const opened = { codeId, institutionId, personRef, libraryId, termsVersion: usageTermsInForce };
  return [event(LibraryUnlocked, { ...opened, accessUntil, accessBasis, zone }, { basis })];
};

const basis = { policies: ['library-access-earlier-of-two@1'] } as const;

function earlierOf({ agreementEndsAt, entitlementEndsAt }: UnlockFacts): {
  readonly accessUntil: Instant;
  readonly accessBasis: AccessBasis;
} {
  return agreementEndsAt !== undefined && agreementEndsAt < entitlementEndsAt
    ? { accessUntil: agreementEndsAt, accessBasis: 'AGREEMENT' }
    : { accessUntil: entitlementEndsAt, accessBasis: 'ENTITLEMENT' };
}

/** With the code that opened it, also when that is used up; an end that is no earlier changes nothing (I37). */
export const shortenLibraryAccess: Decision<ShortenLibraryAccess, LibraryAccess, LibraryAccessEvent> = (
  { codeId, accessUntil },
  { unlocked, ended },
) => {
  if (unlocked === undefined) return LibraryNotUnlocked();
  const previously = unlocked.accessUntil;
  if (ended || accessUntil >= previously) return [];
  return [event(LibraryAccessShortened, { codeId, previously, accessUntil })];
};

/** Effective when the clock ended it, whenever the timer came by. */
export const endLibraryAccess: Decision<EndLibraryAccess, LibraryAccess, LibraryAccessEvent> = (
  { codeId },
  state,
  { now },
) => {
  if (state.unlocked === undefined) return LibraryNotUnlocked();
  if (mayRead(state, now)) return LibraryStillOpen();
  if (state.ended) return [];
  const at = state.unlocked.accessUntil;
  return [event(LibraryAccessEnded, { codeId, at }, { occurredAt: at })];
};

/** Kept, also after access has ended; it takes nothing away: what follows is for people to decide. */
export const reportPolicyViolation: Decision<ReportPolicyViolation, LibraryAccess, LibraryAccessEvent> = (
  { codeId: subject, kind, evidenceRef },
  state,
) => {
  if (state.unlocked === undefined) return LibraryNotUnlocked();
  const reported = { subject, kind, evidenceRef };
  return state.violations.includes(violationOf(reported)) ? [] : [event(PolicyViolationReported, reported)];
};

const violationOf = ({ kind, evidenceRef }: Pick<PolicyViolationReported, 'kind' | 'evidenceRef'>): string =>
  `${kind} ${evidenceRef}`;
