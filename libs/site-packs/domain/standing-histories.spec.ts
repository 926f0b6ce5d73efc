import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hoursAfter } from '#kernel/calendar.js';
import { expectNoMore, lived, step } from '#test/support/histories.js';
import { propertyRuns } from '#test/support/property-runs.js';
import { isSuspended, type StandingChange, statusAt, suspendedSince } from '../contracts/standing.js';
import { suspensionCauses } from '../contracts/vocabulary.js';
import { activated, activatedAt, entitlementId, expiresAt, inOrder, openedFor } from './samples.js';
import { type Pack, sitePackFold } from './site-pack.js';
import { resumeSitePack, suspendSitePack } from './suspending.js';

/* Suspensions and their ends, backdated at will and told in whatever order. */

const anInstant = fc.nat({ max: 12 }).map((n) => hoursAfter(activatedAt, n * 24 * 20));
const aChange: fc.Arbitrary<StandingChange> = fc.record({
  cause: fc.constantFrom(...suspensionCauses),
  suspended: fc.boolean(),
  effectiveAt: anInstant,
});
/** One for each cause and instant. */
const changes = fc.uniqueArray(aChange, {
  selector: ({ cause, effectiveAt }) => `${cause} ${effectiveAt}`,
  maxLength: 12,
});
const inTwoOrders = changes.chain((each) =>
  fc.tuple(fc.constant(each), fc.shuffledSubarray(each, { minLength: each.length })),
);
const past = [openedFor(125), activated];

/** The institution's own stream, which knows all of it; what it says is what these changes say. */
const told = (list: readonly StandingChange[]) => ({
  ...inOrder,
  catcActive: (at: string) => !isLast(list, 'CATC_LOST', at),
  lostAccreditation: (at: string) => isLast(list, 'ACCREDITATION_LOST', at),
});
const isLast = (list: readonly StandingChange[], cause: string, at: string): boolean =>
  list
    .filter((each) => each.cause === cause && each.effectiveAt <= at)
    .toSorted((a, b) => a.effectiveAt.localeCompare(b.effectiveAt))
    .at(-1)?.suspended === true;
const saying =
  (list: readonly StandingChange[]) =>
  ({ cause, suspended, effectiveAt }: StandingChange) =>
    step(
      suspended ? suspendSitePack : resumeSitePack,
      { entitlementId, cause, effectiveAt },
      { facts: { standing: told(list) } },
    );

describe('the standing of a site pack through random histories', () => {
  it('E50 E51 at any instant it does not depend on the order in which changes are told', () => {
    fc.assert(
      fc.property(inTwoOrders, anInstant, ([list, shuffled], at) => {
        for (const order of [list, shuffled]) {
          const { state } = lived(sitePackFold, order.map(saying(list)), past);
          for (const cause of suspensionCauses)
            expect(isSuspended((state as Pack).changes, cause, at)).toBe(isLast(list, cause, at));
        }
      }),
      propertyRuns(),
    );
  });

  it('E19 E63 what was told is told once, and read back from the log it is the same', () => {
    fc.assert(
      fc.property(changes, (list) => {
        const steps = list.map(saying(list));
        const life = lived(sitePackFold, steps, past);
        expectNoMore(life, steps);
        const { changes: kept } = lived(sitePackFold, [], life.log).state as Pack;
        expect(kept).toStrictEqual((life.state as Pack).changes);
      }),
      propertyRuns(),
    );
  });

  it('E50 the last suspension lasts from the first instant that nothing has ended since', () => {
    fc.assert(
      fc.property(changes, (list) => {
        const since = suspendedSince(list, 'PROVIDER_HOLD');
        const instants = list
          .map(({ effectiveAt }) => effectiveAt)
          .filter((at) => since === undefined || at >= since);
        const last = '9999-01-01T00:00:00.000Z';
        expect(since !== undefined).toBe(isSuspended(list, 'PROVIDER_HOLD', last));
        if (since === undefined) return;
        for (const at of instants) expect(isSuspended(list, 'PROVIDER_HOLD', at)).toBe(true);
        const before = hoursAfter(since, -1);
        expect(isSuspended(list, 'PROVIDER_HOLD', before)).toBe(false);
        expect(statusAt({ expiresAt, activatedAt, changes: list }, since)).toBe(
          since < expiresAt ? 'SUSPENDED' : 'EXPIRED',
        );
      }),
      propertyRuns(),
    );
  });
});
