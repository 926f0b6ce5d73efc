import { expect, it } from '@jest/globals';
import {
  BookingReleased,
  CodeForfeited,
  CodeRedeemed,
  CodeReserved,
  CodeVoided,
  CodeVoidFailed,
  CorrectionRecorded,
} from '#entitlement/contracts/code-events.js';
import { naturalId } from '#kernel/ids.js';
import { describeModels } from '../testing/describe-models.js';
import { codeId, entitlementId, ids, record } from '../testing/ledger-events.js';
import { issue } from '../testing/orders.js';
import { WorkListProjector } from './projector.js';
import { listWork, type Task, type WorkAsked } from './query.js';

describeModels('the work list of a provider', new WorkListProjector(), (models) => {
  const now = '2020-06-01T09:00:00.000Z';
  const code = (n: number) => `code-${codeId(n)}`;
  const voided = (n: number, providerConfirmed: boolean, voidedAt = now) => {
    const data = { codeId: codeId(n), cause: 'COMPROMISED', providerConfirmed, voidedAt } as const;
    return record(models.store, code(n), CodeVoided, data);
  };
  const book = (n: number, examAt: string) =>
    record(models.store, code(n), CodeReserved, {
      ...{ codeId: codeId(n), provider: 'PEARSON_VUE', bookingKey: `B-${n}`, examCode: '70-480' },
      ...{ examAt, examZone: 'Europe/Berlin', bookedAt: '2020-05-01T00:00:00.000Z' },
    } as const);
  const redeem = (n: number) =>
    record(models.store, code(n), CodeRedeemed, {
      ...{ codeId: codeId(n), provider: 'PEARSON_VUE', registrationKey: `REG-${n}`, examCode: '70-480' },
      ...{ occurredAt: now, occurredZone: 'UTC', zoneConfidence: 'STATED', reportedAt: now },
      ...{ late: false, crossRegion: false },
    } as const);
  const listed = async (task: Task, after?: string, more: Partial<WorkAsked> = {}) => {
    const asked = { institutions: '*', limit: 10, now, task, after, ...more } as const;
    return (await listWork(models.reads, asked)).items.map(({ last4 }) => Number(last4) - 1000);
  };

  it('E53 asks the provider to block what is compromised, until it confirms or a use wins', async () => {
    for (const n of [1, 2, 3, 4, 5, 6]) await issue(models.store, 1, n, n);
    await voided(1, false);
    let after = await voided(2, false, '2020-05-31T09:00:00.000Z');
    expect(await listed('BLOCK', after)).toStrictEqual([2, 1]);
    after = await voided(1, true);
    expect(await listed('BLOCK', after)).toStrictEqual([2]);
    expect(await listed('CONFIRMATION')).toStrictEqual([1]);
    const failed = { codeId: codeId(2), cause: 'COMPROMISED', usedAt: now } as const;
    after = await record(models.store, code(2), CodeVoidFailed, failed);
    expect(await listed('BLOCK', after)).toStrictEqual([]);
    after = await redeem(2);
    expect((await listed('CONFIRMATION', after)).toSorted()).toStrictEqual([1, 2]);
  });

  it('lists exams to come, and expects a result of each whose time has passed without one', async () => {
    await book(3, '2020-06-02T09:00:00.000Z');
    let after = await book(4, '2020-05-30T09:00:00.000Z');
    expect(await listed('BOOKING', after)).toStrictEqual([3]);
    expect(await listed('EXPECTED_RESULT')).toStrictEqual([4]);
    const later = { now: '2020-06-02T09:00:00.000Z' };
    expect(await listed('EXPECTED_RESULT', undefined, later)).toStrictEqual([4, 3]);
    const noShow = { codeId: codeId(4), bookingKey: 'B-4', cause: 'NO_SHOW', late: false } as const;
    await record(models.store, code(4), CodeForfeited, { ...noShow, occurredAt: now });
    const release = { codeId: codeId(3), bookingKey: 'B-3', cause: 'PROVIDER_CANCELLED' } as const;
    after = await record(models.store, code(3), BookingReleased, { ...release, occurredAt: now });
    expect(await listed('EXPECTED_RESULT', after, later)).toStrictEqual([]);
    expect(await listed('BOOKING')).toStrictEqual([]);
    expect(await listed('CONFIRMATION')).toContain(4);
  });

  it('I17 lists codes to honour only while they can be used, and again when a use was taken back', async () => {
    expect(await listed('ACTIVATE')).toStrictEqual(
      [3, 5, 6].toSorted((a, b) => (codeId(a) < codeId(b) ? -1 : 1)),
    );
    expect(await listed('ACTIVATE', undefined, { now: '2021-03-01T23:00:00.000Z' })).toStrictEqual([]);
    await redeem(5);
    const after = await record(models.store, code(5), CorrectionRecorded, {
      ...{ codeId: codeId(5), caseId: naturalId('cas', 1), reversed: 'REDEEMED', key: 'REG-5', usedAt: now },
    } as const);
    expect(await listed('ACTIVATE', after)).toContain(5);
  });

  it('keeps providers, institutions and entitlements apart', async () => {
    expect(await listed('ACTIVATE', undefined, { filter: { provider: 'CERTIPORT' } })).toStrictEqual([]);
    expect(await listed('ACTIVATE', undefined, { filter: { provider: 'PEARSON_VUE' } })).toHaveLength(3);
    expect(await listed('ACTIVATE', undefined, { filter: { entitlementId: entitlementId(2) } })).toHaveLength(
      0,
    );
    expect(await listed('ACTIVATE', undefined, { institutions: [ids.otherInstitution] })).toStrictEqual([]);
  });
});
