import { describe, expect, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { event } from '#kernel/event.js';
import { type Refusal } from '#kernel/refusal.js';
import { CodeExpired, CodeVoidFailed, CodeVoided } from '../contracts/code-events.js';
import { type CodeEvent, codeFold } from './code.js';
import { CodeAlreadyConsumed, CodeIsExpired, CodeUnknown, NotExpiredYet } from './code-refusals.js';
import { expireCode, voidCode, withdrawCode } from './ending.js';
import {
  assigned,
  beforeExpiry,
  codeId,
  examAt,
  expiresAt,
  issued,
  redeemed,
  reserved,
  swept,
  voided,
  voidedAt,
} from './samples.js';

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
    given(codeFold, ...past).when(withdrawCode, { codeId }, { now, facts: undefined });
  const taken = event(CodeVoided, { codeId, cause, providerConfirmed: false, voidedAt });

  it('R62 I30 voids it, also when it was void or over before, and once', () => {
    withdraws([issued]).then(taken);
    withdraws([issued, taken]).then();
    withdraws([issued, voided], expiresAt).then(event(CodeVoided, { ...voided.data, cause }));
    withdraws([issued], expiresAt).then(event(CodeVoided, { ...taken.data, voidedAt: expiresAt }));
    withdraws([]).thenRefused(CodeUnknown);
  });

  it('E54 I15 leaves it to who has used it, and says so once', () => {
    const failed = event(CodeVoidFailed, { codeId, cause, usedAt: examAt });
    const recorded = (...past: readonly CodeEvent[]) => {
      const refused = withdraws(past);
      refused.thenRefused(CodeAlreadyConsumed);
      return (refused.outcome as Refusal).events;
    };
    expect(recorded(issued, redeemed())).toStrictEqual([failed]);
    expect(recorded(issued, redeemed(), failed)).toStrictEqual([]);
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
