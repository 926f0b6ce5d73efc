import { describe, expect, it } from '@jest/globals';
import { given, someGivens } from '#deciding/given-when-then.js';
import { fold } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { derivedId } from '#kernel/ids.js';
import { CodeVoidFailed, CodeVoided } from '../contracts/code-events.js';
import { CompromiseReported, compromises } from '../contracts/compromise.js';
import { codeFold, statusAt } from './code.js';
import { CodeAlreadyConsumed, CodeUnknown, UseInFuture } from './code-refusals.js';
import { CompromiseNotNamed, confirmBlock, NotOfInstitution, reportCompromise } from './compromise.js';
import { voidCode } from './ending.js';
import { CodeNotVoid } from './entitlement-refusals.js';
import { redeemCode } from './redeeming.js';
import { codeId, eligible, id, issued, redeemed, redemption, voided, voidedAt } from './samples.js';

const institutionId = id('ins', 1);
const compromiseId = derivedId('cmp', someGivens.commandId);
const facts = { owner: institutionId };
const reported = given(compromises.fold);

describe('reporting a compromise', () => {
  it('E55 voids a whole list that went to the wrong person with one command', () => {
    const disclosureId = id('dis', 1);
    reported
      .when(reportCompromise, { institutionId, disclosureId }, { facts: { owner: undefined } })
      .then(event(CompromiseReported, { compromiseId, institutionId, disclosureId }));
  });

  it('E53 names one code, or an entitlement or a batch of it', () => {
    const since = '2019-07-31T12:00:00.000Z';
    reported
      .when(reportCompromise, { institutionId, codeId, since }, { facts })
      .then(event(CompromiseReported, { compromiseId, institutionId, codeId, since }));
    const entitlementId = id('ent', 1);
    reported
      .when(reportCompromise, { institutionId, entitlementId, batchNo: 2 }, { facts })
      .then(event(CompromiseReported, { compromiseId, institutionId, entitlementId, batchNo: 2 }));
  });

  it.each([
    ['nothing', {}],
    ['two things', { codeId, disclosureId: id('dis', 1) }],
    ['a batch of nothing', { codeId, batchNo: 1 }],
  ])('is refused for %s', (_, named) => {
    reported.when(reportCompromise, { institutionId, ...named }, { facts }).thenRefused(CompromiseNotNamed);
  });

  it('is refused for the codes of another institution, and for what has not happened yet', () => {
    reported
      .when(reportCompromise, { institutionId, codeId }, { facts: { owner: id('ins', 2) } })
      .thenRefused(NotOfInstitution);
    reported
      .when(reportCompromise, { institutionId, codeId, since: '2019-08-01T09:00:00.001Z' }, { facts })
      .thenRefused(UseInFuture);
    const since = '2019-08-01T09:00:00.000Z';
    reported
      .when(reportCompromise, { institutionId, codeId, since }, { facts })
      .then(event(CompromiseReported, { compromiseId, institutionId, codeId, since }));
  });
});

describe('confirming the block', () => {
  const confirmed = event(CodeVoided, { ...voided.data, providerConfirmed: true });
  const nothing = { facts: undefined };

  it('E53 keeps when the code was voided, and is recorded once', () => {
    given(codeFold, issued, voided).when(confirmBlock, { codeId }, nothing).then(confirmed);
    expect(confirmed.data.voidedAt).toBe(voidedAt);
    given(codeFold, issued, voided, confirmed).when(confirmBlock, { codeId }, nothing).then();
  });

  it('E53 is refused for a code that is not void', () => {
    given(codeFold, issued).when(confirmBlock, { codeId }, nothing).thenRefused(CodeNotVoid);
    given(codeFold).when(confirmBlock, { codeId }, nothing).thenRefused(CodeUnknown);
  });
});

describe('a compromise and a redemption at the same time', () => {
  it('E54 E53 the occurrence decides: used before the void wins, whichever is reported first', () => {
    const before = { ...redemption, occurredAt: '2020-01-15T11:59:59.999Z' };
    const now = '2020-01-16T00:00:00.000Z';
    const voidFirst = given(codeFold, issued, voided).when(redeemCode, before, { facts: eligible, now });
    const failed = event(
      CodeVoidFailed,
      { codeId, cause: 'COMPROMISED', usedAt: before.occurredAt },
      { occurredAt: before.occurredAt },
    );
    const use = redeemed({ occurredAt: before.occurredAt, reportedAt: now });
    voidFirst.then(failed, use);
    const useFirst = given(codeFold, issued, use).when(
      voidCode,
      { codeId, cause: 'COMPROMISED', providerConfirmed: false },
      { facts: undefined, now },
    );
    useFirst.thenRefused(CodeAlreadyConsumed);
    expect(useFirst.outcome).toMatchObject({ events: [{ type: 'CodeVoidFailed' }] });
    const code = fold(codeFold, [issued, voided, failed, use]);
    expect(code && statusAt(code, now)).toBe('REDEEMED');
  });
});
