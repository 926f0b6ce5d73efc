import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { given, someGivens } from '#deciding/given-when-then.js';
import { fold } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { propertyRuns } from '#test/support/property-runs.js';
import { CodeTermShortened } from '../contracts/code-events.js';
import { EntitlementTermShortened } from '../contracts/entitlement-events.js';
import { type CodeEvent, codeFold, statusAt } from './code.js';
import { CodeIsExpired, CodeUnknown } from './code-refusals.js';
import { type EntitlementEvent, entitlementFold } from './entitlement.js';
import { EntitlementUnknown } from './entitlement-refusals.js';
import { redeemCode } from './redeeming.js';
import {
  codeId,
  eligible,
  entitlementId,
  expiresAt,
  grantedPack,
  issued,
  redeemed,
  redemption,
  swept,
  voided,
} from './samples.js';
import { shortenCodeTerm, shortenEntitlement } from './shortening.js';

const agreementId = 'agr_00000000000000000000000001';
const effectiveOn = '2020-01-31';
const endsAt = '2020-01-31T23:00:00.000Z';
const shortened = event(EntitlementTermShortened, {
  ...{ entitlementId, agreementId, fulfilment: 'CODES' as const },
  ...{ previousEnd: '2020-07-31', termEnd: effectiveOn, expiresAt: endsAt },
});
const codeShortened = event(CodeTermShortened, { codeId, previously: expiresAt, expiresAt: endsAt });
const shorten = (on = effectiveOn, past: readonly EntitlementEvent[] = [grantedPack]) =>
  given(entitlementFold, ...past).when(
    shortenEntitlement,
    { entitlementId, agreementId, effectiveOn: on },
    { facts: undefined },
  );

describe('an entitlement whose agreement is terminated', () => {
  it('I37 ends with the day of the termination, in the zone of its term', () => {
    shorten().then(shortened);
    shorten(effectiveOn, []).thenRefused(EntitlementUnknown);
  });

  it('I36 I37 E10 never ends later than it was granted, nor later than it was shortened to', () => {
    shorten('2020-07-31').then();
    shorten('2021-07-31').then();
    given(entitlementFold, grantedPack, shortened)
      .when(
        shortenEntitlement,
        { entitlementId, agreementId, effectiveOn: '2020-02-01' },
        { facts: undefined },
      )
      .then();
  });

  it('I36 I37 no run of terminations ever makes a term longer', () => {
    const day = fc.integer({ min: 0, max: 900 }).map((n) => {
      const month = Math.floor(n / 28) % 12;
      return `20${19 + Math.floor(n / 336)}-${String(month + 1).padStart(2, '0')}-${String((n % 28) + 1).padStart(2, '0')}`;
    });
    fc.assert(
      fc.property(fc.array(day, { maxLength: 8 }), (days) => {
        let state = fold(entitlementFold, [grantedPack]);
        for (const on of days) {
          const before = state?.terms.expiresAt ?? '';
          const decided = shortenEntitlement({ entitlementId, agreementId, effectiveOn: on }, state, {
            ...someGivens,
            facts: undefined,
          });
          state = (decided as (typeof shortened)[]).reduce(entitlementFold.evolve, state);
          expect((state?.terms.expiresAt ?? '') <= before).toBe(true);
        }
        const earliest = [...days, '2020-07-31'].sort()[0];
        expect(state?.terms.termEnd).toBe(earliest);
      }),
      propertyRuns(500),
    );
  });
});

describe('a code of it', () => {
  const ends = (past: readonly CodeEvent[], at = endsAt) =>
    given(codeFold, ...past).when(shortenCodeTerm, { codeId, expiresAt: at }, { facts: undefined });

  it('I37 ends at the same instant, and not later', () => {
    ends([issued]).then(codeShortened);
    ends([issued], expiresAt).then();
    given(codeFold, issued, codeShortened)
      .when(shortenCodeTerm, { codeId, expiresAt: endsAt }, { facts: undefined })
      .then();
    ends([]).thenRefused(CodeUnknown);
  });

  it('I37 stays what it has become: void, or expired before', () => {
    for (const ended of [voided, swept])
      given(codeFold, issued, ended)
        .when(shortenCodeTerm, { codeId, expiresAt: endsAt }, { facts: undefined })
        .then();
  });

  it('I17 I18 I37 is judged by when it was used: before the new end in time, at it too late', () => {
    const past = given(codeFold, issued, codeShortened);
    past
      .when(redeemCode, { ...redemption, code: 'X', occurredAt: endsAt }, { now: endsAt, facts: eligible })
      .thenRefused(CodeIsExpired);
    const before = '2020-01-31T22:59:59.999Z';
    const late = past.when(
      redeemCode,
      { ...redemption, code: 'X', occurredAt: before },
      { now: '2020-02-02T00:00:00.000Z', facts: eligible },
    );
    expect(late.outcome).toMatchObject([{ type: 'CodeRedeemed', data: { late: true } }]);
  });

  it('I37 a use from before the termination was known stays a use', () => {
    const state = fold(codeFold, [issued, redeemed(), codeShortened]);
    expect(state === undefined ? '' : statusAt(state, '2021-01-01T00:00:00.000Z')).toBe('REDEEMED');
  });
});
