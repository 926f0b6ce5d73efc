import { describe, expect, it } from '@jest/globals';
import { type EventClass } from '#kernel/event.js';
import {
  SitePackActivated,
  SitePackAdjusted,
  SitePackCorrected,
  SitePackDeactivationRequested,
  SitePackOpened,
  SitePackResumed,
  SitePackSuspended,
} from '#site-packs/contracts/pack-events.js';
import { PortalBalanceRecorded } from '#site-packs/contracts/portal-balance.js';
import { ExamDrawn, SeatForfeited, SeatsReleased, SeatsReserved } from '#site-packs/contracts/unit-events.js';
import { describeModels } from '../testing/describe-models.js';
import { entitlementId, ids, orderId, record, type Recorded } from '../testing/ledger-events.js';
import { type LicencesAsked, listDeactivations, listLicences } from './licences.js';
import { SitePackBalanceProjector } from './projector.js';
import { findSitePack, listSitePacks } from './query.js';

const now = '2020-03-02T16:00:00.000Z';
const expiresAt = '2020-08-01T05:00:00.000Z';
const activatedAt = '2019-09-20T15:00:00.000Z';
const pack = {
  institutionId: ids.institution,
  productKey: 'SP-125-MOS',
  provider: 'CERTIPORT',
  capacity: 125,
  families: ['MOS', 'MCE'],
  termStart: '2019-08-01',
  termEnd: '2020-07-31',
  zone: 'America/Chicago',
  activeFrom: '2019-08-01T05:00:00.000Z',
  expiresAt,
  catcActive: false,
  openedAt: '2019-08-01T14:00:00.000Z',
} as const;

describeModels('site-pack balances', new SitePackBalanceProjector(), (models) => {
  const happened = <D extends object>(
    n: number,
    type: EventClass<string, D>,
    data: Omit<D, 'entitlementId'>,
    recorded: Recorded = {},
  ) => {
    const of = entitlementId(n);
    return record(models.store, `sitepack-${of}`, type, { entitlementId: of, ...data } as D, {
      at: now,
      ...recorded,
    });
  };
  const open = (n: number, recorded: Recorded = {}) =>
    happened(n, SitePackOpened, { ...pack, orderId: orderId(n) }, recorded);
  const activate = (n: number) =>
    happened(n, SitePackActivated, {
      catcId: 'CATC-1',
      licenseAcceptedBy: ids.person,
      at: activatedAt,
      daysLost: 50,
    });
  const reserve = (n: number, sessionId: string, count: number) =>
    happened(n, SeatsReserved, {
      sessionId,
      count,
      sessionStart: now,
      zone: pack.zone,
      launch: 'COMPASS_CLOUD',
    });
  const draw = (n: number, drawKey: string, differences: Partial<ExamDrawn> = {}) =>
    happened(n, ExamDrawn, {
      drawKey,
      fromReservation: false,
      examCode: '77-725',
      family: 'MOS',
      personRef: ids.person,
      role: 'STUDENT',
      occurredAt: now,
      occurredZone: pack.zone,
      zoneConfidence: 'STATED',
      reportedAt: now,
      late: false,
      allocation: 'PROVIDER',
      remarks: [],
      ...differences,
    });
  const shown = (n: number, after: string, at = now) =>
    findSitePack(models.reads, { institutions: '*', after, entitlementId: entitlementId(n), now: at });

  it('R75 R76 a pack that is not activated loses days of its term, and warns of it', async () => {
    const after = await open(1);
    expect(await shown(1, after, '2019-08-01T04:00:00.000Z')).toMatchObject({ daysLost: 0 });
    expect(await shown(1, after, '2019-08-15T14:00:00.000Z')).toMatchObject({
      status: 'PENDING_ACTIVATION',
      daysLost: 14,
      warnings: ['TERM_RUNS_UNUSED'],
      available: 125,
      expiry: { expiresAt, lastDay: '2020-07-31', zone: 'America/Chicago', daysLeft: 352 },
    });
  });

  it('I23 E46 E65 the units add up, by family, with what was reserved, released, drawn and forfeited', async () => {
    await open(2);
    await activate(2);
    await reserve(2, 'S-1', 6);
    await happened(2, SeatsReleased, { sessionId: 'S-1', count: 1, cause: 'NOT_NEEDED' });
    await draw(2, 'A', { sessionId: 'S-1', fromReservation: true });
    await draw(2, 'B', { sessionId: 'S-1', fromReservation: true, family: 'MCE' });
    await draw(2, 'C');
    await happened(2, SitePackAdjusted, {
      units: 2,
      cause: 'EXAM_NOT_STARTED',
      caseId: 'cas_00000000000000000000000001',
      approvedBy: 'second',
    });
    await happened(2, SitePackCorrected, { creditNo: 'CR-1', units: -2, short: 1 });
    await happened(2, SitePackCorrected, { creditNo: 'CR-2', units: 2, short: 0 });
    const after = await happened(2, SeatForfeited, { sessionId: 'S-1', count: 1, late: false });
    expect(await shown(2, after)).toMatchObject({
      status: 'ACTIVE',
      catcId: 'CATC-1',
      daysLost: 50,
      capacity: 125,
      adjusted: 2,
      short: 0,
      available: 121,
      reserved: 2,
      drawn: 3,
      drawnByFamily: { MOS: 2, MCE: 1 },
      forfeited: 1,
      expired: 0,
      warnings: [],
      revision: 10,
    });
    expect(await shown(2, after, expiresAt)).toMatchObject({
      status: 'EXPIRED',
      available: 0,
      reserved: 0,
      expired: 123,
      expiry: { daysLeft: 0 },
    });
  });

  it('E50 shows a suspension from its own instant, by cause', async () => {
    await open(3);
    await activate(3);
    const cause = 'CATC_LOST';
    await happened(3, SitePackSuspended, { cause, effectiveAt: '2020-03-01T06:00:00.000Z', drawnSince: 0 });
    const after = await happened(3, SitePackResumed, { cause, effectiveAt: '2020-03-15T05:00:00.000Z' });
    expect(await shown(3, after)).toMatchObject({
      status: 'SUSPENDED',
      suspendedBy: cause,
      warnings: ['SUSPENDED'],
    });
    expect(await shown(3, after, '2020-03-15T05:00:00.000Z')).toMatchObject({
      status: 'ACTIVE',
      suspendedBy: null,
      warnings: [],
    });
  });

  it('E49 an overdrawn pack is shown with what is missing, also after its expiry', async () => {
    await happened(4, SitePackOpened, { ...pack, orderId: orderId(4), capacity: 1 });
    await activate(4);
    await draw(4, 'A');
    const after = await draw(4, 'B');
    expect(await shown(4, after)).toMatchObject({ available: -1, drawn: 2, warnings: ['OVERDRAWN'] });
    expect(await shown(4, after, expiresAt)).toMatchObject({ available: -1, expired: 0 });
  });

  it('E38 an exam reported after the expiry turns an expired unit into a drawn one', async () => {
    await open(5);
    await activate(5);
    const after = await draw(5, 'A', { late: true, reportedAt: '2020-08-10T00:00:00.000Z' });
    expect(await shown(5, after, '2020-08-11T00:00:00.000Z')).toMatchObject({
      drawn: 1,
      drawnLate: 1,
      expired: 124,
      lastReportAt: '2020-08-10T00:00:00.000Z',
    });
  });

  it('shows an institution its own packs only', async () => {
    const after = await open(6, { institutionId: ids.otherInstitution });
    const mine = await listSitePacks(models.reads, {
      institutions: [ids.otherInstitution],
      after,
      now,
      limit: 10,
    });
    expect(mine.items.map((each) => each.entitlementId)).toEqual([entitlementId(6)]);
    expect(
      await findSitePack(models.reads, {
        institutions: [ids.institution],
        after,
        entitlementId: entitlementId(6),
        now,
      }),
    ).toBeUndefined();
    const ordered = await listSitePacks(models.reads, {
      institutions: '*',
      after,
      now,
      limit: 10,
      orderId: orderId(6),
    });
    expect(ordered.items).toHaveLength(1);
  });

  describe('as its provider sees it', () => {
    const licences = async (filter: NonNullable<LicencesAsked['filter']>, after?: string) =>
      (await listLicences(models.reads, { institutions: '*', limit: 50, now, filter, after })).items;
    const state = (left: number, statedAt: string) =>
      happened(50, PortalBalanceRecorded, { left, ledgerLeft: 125, statedAt });

    it('shows the balance of the portal beside ours, and their difference', async () => {
      await open(50);
      await activate(50);
      let after = await reserve(50, 'S-50', 5);
      const [unknown] = (await licences({}, after)).filter(
        (each) => each.entitlementId === entitlementId(50),
      );
      expect(unknown).toMatchObject({
        ...{ catcId: 'CATC-1', status: 'ACTIVE', left: 125, portalLeft: null, difference: null },
      });
      after = await state(125, now);
      expect(await licences({ differs: true }, after)).toStrictEqual([]);
      after = await state(123, now);
      expect(await licences({ differs: true, catcId: 'CATC-1', provider: 'CERTIPORT' }, after)).toMatchObject(
        [
          {
            entitlementId: entitlementId(50),
            left: 125,
            portalLeft: 123,
            portalStatedAt: now,
            difference: -2,
          },
        ],
      );
      expect(await licences({ differs: true, provider: 'PEARSON_VUE' })).toStrictEqual([]);
    });

    it('E34 lists what is to be taken back, until it is invoiced after all', async () => {
      const institutionId = ids.otherInstitution;
      const cancelled = { institutionId, orderId: orderId(51), cancelledAt: now };
      const listed = async (after: string, institutions: '*' | readonly string[] = '*') =>
        (await listDeactivations(models.reads, { institutions, limit: 50, after })).items;
      let after = await happened(51, SitePackDeactivationRequested, cancelled, { institutionId });
      const row = { institutionId, entitlementId: entitlementId(51), orderId: orderId(51), cancelledAt: now };
      expect(await listed(after)).toStrictEqual([row]);
      expect(await listed(after, [ids.institution])).toStrictEqual([]);
      after = await open(51, { institutionId });
      expect(await listed(after)).toStrictEqual([]);
    });
  });
});
