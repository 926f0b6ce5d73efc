import { expect, it } from '@jest/globals';
import { naturalId } from '#kernel/ids.js';
import {
  MembershipEnded,
  MembershipRenewed,
  MembershipStarted,
} from '#membership/contracts/membership-events.js';
import { describeModels } from '../testing/describe-models.js';
import { entitlementId, ids, record } from '../testing/ledger-events.js';
import { MembershipsProjector } from './projector.js';
import { listMemberships } from './query.js';

const stream = `membership-${ids.institution}`;
const membershipId = naturalId('mbr', 1);
const ends = { endsAt: '2020-07-31T22:00:00.000Z', graceUntil: '2020-08-30T22:00:00.000Z' };
const started: MembershipStarted = {
  membershipId,
  institutionId: ids.institution,
  entitlementId: entitlementId(1),
  segment: 'ACADEMIC',
  termStart: '2019-08-01',
  termEnd: '2020-07-31',
  zone: 'Europe/Berlin',
  ...ends,
};

describeModels('memberships', new MembershipsProjector(), (models) => {
  const asked = { institutions: '*', limit: 50, now: '2020-03-02T09:00:00.000Z' } as const;
  const at = async (now: string, after?: string) =>
    (await listMemberships(models.reads, { ...asked, now, after })).items;

  it('R21 R22 R44 shows what a membership gives on the day it is asked', async () => {
    const after = await record(models.store, stream, MembershipStarted, started);
    expect(await at(asked.now, after)).toMatchObject([
      { membershipId, status: 'ACTIVE', benefits: expect.arrayContaining(['COURSEWARE_DISCOUNT']) as never },
    ]);
    const [grace] = await at(ends.endsAt);
    expect(grace).toMatchObject({ status: 'GRACE' });
    expect(grace?.benefits).not.toContain('COURSEWARE_DISCOUNT');
    expect(await at(ends.graceUntil)).toMatchObject([{ status: 'ENDED', benefits: [], endRecordedAt: null }]);
  });

  it('R44 shows a renewal as the same membership with a later end, and when its end was recorded', async () => {
    const { segment: _, ...term } = started;
    const renewed = {
      ...term,
      entitlementId: entitlementId(2),
      termEnd: '2021-07-31',
      endsAt: '2021-07-31T22:00:00.000Z',
      graceUntil: '2021-08-30T22:00:00.000Z',
      renewedFrom: '2020-07-31',
    };
    await record(models.store, stream, MembershipRenewed, renewed);
    const { termStart, termEnd, graceUntil, institutionId } = renewed;
    const ended = { membershipId, institutionId, termStart, termEnd, graceUntil };
    const recordedAt = '2021-08-31T00:00:00.000Z';
    const after = await record(models.store, stream, MembershipEnded, ended, { at: recordedAt });
    expect(await at('2021-07-01T00:00:00.000Z', after)).toMatchObject([
      { membershipId, status: 'ACTIVE', termStart: '2019-08-01', termEnd: '2021-07-31', renewals: 1 },
    ]);
    expect(await at(recordedAt)).toMatchObject([{ status: 'ENDED', endRecordedAt: recordedAt }]);
  });

  it('shows an institution its own only', async () => {
    const { reads } = models;
    const others = { ...asked, institutions: [ids.otherInstitution] };
    expect((await listMemberships(reads, others)).items).toEqual([]);
    const other = { institutionId: ids.otherInstitution };
    expect((await listMemberships(reads, { ...asked, filter: other })).items).toEqual([]);
  });
});
