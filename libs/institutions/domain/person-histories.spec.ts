import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hoursAfter } from '#kernel/calendar.js';
import { expectNoMore, expectReplayed, expectSameAgain, lived, step } from '#test/support/histories.js';
import { propertyRuns } from '#test/support/property-runs.js';
import { hasLeft, personFold } from '../contracts/person-facts.js';
import { noTestCentre } from '../contracts/test-centre.js';
import { personRoles } from '../contracts/vocabulary.js';
import { erasePerson, giveConsent, recordPersonLeft, registerPerson } from './person.js';

/* Random lives of one person. */

const personRef = 'per_00000000000000000000000001';
const institutionId = 'ins_00000000000000000000000001';
const institution = {
  ...{ accreditations: [], testCentre: noTestCentre },
  registered: {
    ...{ institutionId, segment: 'ACADEMIC' as const, country: 'DE', region: 'EMEA' },
    zone: 'Europe/Berlin',
  },
};
const personal = { givenName: 'Ada', familyName: 'Example', email: 'ada@example.edu' };
const anInstant = fc.nat({ max: 10 }).map((days) => hoursAfter('2020-01-01T09:00:00.000Z', days * 24));
const none = { facts: undefined };

const registering = fc
  .record({ role: fc.constantFrom(...personRoles), minor: fc.boolean(), consent: fc.boolean() })
  .map((who) =>
    step(registerPerson, { institutionId, personal, ...who }, { facts: { institution, sealed: 'box' } }),
  );
const leaving = fc
  .record({ effectiveAt: anInstant, now: anInstant })
  .map(({ effectiveAt, now }) => step(recordPersonLeft, { personRef, effectiveAt }, { now, ...none }));
const aStep = fc.oneof(
  registering,
  fc.constant(step(giveConsent, { personRef }, none)),
  leaving,
  fc.constant(step(erasePerson, { personRef }, none)),
);
const aHistory = fc.array(aStep, { maxLength: 15, size: 'max' });

describe('a person through random histories', () => {
  it('R3 E29 E60 E62 is registered, leaves, is consented for and erased at most once, and never unseals anything', () => {
    fc.assert(
      fc.property(aHistory, (steps) => {
        const { log } = lived(personFold, steps);
        const types = log.map(({ type }) => type);
        expect(new Set(types).size).toBe(types.length);
        expect(types.indexOf('PersonRegistered')).toBe(types.length === 0 ? -1 : 0);
        expect(JSON.stringify(log)).not.toMatch(/Ada|Example|example\.edu/);
      }),
      propertyRuns(),
    );
  });

  it('R61 E29 E30 once gone stays gone from the same instant, whatever is reported later', () => {
    fc.assert(
      fc.property(aHistory, aHistory, anInstant, (first, more, at) => {
        const before = lived(personFold, first);
        const after = lived(personFold, more, before.log);
        if (before.state.leftAt !== undefined)
          expect(hasLeft(after.state, at)).toBe(before.state.leftAt <= at);
        if (before.state.erased === true) expect(after.state.erased).toBe(true);
      }),
      propertyRuns(),
    );
  });

  it('E19 E63 every command sent twice is done once, and a replay is the live state', () => {
    fc.assert(
      fc.property(aHistory, aStep, (before, last) => {
        const steps = [...before, last];
        const life = lived(personFold, steps);
        expectNoMore(life, [last]);
        expectSameAgain(personFold, steps);
        expectReplayed(personFold, life);
      }),
      propertyRuns(),
    );
  });
});
