import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hoursAfter, plusDays } from '#kernel/calendar.js';
import { event } from '#kernel/event.js';
import { expectNoMore, expectReplayed, expectSameAgain, lived, step } from '#test/support/histories.js';
import { propertyRuns } from '#test/support/property-runs.js';
import { InstitutionRegistered } from '../contracts/institution-events.js';
import { accreditedOn, institutionFold } from '../contracts/institution-facts.js';
import { catcAt, requirementsMetAt, vueCenterAt } from '../contracts/test-centre.js';
import { centreStatuses } from '../contracts/vocabulary.js';
import { recordAccreditation, registerInstitution, withdrawAccreditation } from './institution.js';
import {
  attestTechnicalRequirements,
  recordCatcStatus,
  recordVueCenterStatus,
  startCatcApplication,
} from './test-centre.js';

/* Random lives of an institution: accredited and a test centre from days and instants on, told in whatever order. */

const institutionId = 'ins_00000000000000000000000001';
const school = {
  ...{ segment: 'ACADEMIC' as const, country: 'DE', region: 'EMEA' },
  zone: 'Europe/Berlin',
};
const registered = event(InstitutionRegistered, { institutionId, ...school });
const givens = { now: '2020-12-31T12:00:00.000Z', facts: undefined };
const aDay = fc.nat({ max: 40 }).map((n) => plusDays('2020-01-01', n * 7));
const anInstant = fc.nat({ max: 12 }).map((n) => hoursAfter('2020-01-01T09:00:00.000Z', n * 24 * 25));

const confirming = fc
  .record({ evidenceRef: fc.constantFrom('A-1', 'A-2'), validFrom: aDay, validUntil: aDay })
  .map((held) => step(recordAccreditation, { institutionId, ...held }, givens));
const withdrawing = aDay.map((effectiveOn) =>
  step(withdrawAccreditation, { institutionId, effectiveOn, reason: 'Not renewed' }, givens),
);
const change = fc.record({
  effectiveAt: anInstant,
  status: fc.constantFrom(...centreStatuses),
  number: fc.constantFrom('C-1', 'C-2'),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;
const catc = ({ number: catcId, ...each }: Change) =>
  step(recordCatcStatus, { institutionId, catcId, ...each }, givens);
const vue = ({ number: siteId, ...each }: Change) =>
  step(recordVueCenterStatus, { institutionId, siteId, ...each }, givens);
const attesting = anInstant.map((effectiveAt) =>
  step(attestTechnicalRequirements, { institutionId, evidenceRef: 'TR-1', effectiveAt }, givens),
);
const aStep = fc.oneof(
  fc.constant(step(registerInstitution, school, givens)),
  confirming,
  withdrawing,
  change.map(catc),
  change.map(vue),
  attesting,
  anInstant.map((at) => step(startCatcApplication, { institutionId, at }, givens)),
);

/** The same, in two orders. */
const inTwoOrders = <T>(list: fc.Arbitrary<T[]>) =>
  list.chain((each) => fc.tuple(fc.constant(each), fc.shuffledSubarray(each, { minLength: each.length })));

describe('an institution through random histories', () => {
  it('E50 E51 the status at an instant does not depend on the order in which changes are reported', () => {
    const changes = fc.uniqueArray(change, { selector: ({ effectiveAt }) => effectiveAt, maxLength: 8 });
    fc.assert(
      fc.property(inTwoOrders(changes), anInstant, ([list, shuffled], at) => {
        for (const [recording, standingAt] of [
          [catc, catcAt],
          [vue, vueCenterAt],
        ] as const) {
          const standing = (told: readonly Change[]) =>
            standingAt(lived(institutionFold, told.map(recording), [registered]).state, at);
          const last = list
            .filter(({ effectiveAt }) => effectiveAt <= at)
            .toSorted((a, b) => a.effectiveAt.localeCompare(b.effectiveAt))
            .at(-1);
          const expected = { status: last?.status ?? 'NOT_AUTHORIZED', centreId: last?.number };
          expect(standing(list)).toStrictEqual(expected);
          expect(standing(shuffled)).toStrictEqual(expected);
        }
      }),
      propertyRuns(),
    );
  });

  it('I24 I3 R71 attestations and accreditations, and withdrawals after these, may be told in any order', () => {
    const lists = fc.tuple(
      inTwoOrders(fc.array(fc.oneof(confirming, attesting), { maxLength: 8 })),
      inTwoOrders(fc.array(withdrawing, { maxLength: 4 })),
    );
    fc.assert(
      fc.property(lists, aDay, anInstant, ([[facts, factsShuffled], [ends, endsShuffled]], day, at) => {
        const one = lived(institutionFold, [...facts, ...ends], [registered]).state;
        const other = lived(institutionFold, [...factsShuffled, ...endsShuffled], [registered]).state;
        expect(accreditedOn(other, day)).toBe(accreditedOn(one, day));
        expect(requirementsMetAt(other, at)).toBe(requirementsMetAt(one, at));
      }),
      propertyRuns(),
    );
  });

  it('R2 R76 E19 E63 every command sent twice is done once, and a replay is the live state', () => {
    fc.assert(
      fc.property(fc.array(aStep, { maxLength: 30, size: 'max' }), aStep, (before, last) => {
        const steps = [...before, last];
        const life = lived(institutionFold, steps);
        expect(life.log.filter(({ type }) => type === 'InstitutionRegistered').length).toBeLessThan(2);
        expect(life.log.filter(({ type }) => type === 'CatcApplicationStarted').length).toBeLessThan(2);
        expectNoMore(life, [last]);
        expectSameAgain(institutionFold, steps);
        expectReplayed(institutionFold, life);
      }),
      propertyRuns(),
    );
  });
});
