import { expect, it } from '@jest/globals';
import {
  BookingReleased,
  CodeAssigned,
  CodeDisclosed,
  CodeRedeemed,
  CodeReserved,
  CodeStranded,
  CodeStrandingLifted,
  CorrectionRecorded,
} from '#entitlement/contracts/code-events.js';
import {
  EntitlementStranded,
  EntitlementStrandingLifted,
} from '#entitlement/contracts/entitlement-events.js';
import { type EventClass } from '#kernel/event.js';
import { naturalId } from '#kernel/ids.js';
import { LibraryUnlocked } from '#library/contracts/library-events.js';
import { MembershipStarted } from '#membership/contracts/membership-events.js';
import {
  SitePackActivated,
  SitePackOpened,
  SitePackResumed,
  SitePackSuspended,
} from '#site-packs/contracts/pack-events.js';
import { SeatForfeited } from '#site-packs/contracts/unit-events.js';
import { describeModels } from '../testing/describe-models.js';
import { codeId, entitlementId, ids, orderId, record } from '../testing/ledger-events.js';
import { grant, issue } from '../testing/orders.js';
import { type ExpiringAsked, expiringModel, listExpiring } from './query.js';

describeModels('what expires and what is stranded', expiringModel, (models) => {
  const now = '2020-06-01T09:00:00.000Z';
  const expiresAt = '2021-03-01T23:00:00.000Z';
  const listed = async (
    filter: NonNullable<ExpiringAsked['filter']>,
    after?: string,
    more: Partial<ExpiringAsked> = {},
  ) =>
    (await listExpiring(models.reads, { institutions: '*', limit: 50, now, filter, after, ...more })).items;
  const ofCode = <D extends object>(n: number, type: EventClass<string, D>, data: Omit<D, 'codeId'>) =>
    record(models.store, `code-${codeId(n)}`, type, { codeId: codeId(n), ...data } as D, { at: now });
  const code = async (n: number, after?: string, at = now) =>
    (await listed({ kind: 'EXAM_CODE' }, after, { now: at })).find(({ rightId }) => rightId === codeId(n));
  const book = (n: number, examAt: string) =>
    ofCode(n, CodeReserved, {
      ...{ provider: 'PEARSON_VUE' as const, bookingKey: `B-${n}`, examCode: '70-480', examAt },
      ...{ examZone: 'Europe/Berlin', bookedAt: now },
    });

  it('R63 says of each unused code when it ends, how many days are left, and what to do next', async () => {
    await grant(models.store, 1, 3);
    let after = '';
    for (const n of [1, 2, 3]) after = await issue(models.store, 1, n, n);
    expect(await code(1, after)).toStrictEqual({
      ...{ institutionId: ids.institution, kind: 'EXAM_CODE', rightId: codeId(1), units: 1, state: 'ISSUED' },
      ...{ entitlementId: entitlementId(1), provider: 'PEARSON_VUE', personRef: null, libraryId: null },
      ...{ examAt: null, why: 'EXPIRING', since: null, action: 'ASSIGN', lastExamOn: null },
      ...{ productKey: 'CP-30', orderId: orderId(1) },
      expiry: { expiresAt, lastDay: '2021-03-01', zone: 'Europe/Berlin', daysLeft: 274 },
    });
    after = await ofCode(1, CodeAssigned, { personRef: ids.person, role: 'STUDENT' });
    expect(await code(1, after)).toMatchObject({ action: 'DISCLOSE', personRef: ids.person });
    const disclosed = {
      disclosureId: naturalId('dis', 1),
      personRef: ids.person,
      channel: 'PORTAL' as const,
    };
    after = await ofCode(1, CodeDisclosed, disclosed);
    expect(await code(1, after)).toMatchObject({ action: 'BOOK_EXAM' });
    after = await book(1, '2020-07-01T08:00:00.000Z');
    expect(await code(1, after)).toMatchObject({ action: 'SIT_EXAM' });
    const released = { bookingKey: 'B-1', cause: 'RESCHEDULED' as const, occurredAt: now };
    await ofCode(1, BookingReleased, released);
    after = await book(1, expiresAt);
    expect(await code(1, after)).toMatchObject({ action: 'MOVE_BOOKING' });
  });

  it('I17 lists neither what is used nor what the clock has ended, and again what was given back', async () => {
    const used = { registrationKey: 'REG-2', examCode: '70-480', occurredAt: now, occurredZone: 'UTC' };
    let after = await ofCode(2, CodeRedeemed, {
      ...{ ...used, provider: 'PEARSON_VUE', zoneConfidence: 'STATED', reportedAt: now },
      ...{ late: false, crossRegion: false },
    });
    expect(await code(2, after)).toBeUndefined();
    after = await ofCode(2, CorrectionRecorded, {
      ...{ caseId: naturalId('cas', 1), reversed: 'REDEEMED', key: 'REG-2', usedAt: now },
    });
    expect(await code(2, after)).toMatchObject({ action: 'ASSIGN' });
    expect(await code(2, undefined, expiresAt)).toBeUndefined();
    expect(await listed({ expiresBefore: expiresAt })).toStrictEqual([]);
  });

  it('E30 E57 E58 shows why a code is stranded, for as long as one reason is left', async () => {
    await ofCode(3, CodeStranded, { personRef: ids.person, cause: 'PERSON_LEFT' });
    let after = await ofCode(3, CodeStranded, { cause: 'EXAM_RETIRED' });
    expect(await code(3, after)).toMatchObject({
      ...{ why: 'PERSON_LEFT', since: now, action: 'VOID_WITHOUT_REPLACEMENT' },
    });
    expect((await listed({ stranded: true })).map(({ rightId }) => rightId)).toEqual([codeId(3)]);
    expect(await listed({ cause: 'PERSON_LEFT' })).toHaveLength(1);
    after = await ofCode(3, CodeStrandingLifted, { cause: 'PERSON_LEFT', remaining: 'EXAM_RETIRED' });
    expect(await code(3, after)).toMatchObject({ why: 'EXAM_RETIRED', action: 'USE_BEFORE_LAST_EXAM' });
    after = await ofCode(3, CodeStrandingLifted, { cause: 'EXAM_RETIRED' });
    expect(await code(3, after)).toMatchObject({ why: 'EXPIRING', since: null, action: 'ASSIGN' });
    expect(await listed({ stranded: true })).toStrictEqual([]);
    expect(await listed({ stranded: false })).toHaveLength(3);
  });

  it('E50 E57 E58 shows a site pack with what is left of it, its lost test centre, and its last exam', async () => {
    await grant(models.store, 2, 125);
    const pack = { entitlementId: entitlementId(2) };
    const happened = <D extends object>(type: EventClass<string, D>, data: Omit<D, 'entitlementId'>) =>
      record(models.store, `sitepack-${pack.entitlementId}`, type, { ...pack, ...data } as D, { at: now });
    const shown = async (after: string, at = now) =>
      (await listed({ kind: 'SITE_PACK' }, after, { now: at }))[0];
    let after = await happened(SitePackOpened, {
      ...{ institutionId: ids.institution, orderId: orderId(2), productKey: 'SP-125-MOS', capacity: 125 },
      ...{ provider: 'CERTIPORT', families: ['MOS'], termStart: '2020-03-02', termEnd: '2021-03-01' },
      ...{ zone: 'Europe/Berlin', activeFrom: now, expiresAt, catcActive: false, openedAt: now },
    });
    expect(await shown(after)).toMatchObject({ units: 125, action: 'ACTIVATE', why: 'EXPIRING' });
    await happened(SitePackActivated, {
      ...{ catcId: 'CATC-1', licenseAcceptedBy: ids.person, at: now, daysLost: 0 },
    });
    after = await happened(SeatForfeited, { sessionId: 'S-1', count: 5, late: false });
    expect(await shown(after)).toMatchObject({ units: 120, action: 'RUN_SESSIONS' });
    const suspension = { cause: 'CATC_LOST' as const, effectiveAt: '2020-07-01T00:00:00.000Z' };
    after = await happened(SitePackSuspended, { ...suspension, drawnSince: 0 });
    expect(await shown(after)).toMatchObject({ why: 'EXPIRING' });
    expect(await shown(after, suspension.effectiveAt)).toMatchObject({
      ...{ why: 'CATC_LOST', since: suspension.effectiveAt, action: 'REINSTATE_TEST_CENTRE' },
    });
    // Told later, of before: it goes on, and one that begins earlier still lasts from there.
    after = await happened(SitePackResumed, { ...suspension, effectiveAt: '2020-06-20T00:00:00.000Z' });
    expect(await shown(after, suspension.effectiveAt)).toMatchObject({ since: suspension.effectiveAt });
    const earlier = '2020-06-25T00:00:00.000Z';
    after = await happened(SitePackSuspended, { ...suspension, effectiveAt: earlier, drawnSince: 0 });
    expect(await shown(after, suspension.effectiveAt)).toMatchObject({ why: 'CATC_LOST', since: earlier });
    await happened(SitePackResumed, suspension);
    const stranding = { ...pack, fulfilment: 'BALANCE' as const, cause: 'EXAM_RETIRED' as const };
    const stream = `entitlement-${pack.entitlementId}`;
    const lastExamOn = '2020-12-31';
    after = await record(
      models.store,
      stream,
      EntitlementStranded,
      { ...stranding, lastExamOn },
      { at: now },
    );
    expect(await shown(after)).toMatchObject({
      why: 'EXAM_RETIRED',
      action: 'USE_BEFORE_LAST_EXAM',
      lastExamOn,
    });
    expect(await shown(after, '2020-12-31T23:00:00.000Z')).toMatchObject({ action: 'NONE' });
    after = await record(models.store, stream, EntitlementStrandingLifted, stranding, { at: now });
    expect(await shown(after)).toMatchObject({ why: 'EXPIRING', action: 'RUN_SESSIONS', lastExamOn: null });
  });

  it('R59 R22 lists access to libraries and memberships, what ends first in front, page by page', async () => {
    const { store } = models;
    await record(store, `library-${codeId(9)}`, LibraryUnlocked, {
      ...{ codeId: codeId(9), institutionId: ids.institution, personRef: ids.person, libraryId: 'EREF-DEV' },
      ...{
        termsVersion: '1',
        accessUntil: '2020-08-01T00:00:00.000Z',
        accessBasis: 'ENTITLEMENT',
        zone: 'UTC',
      },
    });
    const after = await record(store, 'membership-1', MembershipStarted, {
      ...{
        membershipId: naturalId('mbr', 1),
        institutionId: ids.institution,
        entitlementId: entitlementId(3),
      },
      ...{ segment: 'ACADEMIC', termStart: '2019-07-01', termEnd: '2020-06-30', zone: 'UTC' },
      ...{ endsAt: '2020-07-01T00:00:00.000Z', graceUntil: '2020-07-31T00:00:00.000Z' },
    });
    const soon = await listed({ expiresBefore: '2020-09-01T00:00:00.000Z' }, after);
    expect(soon.map(({ kind, action }) => [kind, action])).toEqual([
      ['MEMBERSHIP', 'RENEW'],
      ['LIBRARY_ACCESS', 'ORDER_AGAIN'],
    ]);
    const all = await listed({});
    const asked = { institutions: '*', limit: 4, now } as const;
    const first = await listExpiring(models.reads, asked);
    const second = await listExpiring(models.reads, { ...asked, cursor: first.next });
    expect([...first.items, ...second.items]).toEqual(all);
    expect(await listed({}, undefined, { institutions: [ids.otherInstitution] })).toStrictEqual([]);
  });
});
