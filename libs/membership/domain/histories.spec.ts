import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hoursAfter, plusDays } from '#kernel/calendar.js';
import { naturalId } from '#kernel/ids.js';
import { expectNoMore, expectReplayed, expectSameAgain, lived, step } from '#test/support/histories.js';
import { propertyRuns } from '#test/support/property-runs.js';
import {
  confirmMembershipEligibility,
  endMembership,
  graceDays,
  grantMembership,
  membershipFold,
} from './membership.js';
import { shortenMembership } from './shortening.js';

/* Random lives of the memberships of one institution: invoiced under several agreements, shortened, ended. */

const institutionId = 'ins_00000000000000000000000001';
const entitlementId = fc.integer({ min: 1, max: 6 }).map((n) => `ent_0000000000000000000000000${n}`);
const enrollmentId = 'enr_00000000000000000000000001';
const zone = 'Europe/Berlin';
const aDay = fc.nat({ max: 4 * 365 }).map((days) => plusDays('2019-08-01', days));
const anInstant = fc.nat({ max: 6 * 365 }).map((days) => hoursAfter('2019-08-01T09:00:00.000Z', days * 24));
const agreementEnd = fc.option(aDay, { nil: undefined });

const aStep = fc.oneof(
  fc
    .record({ academic: fc.boolean(), evidenceRef: fc.constantFrom('CHECK-1', 'CHECK-2') })
    .map(({ academic, evidenceRef }) =>
      step(
        confirmMembershipEligibility,
        { institutionId, evidenceRef },
        { facts: { known: true, academic, accreditedAt: () => true } },
      ),
    ),
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.record({ entitlementId, invoiceDate: aDay }), agreementEnd)
      .map(([invoiced, end]) =>
        step(
          grantMembership,
          { institutionId, enrollmentId, zone, ...invoiced },
          { facts: { segment: 'ACADEMIC', agreementEnd: end } },
        ),
      ),
  },
  fc
    .record({ entitlementId, effectiveOn: aDay })
    .map((ended) => step(shortenMembership, { institutionId, ...ended }, { facts: undefined })),
  fc
    .tuple(entitlementId, anInstant)
    .map(([started, now]) =>
      step(
        endMembership,
        { institutionId, membershipId: naturalId('mbr', started) },
        { now, facts: undefined },
      ),
    ),
);
const aHistory = fc.array(aStep, { maxLength: 15 });

describe('the memberships of an institution through random histories', () => {
  it('R44 each entitlement gives one term: a renewal adds to the old end, and only an end in grace is renewed', () => {
    fc.assert(
      fc.property(aHistory, (steps) => {
        const given = new Set<string>();
        let termEnd: string | undefined;
        for (const { type, data } of lived(membershipFold, steps).log) {
          if (type === 'MembershipStarted' || type === 'MembershipRenewed') {
            expect(given.has(data.entitlementId)).toBe(false);
            given.add(data.entitlementId);
          }
          if (type === 'MembershipRenewed') {
            expect(data.renewedFrom).toBe(termEnd);
            expect(data.termEnd > data.renewedFrom).toBe(true);
          }
          if (type === 'MembershipStarted' && termEnd !== undefined)
            expect(data.termStart > plusDays(termEnd, graceDays)).toBe(true);
          if ('termEnd' in data) termEnd = data.termEnd;
        }
      }),
      propertyRuns(100),
    );
  });

  it('I37 a shortening never lengthens, and a membership ends once, by the end that it had then', () => {
    fc.assert(
      fc.property(aHistory, (steps) => {
        const ended = new Set<string>();
        let graceUntil: string | undefined;
        for (const { type, data } of lived(membershipFold, steps).log) {
          if (type === 'MembershipShortened') {
            expect(ended.has(data.membershipId)).toBe(false);
            expect(data.termEnd <= data.previousEnd).toBe(true);
          }
          if (type === 'MembershipEnded') {
            expect(ended.has(data.membershipId)).toBe(false);
            expect(data.graceUntil).toBe(graceUntil);
            ended.add(data.membershipId);
          }
          // A late record of the end does not keep an invoice of its grace from renewing it.
          if (type === 'MembershipRenewed') ended.delete(data.membershipId);
          if ('graceUntil' in data) graceUntil = data.graceUntil;
        }
      }),
      propertyRuns(100),
    );
  });

  it('E19 E63 every command sent twice is done once, and a replay is the live state', () => {
    fc.assert(
      fc.property(aHistory, aStep, (before, last) => {
        const steps = [...before, last];
        const life = lived(membershipFold, steps);
        expectNoMore(life, [last]);
        expectSameAgain(membershipFold, steps);
        expectReplayed(membershipFold, life);
      }),
      propertyRuns(100),
    );
  });
});
