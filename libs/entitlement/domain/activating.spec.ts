import { describe, expect, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { fold } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { CodeActivated, CodeAssigned, CodeIssued, CodeVoided } from '../contracts/code-events.js';
import { activateCode } from './activating.js';
import { CodeNotAssigned } from './assignment-refusals.js';
import { bookExam } from './booking.js';
import { codeFold, statusAt } from './code.js';
import {
  BeforeTerm,
  CodeIsExpired,
  CodeIsVoid,
  CodeOpensNoLibrary,
  CodeUnknown,
  LibraryAlreadyUnlocked,
  OtherProvider,
} from './code-refusals.js';
import { expireCode } from './ending.js';
import { redeemCode } from './redeeming.js';
import {
  activeFrom,
  beforeExpiry,
  codeId,
  eligible,
  erika,
  examAt,
  expiresAt,
  issued as examCode,
  max,
  redemption,
  sitting,
  terms,
} from './samples.js';

const { provider: _, ...withoutProvider } = terms;
const issued = event(CodeIssued, { ...withoutProvider, families: [] });
const assigned = event(CodeAssigned, { codeId, personRef: erika, role: 'EMPLOYEE' });
const libraryId = 'EREF-DEVELOPER';
const activatedAt = '2019-09-02T08:00:00.000Z';
const activated = event(CodeActivated, { codeId, personRef: erika, libraryId, activatedAt });
const command = { codeId, personRef: erika, libraryId };
const givens = { facts: undefined, now: activatedAt };

describe('activating a library code', () => {
  it('R54 R57 R58 I33 opens one library, for its assignee, and is used up by it', () => {
    given(codeFold, issued, assigned).when(activateCode, command, givens).then(activated);
    const code = fold(codeFold, [issued, assigned, activated]);
    expect(code && statusAt(code, activatedAt)).toBe('ACTIVATED');
    expect(code && statusAt(code, expiresAt)).toBe('ACTIVATED');
  });

  it('R57 I17 at any time within the term, judged by the clock to the instant', () => {
    const at = (now: string) =>
      given(codeFold, issued, assigned).when(activateCode, command, { ...givens, now });
    at('2019-07-31T21:59:59.999Z').thenRefused(BeforeTerm);
    at(activeFrom).then(event(CodeActivated, { ...activated.data, activatedAt: activeFrom }));
    at(beforeExpiry).then(event(CodeActivated, { ...activated.data, activatedAt: beforeExpiry }));
    at(expiresAt).thenRefused(CodeIsExpired);
  });

  it('R58 I20 I33 only by the person it is assigned to', () => {
    const by = (personRef: string) => ({ ...command, personRef });
    given(codeFold, issued, assigned).when(activateCode, by(max), givens).thenRefused(CodeNotAssigned);
    given(codeFold, issued).when(activateCode, command, givens).thenRefused(CodeNotAssigned);
  });

  it('R58 I33 I15 opens no second library, and none for anybody else; the same again is done already', () => {
    const past = given(codeFold, issued, assigned, activated);
    past
      .when(activateCode, { ...command, libraryId: 'EREF-IT-PRO' }, givens)
      .thenRefused(LibraryAlreadyUnlocked);
    past.when(activateCode, { ...command, personRef: max }, givens).thenRefused(LibraryAlreadyUnlocked);
    past.when(activateCode, command, givens).then();
    past.when(activateCode, command, { ...givens, now: expiresAt }).then();
  });

  it('R54 a code that pays for exams opens no library, and a library code pays for no exam', () => {
    for (const code of [
      examCode,
      event(CodeIssued, withoutProvider),
      event(CodeIssued, { ...terms, families: [] }),
    ])
      given(codeFold, code, assigned).when(activateCode, command, givens).thenRefused(CodeOpensNoLibrary);
    const exam = { facts: eligible, now: examAt };
    given(codeFold, issued, assigned)
      .when(bookExam, { ...sitting, codeId }, exam)
      .thenRefused(OtherProvider);
    given(codeFold, issued, assigned)
      .when(redeemCode, { ...redemption, codeId }, exam)
      .thenRefused(OtherProvider);
  });

  it('is refused for a code that is void or unknown', () => {
    const voided = event(CodeVoided, {
      codeId,
      cause: 'COMPROMISED',
      providerConfirmed: true,
      voidedAt: activatedAt,
    });
    given(codeFold, issued, assigned, voided).when(activateCode, command, givens).thenRefused(CodeIsVoid);
    given(codeFold).when(activateCode, command, givens).thenRefused(CodeUnknown);
  });

  it('R63 the sweep has nothing to record of a code that has opened its library', () => {
    const swept = { ...givens, now: '2020-08-01T00:00:00.000Z' };
    given(codeFold, issued, assigned, activated).when(expireCode, { codeId }, swept).then();
  });
});
