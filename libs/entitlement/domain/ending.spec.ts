import { describe, expect, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { fold } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { type Refusal } from '#kernel/refusal.js';
import { CodeExpired, CodeKept, CodeVoidFailed, CodeVoided } from '../contracts/code-events.js';
import { type Code, type CodeEvent, codeFold } from './code.js';
import { CodeAlreadyConsumed, CodeIsExpired, CodeUnknown, NotExpiredYet } from './code-refusals.js';
import { expireCode, voidCode, withdrawCode } from './ending.js';
import {
  assigned,
  beforeExpiry,
  codeId,
  disclosed,
  examAt,
  expiresAt,
  issued,
  redeemed,
  reserved,
  swept,
  voided,
  voidedAt,
} from './samples.js';
import { takenBack } from './use-rules.js';

const voids = (past: readonly CodeEvent[], providerConfirmed = false, now = voidedAt) =>
  given(codeFold, ...past).when(
    voidCode,
    { codeId, cause: 'COMPROMISED', providerConfirmed },
    { now, facts: undefined },
  );
const sweeps = (past: readonly CodeEvent[], now: string) =>
  given(codeFold, ...past).when(expireCode, { codeId }, { now, facts: undefined });

describe('taking back a code that a corrected invoice no longer pays for', () => {
  const cause = 'INVOICE_CORRECTED';
  const withdraws = (past: readonly CodeEvent[], now = voidedAt) =>
    given(codeFold, ...past).when(withdrawCode, { codeId, attempt: 1 }, { now, facts: undefined });
  const taken = event(CodeVoided, { codeId, cause, providerConfirmed: false, voidedAt, attempt: 1 });

  it('R62 I30 voids it, also when it was void or over before, and once', () => {
    withdraws([issued]).then(taken);
    withdraws([issued, taken]).then();
    withdraws([issued, voided], expiresAt).then(event(CodeVoided, { ...voided.data, cause, attempt: 1 }));
    withdraws([issued], expiresAt).then(event(CodeVoided, { ...taken.data, voidedAt: expiresAt }));
    withdraws([]).thenRefused(CodeUnknown);
  });

  it('E54 I15 leaves it to who has used it, and says so once', () => {
    const failed = (attempt: number) => event(CodeVoidFailed, { codeId, cause, usedAt: examAt, attempt });
    const recorded = (attempt: number, ...past: readonly CodeEvent[]) => {
      const refused = tries(attempt, ...past);
      refused.thenRefused(CodeAlreadyConsumed);
      return (refused.outcome as Refusal).events;
    };
    expect(recorded(1, issued, redeemed())).toStrictEqual([failed(1)]);
    expect(recorded(1, issued, redeemed(), failed(1))).toStrictEqual([]);
    // Taken back once more, and failed against the same use; whatever failed to void it before.
    expect(recorded(2, issued, redeemed(), failed(1))).toStrictEqual([failed(2)]);
    const compromised = event(CodeVoidFailed, { codeId, cause: 'COMPROMISED', usedAt: examAt });
    expect(recorded(1, issued, redeemed(), compromised)).toStrictEqual([failed(1)]);
  });

  const tries = (attempt: number, ...past: readonly CodeEvent[]) =>
    given(codeFold, ...past).when(withdrawCode, { codeId, attempt }, { now: voidedAt, facts: undefined });
  const kept = (attempt: number, holding: CodeKept['holding']) =>
    event(CodeKept, { codeId, attempt, holding });

  it('R61 I38 leaves it to who holds it by then, once for each attempt', () => {
    tries(1, issued, assigned).then(kept(1, 'ASSIGNED'));
    tries(1, issued, disclosed).then(kept(1, 'DISCLOSED'));
    tries(1, issued, assigned, disclosed, reserved).then(kept(1, 'RESERVED'));
    tries(1, issued, assigned, kept(1, 'ASSIGNED')).then();
    tries(2, issued, assigned, kept(1, 'ASSIGNED')).then(kept(2, 'ASSIGNED'));
    // Free again: the attempt that failed is counted as failed, and never comes back.
    tries(1, issued, kept(1, 'ASSIGNED')).then();
    tries(2, issued, kept(1, 'ASSIGNED')).then(event(CodeVoided, { ...taken.data, attempt: 2 }));
  });

  it('I38 takes it from its holder by two persons, and never from a booked exam', () => {
    const takes = (...past: readonly CodeEvent[]) =>
      given(codeFold, ...past).when(
        withdrawCode,
        { codeId, attempt: 1, fromHolder: true },
        { now: voidedAt, facts: undefined },
      );
    takes(issued, assigned, disclosed).then(taken);
    takes(issued, assigned, disclosed, reserved).then(kept(1, 'RESERVED'));
  });

  it('E54 says of a use from before, told later, which attempt it undoes', () => {
    const failed = event(
      CodeVoidFailed,
      { codeId, cause, attempt: 1, usedAt: examAt },
      { occurredAt: examAt },
    );
    expect(takenBack(fold(codeFold, [issued, taken]) as Code, examAt)).toStrictEqual([failed]);
    tries(1, issued, taken, failed).then();
  });
});

describe('voiding a code', () => {
  it('E53 ends any unused code, and the block may be confirmed later', () => {
    voids([issued]).then(voided);
    voids([issued, assigned, reserved]).then(voided);
    voids([issued, voided], true, '2020-01-20T00:00:00.000Z').then(
      event(CodeVoided, { ...voided.data, providerConfirmed: true }),
    );
    voids([issued, voided]).then();
  });

  it('E54 fails against a use that is known already, and is recorded as failed once', () => {
    const failed = event(CodeVoidFailed, { codeId, cause: 'COMPROMISED', usedAt: examAt });
    const decided = voids([issued, redeemed()]);
    decided.thenRefused(CodeAlreadyConsumed);
    expect((decided.outcome as Refusal).events).toStrictEqual([failed]);
    expect((voids([issued, redeemed(), failed]).outcome as Refusal).events).toStrictEqual([]);
  });

  it('R63 has nothing to end after expiry', () => {
    voids([issued], false, expiresAt).thenRefused(CodeIsExpired);
    voids([]).thenRefused(CodeUnknown);
  });
});

describe('the sweep', () => {
  const expired = (sweptAt: string, hadAssignee: boolean, hadBooking: boolean) =>
    event(
      CodeExpired,
      { codeId, effectiveAt: expiresAt, sweptAt, hadAssignee, hadBooking },
      { occurredAt: expiresAt },
    );

  it('R63 I17 records the expiry as of the expiry instant, whenever it comes by', () => {
    sweeps([issued], expiresAt).then(expired(expiresAt, false, false));
    sweeps([issued, assigned, reserved], '2021-05-01T00:00:00.000Z').then(
      expired('2021-05-01T00:00:00.000Z', true, true),
    );
  });

  it('R63 comes by again, or for what was used or void, and records nothing', () => {
    for (const past of [
      [issued, swept],
      [issued, redeemed()],
      [issued, voided],
    ])
      sweeps(past, expiresAt).then();
  });

  it('I17 causes nothing: it cannot expire what the clock has not', () => {
    sweeps([issued], beforeExpiry).thenRefused(NotExpiredYet);
    sweeps([], expiresAt).thenRefused(CodeUnknown);
  });
});
