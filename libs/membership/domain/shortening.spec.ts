import { describe, expect, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { event } from '#kernel/event.js';
import {
  MembershipEnded,
  MembershipRenewed,
  MembershipShortened,
  MembershipStarted,
} from '../contracts/membership-events.js';
import { grantMembership, type MembershipEvent, membershipFold } from './membership.js';
import { shortenMembership } from './shortening.js';

const institutionId = 'ins_00000000000000000000000001';
const membershipId = 'mbr_00000000000000000000000001';
const entitlement = (n: number) => `ent_0000000000000000000000000${n}`;
const term = { membershipId, institutionId, termStart: '2019-08-01', zone: 'Europe/Berlin' };
const started = event(MembershipStarted, {
  ...term,
  entitlementId: entitlement(1),
  termEnd: '2020-07-31',
  endsAt: '2020-07-31T22:00:00.000Z',
  graceUntil: '2020-08-30T22:00:00.000Z',
  segment: 'ACADEMIC',
});
const renewed = event(MembershipRenewed, {
  ...term,
  entitlementId: entitlement(2),
  termEnd: '2021-07-31',
  endsAt: '2021-07-31T22:00:00.000Z',
  graceUntil: '2021-08-30T22:00:00.000Z',
  renewedFrom: '2020-07-31',
});
const { zone: _, ...named } = term;
const inJanuary = {
  termEnd: '2020-01-31',
  endsAt: '2020-01-31T23:00:00.000Z',
  graceUntil: '2020-03-01T23:00:00.000Z',
};
const shortened = (n: number, effectiveOn: string, ends: typeof inJanuary, previousEnd: string) =>
  event(MembershipShortened, { ...named, entitlementId: entitlement(n), effectiveOn, ...ends, previousEnd });
const shorten = (n: number, effectiveOn: string, ...past: MembershipEvent[]) =>
  given(membershipFold, ...past).when(
    shortenMembership,
    { institutionId, entitlementId: entitlement(n), effectiveOn },
    { facts: undefined },
  );

describe('a membership whose agreement was terminated', () => {
  it('I37 R44 ends with it; the grace follows from the new end', () => {
    const early = shortened(1, '2020-01-31', inJanuary, '2020-07-31');
    shorten(1, '2020-01-31', started).then(early);
    shorten(1, '2020-01-31', started, early).then();
    shorten(1, '2020-07-31', started).then();
  });

  it('I37 a renewal that outlives its own entitlement ends with the agreement, too', () => {
    const ends = {
      termEnd: '2021-03-31',
      endsAt: '2021-03-31T22:00:00.000Z',
      graceUntil: '2021-04-30T22:00:00.000Z',
    };
    shorten(2, '2021-03-31', started, renewed).then(shortened(2, '2021-03-31', ends, '2021-07-31'));
  });

  it('I37 what another agreement has paid for is not taken away', () => {
    const { termEnd, endsAt, graceUntil } = started.data;
    // The renewal had not begun: the first year stays.
    const first = shortened(2, '2020-01-31', { termEnd, endsAt, graceUntil }, '2021-07-31');
    shorten(2, '2020-01-31', started, renewed).then(first);
    // And then the first year goes, too.
    const both = shortened(1, '2020-01-31', inJanuary, '2020-07-31');
    shorten(1, '2020-01-31', started, renewed, first).then(both);
  });

  it('I37 a renewal that never began pays for no day, also when nothing else is left', () => {
    const { termEnd, endsAt, graceUntil } = renewed.data;
    const first = shortened(1, '2019-12-31', { termEnd, endsAt, graceUntil }, '2021-07-31');
    shorten(1, '2019-12-31', started, renewed).then(first);
    const inDecember = {
      termEnd: '2019-12-31',
      endsAt: '2019-12-31T23:00:00.000Z',
      graceUntil: '2020-01-30T23:00:00.000Z',
    };
    shorten(2, '2020-01-31', started, renewed, first).then(
      shortened(2, '2020-01-31', inDecember, '2021-07-31'),
    );
  });

  it('I37 R44 a renewal under another agreement adds to the earlier end', () => {
    const early = shortened(1, '2020-01-31', inJanuary, '2020-07-31');
    const { outcome } = given(membershipFold, started, early).when(
      grantMembership,
      {
        institutionId,
        entitlementId: entitlement(3),
        enrollmentId: 'enr_00000000000000000000000003',
        invoiceDate: '2020-02-10',
        zone: 'Europe/Berlin',
      },
      { facts: { segment: 'ACADEMIC', agreementEnd: undefined } },
    );
    expect(outcome).toMatchObject([
      { type: 'MembershipRenewed', data: { renewedFrom: '2020-01-31', termEnd: '2021-01-31' } },
    ]);
  });

  it('I37 one that has ended, and one that was never granted, stay as they are', () => {
    const { termEnd, graceUntil } = started.data;
    const ended = event(MembershipEnded, { ...named, termEnd, graceUntil });
    shorten(1, '2020-01-31', started, ended).then();
    shorten(7, '2020-01-31', started).then();
    shorten(1, '2020-01-31').then();
  });
});
