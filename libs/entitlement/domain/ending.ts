import { type Decision } from '#kernel/decider.js';
import { event, type EventOf } from '#kernel/event.js';
import { type Instant } from '#kernel/time.js';
import { CodeExpired, CodeKept, CodeVoidFailed, CodeVoided } from '../contracts/code-events.js';
import { type ExpireCode, type VoidCode, type WithdrawCode } from '../contracts/code-commands.js';
import { type Holding, type VoidedCause } from '../contracts/vocabulary.js';
import { type AccessCode, type Code, type CodeEvent, type Consumption } from './code.js';
import { CodeAlreadyConsumed, CodeIsExpired, CodeUnknown, NotExpiredYet } from './code-refusals.js';

/** For good, from now on; a use from before, known or still to be reported, stands against it (E54). */
export const voidCode: Decision<VoidCode, AccessCode, CodeEvent> = (command, code, { now }) => {
  if (code === undefined) return CodeUnknown();
  const { codeId, expiresAt } = code.issued;
  const { cause, providerConfirmed } = command;
  if (code.consumption !== undefined) return usedBefore(code, code.consumption, cause);
  if (code.voided !== undefined) {
    const confirms = providerConfirmed && !code.voided.providerConfirmed;
    return confirms ? [event(CodeVoided, { ...code.voided, providerConfirmed })] : [];
  }
  if (now >= expiresAt) return CodeIsExpired();
  return [event(CodeVoided, { codeId, cause, providerConfirmed, voidedAt: now })];
};

/** A use stands against the void, which is then recorded as failed; once. */
const usedBefore = ({ issued, voidFailed }: Code, { occurredAt: usedAt }: Consumption, cause: VoidedCause) =>
  CodeAlreadyConsumed().recording(
    ...(voidFailed ? [] : [event(CodeVoidFailed, { codeId: issued.codeId, cause, usedAt })]),
  );

/**
 * The corrected invoice pays for it no longer (R62): also of a code that was void already, so that nothing replaces
 * it, and after the expiry, when nobody can tell the difference. Who has used it, or holds it by now, keeps it (E54, R61);
 * an attempt that failed stays failed, whatever became of the code since, for the entitlement counts the code again (I23).
 */
export const withdrawCode: Decision<WithdrawCode, AccessCode, CodeEvent> = (
  { attempt, fromHolder = false },
  code,
  { now },
) => {
  if (code === undefined) return CodeUnknown();
  const { codeId } = code.issued;
  const cause = 'INVOICE_CORRECTED';
  const hasFailed = code.keptFrom !== undefined && attempt <= code.keptFrom;
  if (code.consumption !== undefined) {
    const { occurredAt: usedAt } = code.consumption;
    const failed = event(CodeVoidFailed, { codeId, cause, usedAt, attempt });
    return CodeAlreadyConsumed().recording(...(hasFailed ? [] : [failed]));
  }
  if (hasFailed || code.voided?.cause === cause) return [];
  const holding = heldFrom(code, fromHolder);
  if (holding !== undefined) return [event(CodeKept, { codeId, attempt, holding })];
  const before = code.voided ?? { providerConfirmed: false, voidedAt: now };
  return [event(CodeVoided, { ...before, codeId, cause, attempt })];
};

/** How somebody holds it against a correction; two persons can take it from its holder, but not from a booked exam. */
export function heldFrom({ booking, disclosed, assignee }: Code, byTwoPersons: boolean): Holding | undefined {
  if (booking !== undefined) return 'RESERVED';
  if (byTwoPersons) return undefined;
  if (disclosed) return 'DISCLOSED';
  return assignee === undefined ? undefined : 'ASSIGNED';
}

/** Records what the clock has done. Nothing to record for what was used, voided or swept before (R63). */
export const expireCode: Decision<ExpireCode, AccessCode, CodeEvent> = (_, code, { now }) => {
  if (code === undefined) return CodeUnknown();
  if (code.consumption !== undefined || code.voided !== undefined || code.swept) return [];
  return now < code.issued.expiresAt ? NotExpiredYet() : [expired(code, now)];
};

/** Effective at the expiry instant, whenever the sweep came by. */
export function expired({ issued, assignee, booking }: Code, sweptAt: Instant): EventOf<typeof CodeExpired> {
  const { codeId, expiresAt } = issued;
  const data = {
    codeId,
    effectiveAt: expiresAt,
    sweptAt,
    hadAssignee: assignee !== undefined,
    hadBooking: booking !== undefined,
  };
  return event(CodeExpired, data, { occurredAt: expiresAt });
}
