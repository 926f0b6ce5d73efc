import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { expiryInstant, hoursAfter, plusDays } from '#kernel/calendar.js';
import { expectNoMore, expectReplayed, expectSameAgain, lived, step } from '#test/support/histories.js';
import { propertyRuns } from '#test/support/property-runs.js';
import { expiryModels } from '../contracts/legacy-commands.js';
import {
  activateLegacyEntitlement,
  expireLegacyEntitlement,
  importLegacyEntitlement,
  legacyFold,
  legacyIdOf,
  shortenLegacyEntitlement,
} from './legacy-entitlement.js';

/* Random lives of one contract's e-learning. */

const institutionId = 'ins_00000000000000000000000001';
const contract = {
  ...{ institutionId, legacyRef: 'VL-2017-004711', productKey: 'ELEARN', contractedOn: '2017-11-01' },
  zone: 'Europe/Berlin',
};
const entitlementId = legacyIdOf(institutionId, contract.legacyRef);
const aDay = fc.nat({ max: 900 }).map((days) => plusDays('2018-06-01', days));
const now = fc.nat({ max: 900 }).map((days) => hoursAfter('2018-06-01T09:00:00.000Z', days * 24));
const none = { facts: undefined };

const importing = fc
  .record({
    command: fc.record({
      seats: fc.constantFrom(250, 500),
      termEnd: fc.constantFrom('2019-10-31', '2020-10-31'),
      expiryModel: fc.constantFrom(...expiryModels),
    }),
    terminatedOn: fc.option(aDay, { nil: undefined }),
  })
  .map(({ command, terminatedOn }) =>
    step(
      importLegacyEntitlement,
      { ...contract, ...command },
      {
        facts: {
          ...{ institutionKnown: true, isELearning: true, withdrawnFrom: '2019-07-30' },
          agreement: { ofInstitution: true, terminatedOn },
        },
      },
    ),
  );
const aStep = fc.oneof(
  importing,
  now.map((at) => step(activateLegacyEntitlement, { entitlementId }, { now: at, ...none })),
  aDay.map((effectiveOn) => step(shortenLegacyEntitlement, { entitlementId, effectiveOn }, none)),
  now.map((at) => step(expireLegacyEntitlement, { entitlementId }, { now: at, ...none })),
);
const aHistory = fc.array(aStep, { maxLength: 15 });

describe('e-learning of an existing contract through random histories', () => {
  it('R41 I37 comes in once, and whatever is done to it, its end only comes nearer and not after its term', () => {
    fc.assert(
      fc.property(aHistory, (steps) => {
        const { log } = lived(legacyFold, steps);
        const types = log.map(({ type }) => type);
        expect(types.lastIndexOf('LegacyEntitlementImported')).toBe(log.length === 0 ? -1 : 0);
        let ends: string | undefined;
        for (const { type, data } of log) {
          if (type === 'LegacyEntitlementImported') {
            ends = data.expiresAt;
            expect(ends).toBe(expiryInstant(data.termEnd, contract.zone));
          }
          const next = 'endsAt' in data ? data.endsAt : 'accessUntil' in data ? data.accessUntil : ends;
          expect(String(next) <= String(ends)).toBe(true);
          ends = next;
        }
      }),
      propertyRuns(100),
    );
  });

  it('R41 is activated at most once, before its end, and expires at most once, at its end', () => {
    fc.assert(
      fc.property(aHistory, (steps) => {
        const { log, state } = lived(legacyFold, steps);
        const activated = log.flatMap((each) =>
          each.type === 'LegacyEntitlementActivated' ? [each.data] : [],
        );
        const expired = log.flatMap((each) => (each.type === 'LegacyEntitlementExpired' ? [each.data] : []));
        expect(activated.length).toBeLessThan(2);
        expect(expired.length).toBeLessThan(2);
        for (const each of activated) expect(each.activatedAt < each.accessUntil).toBe(true);
        for (const each of expired) expect(each.effectiveAt).toBe(state?.endsAt);
      }),
      propertyRuns(100),
    );
  });

  it('E19 E63 every command sent twice is done once, and a replay is the live state', () => {
    fc.assert(
      fc.property(aHistory, aStep, (before, last) => {
        const steps = [...before, last];
        const life = lived(legacyFold, steps);
        expectNoMore(life, [last]);
        expectSameAgain(legacyFold, steps);
        expectReplayed(legacyFold, life);
      }),
      propertyRuns(100),
    );
  });
});
