import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hoursAfter } from '#kernel/calendar.js';
import { expectNoMore, expectReplayed, expectSameAgain, lived, step } from '#test/support/histories.js';
import { propertyRuns } from '#test/support/property-runs.js';
import { usageTermsInForce, violationKinds } from '../contracts/vocabulary.js';
import {
  endLibraryAccess,
  libraryAccessFold,
  mayRead,
  reportPolicyViolation,
  shortenLibraryAccess,
  unlockLibrary,
} from './library-access.js';
import { acceptUsageTerms, usageTermsFold } from './usage-terms.js';

/* Random lives of what one code opens, and of the usage terms of one person. */

const codeId = 'cod_00000000000000000000000001';
const institutionId = 'ins_00000000000000000000000001';
const personRef = fc.constantFrom('per_00000000000000000000000001', 'per_00000000000000000000000002');
const anInstant = fc.nat({ max: 400 * 24 }).map((hours) => hoursAfter('2019-08-01T09:00:00.000Z', hours));
const none = { facts: undefined };

const facts = fc
  .record({
    termsAccepted: fc.boolean(),
    entitlementEndsAt: anInstant,
    agreementEndsAt: fc.option(anInstant, { nil: undefined }),
  })
  .map((each) => ({ ...each, codeId, institutionId, zone: 'Europe/Berlin' }));
const unlocking = fc.record({ personRef, libraryId: fc.constantFrom('EREF-DEVELOPER', 'EREF-IT-PRO') });
const aStep = fc.oneof(
  fc
    .tuple(unlocking, anInstant, facts)
    .map(([command, now, each]) => step(unlockLibrary, command, { now, facts: each })),
  anInstant.map((accessUntil) => step(shortenLibraryAccess, { codeId, accessUntil }, none)),
  anInstant.map((now) => step(endLibraryAccess, { codeId }, { now, ...none })),
  fc
    .tuple(fc.constantFrom(...violationKinds), fc.constantFrom('REPORT-1', 'REPORT-2'))
    .map(([kind, evidenceRef]) => step(reportPolicyViolation, { codeId, kind, evidenceRef }, none)),
);
const aHistory = fc.array(aStep, { maxLength: 25 });

const accepting = fc
  .record({
    personRef,
    termsVersion: fc.constantFrom(usageTermsInForce, 'EREF-2018-01'),
    known: fc.boolean(),
  })
  .map(({ known, ...command }) =>
    step(acceptUsageTerms, command, { facts: { institutionId: known ? institutionId : undefined } }),
  );

describe('a library through random histories', () => {
  it('R58 I33 is unlocked once, with a code that opens no other, and ends once, at its end', () => {
    fc.assert(
      fc.property(aHistory, (steps) => {
        const { log } = lived(libraryAccessFold, steps);
        const types = log.map(({ type }) => type);
        expect(types.lastIndexOf('LibraryUnlocked')).toBe(log.length === 0 ? -1 : 0);
        const ends = log.flatMap((each) => (each.type === 'LibraryAccessEnded' ? [each.data.at] : []));
        expect(ends.length).toBeLessThan(2);
        const until = log.flatMap(({ data }) => ('accessUntil' in data ? [data.accessUntil] : [])).at(-1);
        for (const at of ends) expect(at).toBe(until);
      }),
      propertyRuns(),
    );
  });

  it('R59 I37 is never read for longer than it was, whatever is done to it', () => {
    fc.assert(
      fc.property(aHistory, aHistory, anInstant, (first, more, at) => {
        const before = lived(libraryAccessFold, first);
        fc.pre(before.state.unlocked !== undefined);
        const after = lived(libraryAccessFold, more, before.log);
        if (!mayRead(before.state, at)) expect(mayRead(after.state, at)).toBe(false);
        if (before.state.ended) expect(after.state.unlocked).toStrictEqual(before.state.unlocked);
      }),
      propertyRuns(),
    );
  });

  it('E19 E63 every command sent twice is done once, and a replay is the live state', () => {
    fc.assert(
      fc.property(aHistory, aStep, (before, last) => {
        const steps = [...before, last];
        const life = lived(libraryAccessFold, steps);
        expectNoMore(life, [last]);
        expectSameAgain(libraryAccessFold, steps);
        expectReplayed(libraryAccessFold, life);
      }),
      propertyRuns(),
    );
  });

  it('R77 E19 E63 usage terms are accepted once for each version, and only those in force', () => {
    fc.assert(
      fc.property(fc.array(accepting, { maxLength: 10 }), (steps) => {
        const life = lived(usageTermsFold, steps);
        expect([[], [usageTermsInForce]]).toContainEqual(life.state.accepted);
        // Each of them was taken, or refused for a reason that lasts.
        if (life.log.length > 0) expectNoMore(life, steps);
        expectSameAgain(usageTermsFold, steps);
        expectReplayed(usageTermsFold, life);
      }),
      propertyRuns(),
    );
  });
});
