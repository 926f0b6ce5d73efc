import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { given } from '#deciding/given-when-then.js';
import { fold } from '#kernel/decider.js';
import { plusDays } from '#kernel/calendar.js';
import { event } from '#kernel/event.js';
import { naturalId } from '#kernel/ids.js';
import { Refusal } from '#kernel/refusal.js';
import {
  MembershipEligibilityConfirmed,
  MembershipEnded,
  MembershipRenewed,
  MembershipStarted,
} from '../contracts/membership-events.js';
import {
  confirmMembershipEligibility,
  endMembership,
  type GrantFacts,
  grantMembership,
  type MembershipEvent,
  membershipFold,
} from './membership.js';
import {
  AccreditedAcademicNeeded,
  MembershipNotOver,
  MembershipUnknown,
  NoSuchApplicant,
  NoTimeToAdd,
} from './refusals.js';

const institutionId = 'ins_00000000000000000000000001';
const entitlement = (n: number) => `ent_0000000000000000000000000${n}`;
const zone = 'Europe/Berlin';
const grant = {
  institutionId,
  entitlementId: entitlement(1),
  enrollmentId: 'enr_00000000000000000000000001',
  invoiceDate: '2019-08-01',
  zone,
};
const facts: GrantFacts = { segment: 'ACADEMIC', agreementEnd: '2025-12-31' };
const options = { basis: { policies: ['membership-grace-30-days@1'] } };
const membershipId = naturalId('mbr', entitlement(1));
const firstTerm = {
  membershipId,
  institutionId,
  termStart: '2019-08-01',
  termEnd: '2020-07-31',
  zone,
  endsAt: '2020-07-31T22:00:00.000Z',
  graceUntil: '2020-08-30T22:00:00.000Z',
};
const started = event(
  MembershipStarted,
  { ...firstTerm, entitlementId: entitlement(1), segment: 'ACADEMIC' },
  options,
);
const renewed = event(
  MembershipRenewed,
  {
    ...firstTerm,
    entitlementId: entitlement(2),
    termEnd: '2021-07-31',
    endsAt: '2021-07-31T22:00:00.000Z',
    graceUntil: '2021-08-30T22:00:00.000Z',
    renewedFrom: '2020-07-31',
  },
  options,
);
const { zone: _, endsAt: __, ...endedTerm } = firstTerm;
const ended = event(MembershipEnded, endedTerm, { occurredAt: '2020-08-30T22:00:00.000Z' });

describe('eligibility', () => {
  const confirm = { institutionId, evidenceRef: 'MSIA-CHECK-2019-42' };
  const confirmed = event(MembershipEligibilityConfirmed, confirm);
  const school = { known: true, academic: true, accreditedAt: () => true };
  const asked = (applicant: Partial<typeof school>) =>
    given(membershipFold).when(confirmMembershipEligibility, confirm, { facts: { ...school, ...applicant } });

  it('R24 is confirmed by a reference to the evidence, once for each', () => {
    asked({}).then(confirmed);
    given(membershipFold, confirmed).when(confirmMembershipEligibility, confirm, { facts: school }).then();
  });

  it('R19 R23 is for accredited academic institutions', () => {
    asked({ academic: false }).thenRefused(AccreditedAcademicNeeded);
    asked({ accreditedAt: () => false }).thenRefused(AccreditedAcademicNeeded);
    asked({ known: false, academic: false }).thenRefused(NoSuchApplicant);
  });
});

describe('the term of a membership', () => {
  const granted = (
    command: Partial<typeof grant>,
    changed: Partial<GrantFacts> = {},
    ...past: readonly MembershipEvent[]
  ) =>
    given(membershipFold, ...past).when(
      grantMembership,
      { ...grant, ...command },
      { facts: { ...facts, ...changed } },
    );

  it('R23 R44 is annual, from the day of the invoice', () => {
    granted({}).then(started);
  });

  it('R44 ends with the agreement when that ends first, and may have no end to look at', () => {
    granted({}, { agreementEnd: '2020-03-31' }).then(
      event(
        MembershipStarted,
        {
          ...started.data,
          termEnd: '2020-03-31',
          endsAt: '2020-03-31T22:00:00.000Z',
          graceUntil: '2020-04-30T22:00:00.000Z',
        },
        options,
      ),
    );
    granted({}, { agreementEnd: undefined }).then(started);
    granted({}, { agreementEnd: '2019-07-31' }).thenRefused(NoTimeToAdd);
    granted({}, { agreementEnd: '2019-08-01' }).then(
      event(
        MembershipStarted,
        {
          ...started.data,
          termEnd: '2019-08-01',
          endsAt: '2019-08-01T22:00:00.000Z',
          graceUntil: '2019-08-31T22:00:00.000Z',
        },
        options,
      ),
    );
  });

  it.each(['2019-09-01', '2020-07-31', '2020-08-01', '2020-08-30'])(
    'R44 a renewal invoiced on %s, in term or grace, adds twelve months to the old end',
    (invoiceDate) => {
      granted({ entitlementId: entitlement(2), invoiceDate }, {}, started).then(renewed);
    },
  );

  it('R44 a late renewal is a new membership, with an id of its own', () => {
    const late = { entitlementId: entitlement(3), invoiceDate: '2020-08-31' };
    const { outcome } = granted(late, {}, started, ended);
    expect(outcome).toMatchObject([
      { type: 'MembershipStarted', data: { termStart: '2020-08-31', termEnd: '2021-08-30' } },
    ]);
    expect(outcome).not.toMatchObject([{ data: { membershipId } }]);
    // The clock decides, not whether the timer has been here.
    expect(granted(late, {}, started).outcome).toStrictEqual(outcome);
  });

  it('R44 a renewal does not outlive the agreement', () => {
    const renewal = { entitlementId: entitlement(2), invoiceDate: '2020-07-01' };
    expect(granted(renewal, { agreementEnd: '2020-12-31' }, started).outcome).toMatchObject([
      { data: { termEnd: '2020-12-31' } },
    ]);
    granted(renewal, { agreementEnd: '2020-07-31' }, started).thenRefused(NoTimeToAdd);
  });

  it('E19 the same grant again gives nothing', () => {
    granted({}, {}, started).then();
    granted({ entitlementId: entitlement(2) }, {}, started, renewed).then();
  });

  it('R44 renewals in time lose no day and gain none: n terms are n years from the first day', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 360 }), { minLength: 1, maxLength: 6 }), (before) => {
        let state = fold(membershipFold, [started]);
        for (const [index, days] of before.entries()) {
          const invoiceDate = plusDays(state.last?.termEnd ?? '', 30 - days);
          const command = { ...grant, entitlementId: entitlement(index + 2), invoiceDate };
          const outcome = grantMembership(command, state, {
            ...{
              now: '2019-08-01T09:00:00.000Z',
              actor: { kind: 'process', id: 'x' },
              commandId: 'x',
              tzdb: '2025b',
            },
            facts: { segment: 'ACADEMIC', agreementEnd: undefined },
          });
          if (outcome instanceof Refusal) throw new Error(outcome.type.code);
          state = fold(membershipFold, outcome, state);
        }
        expect(state.last?.membershipId).toBe(membershipId);
        expect(state.last?.termEnd).toBe(`${2020 + before.length}-07-31`);
      }),
    );
  });
});

describe('the end of a membership', () => {
  const end = { institutionId, membershipId };
  const none = { facts: undefined };

  it('R44 is recorded once, after the grace, as of when that ended', () => {
    const now = '2020-08-30T22:00:00.000Z';
    given(membershipFold, started)
      .when(endMembership, end, { ...none, now })
      .then(ended);
    given(membershipFold, started, ended)
      .when(endMembership, end, { ...none, now })
      .then();
    given(membershipFold, started)
      .when(endMembership, end, { ...none, now: '2020-08-30T21:59:59.999Z' })
      .thenRefused(MembershipNotOver);
  });

  it('R44 does not come for one that has been renewed meanwhile, nor for one that was replaced', () => {
    const now = '2020-09-01T00:00:00.000Z';
    given(membershipFold, started, renewed)
      .when(endMembership, end, { ...none, now })
      .thenRefused(MembershipNotOver);
    const other = { ...end, membershipId: 'mbr_00000000000000000000000009' };
    given(membershipFold, started)
      .when(endMembership, other, { ...none, now })
      .then();
    given(membershipFold)
      .when(endMembership, end, { ...none, now })
      .thenRefused(MembershipUnknown);
  });
});
