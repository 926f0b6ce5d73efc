import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { given } from '#deciding/given-when-then.js';
import { fold } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { instantOf, millisecondsOf } from '#kernel/time.js';
import {
  LibraryAccessEnded,
  LibraryAccessShortened,
  LibraryUnlocked,
  PolicyViolationReported,
} from '../contracts/library-events.js';
import {
  endLibraryAccess,
  libraryAccessFold,
  mayRead,
  reportPolicyViolation,
  shortenLibraryAccess,
  type UnlockFacts,
  unlockLibrary,
} from './library-access.js';
import {
  LibraryNotUnlocked,
  LibraryStillOpen,
  LibraryTermOver,
  OtherLibraryUnlocked,
  UsageTermsNotAccepted,
} from './refusals.js';

const codeId = 'cod_00000000000000000000000001';
const institutionId = 'ins_00000000000000000000000001';
const erika = 'per_00000000000000000000000001';
const max = 'per_00000000000000000000000002';
const libraryId = 'EREF-DEVELOPER';
const zone = 'Europe/Berlin';
const entitlementEndsAt = '2020-07-31T22:00:00.000Z';
const facts: UnlockFacts = {
  codeId,
  institutionId,
  termsAccepted: true,
  zone,
  entitlementEndsAt,
  agreementEndsAt: undefined,
};
const opened = (differences: Partial<LibraryUnlocked> = {}) =>
  event(
    LibraryUnlocked,
    {
      codeId,
      institutionId,
      personRef: erika,
      libraryId,
      termsVersion: 'EREF-2019-07',
      accessUntil: entitlementEndsAt,
      accessBasis: 'ENTITLEMENT',
      zone,
      ...differences,
    },
    { basis: { policies: ['library-access-earlier-of-two@1'] } },
  );
const ask = { codeId, personRef: erika, libraryId };
const unlock = (differences: Partial<UnlockFacts> = {}, ...past: ReturnType<typeof opened>[]) =>
  given(libraryAccessFold, ...past).when(unlockLibrary, ask, { facts: { ...facts, ...differences } });
const none = { facts: undefined };

describe('unlocking a library', () => {
  it('R58 R59 opens it to its reader until the entitlement ends', () => {
    unlock().then(opened());
  });

  it('R77 I33 not before the usage terms in force are accepted', () => {
    unlock({ termsAccepted: false }).thenRefused(UsageTermsNotAccepted);
  });

  it('R59 ends with the agreement when that ends first', () => {
    const agreementEndsAt = '2020-03-31T22:00:00.000Z';
    unlock({ agreementEndsAt }).then(opened({ accessUntil: agreementEndsAt, accessBasis: 'AGREEMENT' }));
  });

  it('R59 E10 I36 a renewed or extended agreement gives no longer access', () => {
    unlock({ agreementEndsAt: '2023-07-31T22:00:00.000Z' }).then(opened());
    const state = fold(libraryAccessFold, [opened()]);
    expect(mayRead(state, entitlementEndsAt)).toBe(false);
    // The same unlocking again, after the extension, changes nothing either.
    unlock({ agreementEndsAt: '2023-07-31T22:00:00.000Z' }, opened()).then();
  });

  it('R59 is the earlier of the two ends, whatever they are, and never later than the entitlement', () => {
    const instant = fc.integer({ min: 1, max: 5000 }).map((hours) => {
      return instantOf(millisecondsOf('2019-08-01T09:00:00.000Z') + hours * 3_600_000);
    });
    fc.assert(
      fc.property(instant, fc.option(instant, { nil: undefined }), (entitlement, agreement) => {
        const { outcome } = unlock({ entitlementEndsAt: entitlement, agreementEndsAt: agreement });
        const first = [entitlement, agreement ?? entitlement].sort()[0];
        expect(outcome).toMatchObject([{ data: { accessUntil: first } }]);
      }),
    );
  });

  it('R57 opens nothing once the agreement has ended', () => {
    unlock({ agreementEndsAt: '2019-08-01T09:00:00.000Z' }).thenRefused(LibraryTermOver);
  });

  it('R58 I33 one person and one library for each code', () => {
    const again = (command: typeof ask) =>
      given(libraryAccessFold, opened()).when(unlockLibrary, command, { facts });
    again({ ...ask, personRef: max }).thenRefused(OtherLibraryUnlocked);
    again({ ...ask, libraryId: 'EREF-IT-PRO' }).thenRefused(OtherLibraryUnlocked);
    again(ask).then();
  });
});

describe('access', () => {
  it('R59 is judged by the clock, to the instant, whether or not its end is recorded', () => {
    const state = fold(libraryAccessFold, [opened()]);
    expect(mayRead(state, '2020-07-31T21:59:59.999Z')).toBe(true);
    expect(mayRead(state, entitlementEndsAt)).toBe(false);
    expect(mayRead(libraryAccessFold.initial, '2019-09-01T00:00:00.000Z')).toBe(false);
  });

  it('R59 its end is recorded once, as of when the clock ended it', () => {
    const ended = event(
      LibraryAccessEnded,
      { codeId, at: entitlementEndsAt },
      { occurredAt: entitlementEndsAt },
    );
    const late = { ...none, now: '2020-09-01T00:00:00.000Z' };
    given(libraryAccessFold, opened()).when(endLibraryAccess, { codeId }, late).then(ended);
    given(libraryAccessFold, opened(), ended).when(endLibraryAccess, { codeId }, late).then();
    given(libraryAccessFold, opened()).when(endLibraryAccess, { codeId }, none).thenRefused(LibraryStillOpen);
    given(libraryAccessFold).when(endLibraryAccess, { codeId }, late).thenRefused(LibraryNotUnlocked);
  });
});

describe('a violation', () => {
  const report = { codeId, kind: 'COPIED', evidenceRef: 'REPORT-2019-117' } as const;
  const reported = event(PolicyViolationReported, {
    subject: codeId,
    kind: 'COPIED',
    evidenceRef: 'REPORT-2019-117',
  });

  it('R77 is reported once for each evidence, and takes no right away by itself', () => {
    given(libraryAccessFold, opened()).when(reportPolicyViolation, report, none).then(reported);
    given(libraryAccessFold, opened(), reported).when(reportPolicyViolation, report, none).then();
    given(libraryAccessFold, opened(), reported)
      .when(reportPolicyViolation, { ...report, kind: 'SHARED' }, none)
      .then(event(PolicyViolationReported, { ...reported.data, kind: 'SHARED' }));
    expect(mayRead(fold(libraryAccessFold, [opened(), reported]), '2020-01-01T00:00:00.000Z')).toBe(true);
  });

  it('R77 needs a library that was unlocked', () => {
    given(libraryAccessFold).when(reportPolicyViolation, report, none).thenRefused(LibraryNotUnlocked);
  });
});

describe('a terminated agreement', () => {
  const accessUntil = '2020-01-31T23:00:00.000Z';
  const shortened = event(LibraryAccessShortened, { codeId, previously: entitlementEndsAt, accessUntil });
  const shorten = (until: string, ...past: Parameters<typeof libraryAccessFold.evolve>[1][]) =>
    given(libraryAccessFold, ...past).when(shortenLibraryAccess, { codeId, accessUntil: until }, none);

  it('I37 R59 ends access with the code that opened it, never later than before', () => {
    shorten(accessUntil, opened()).then(shortened);
    shorten(accessUntil, opened(), shortened).then();
    shorten('2020-08-31T22:00:00.000Z', opened()).then();
    shorten(accessUntil).thenRefused(LibraryNotUnlocked);
  });

  it('I37 the end is recorded as of the earlier instant, and what had ended stays ended', () => {
    const ended = event(LibraryAccessEnded, { codeId, at: accessUntil }, { occurredAt: accessUntil });
    given(libraryAccessFold, opened(), shortened)
      .when(endLibraryAccess, { codeId }, { ...none, now: '2020-02-03T00:00:00.000Z' })
      .then(ended);
    shorten('2019-12-31T23:00:00.000Z', opened(), shortened, ended).then();
    expect(mayRead(fold(libraryAccessFold, [opened(), shortened]), accessUntil)).toBe(false);
  });
});
