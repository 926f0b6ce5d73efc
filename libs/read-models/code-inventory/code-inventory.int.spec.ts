import { expect, it } from '@jest/globals';
import {
  BookingReleased,
  CodeAssigned,
  CodeDisclosed,
  CodeExpired,
  CodeKept,
  CodeRedeemed,
  CodeReserved,
  CodeUseQuestioned,
  CodeVoided,
  CodeVoidFailed,
  ExpiryReversed,
  TransferRefused,
} from '#entitlement/contracts/code-events.js';
import {
  CodesWithdrawn,
  CodeWithdrawalFailed,
  EntitlementAdjusted,
} from '#entitlement/contracts/entitlement-events.js';
import { type EventClass } from '#kernel/event.js';
import { naturalId } from '#kernel/ids.js';
import { describeModels } from '../testing/describe-models.js';
import { codeId, entitlementId, ids, orderId, record } from '../testing/ledger-events.js';
import { grant, issue } from '../testing/orders.js';
import { codeBalance } from './balance.js';
import { CodeInventoryProjector } from './projector.js';
import { type CodesAsked, findCode, listCodes } from './query.js';

const now = '2020-06-01T09:00:00.000Z';
const expired = '2021-03-01T23:00:00.000Z';

describeModels('the code inventory', new CodeInventoryProjector(), (models) => {
  const happened = <D extends object>(
    n: number,
    type: EventClass<string, D>,
    data: Omit<D, 'codeId'>,
    at = now,
  ) => record(models.store, `code-${codeId(n)}`, type, { codeId: codeId(n), ...data } as D, { at });
  const shown = (n: number, after: string, at = now) =>
    findCode(models.reads, { institutions: '*', after, codeId: codeId(n), now: at });
  const booking = {
    provider: 'PEARSON_VUE' as const,
    bookingKey: 'B-1',
    examCode: '70-480',
    examAt: '2020-07-01T08:00:00.000Z',
    examZone: 'Europe/Berlin',
    bookedAt: now,
  };

  it('follows a code from its issue to its use', async () => {
    await grant(models.store, 1, 3);
    let after = await issue(models.store, 1, 1, 1);
    expect(await shown(1, after)).toMatchObject({
      state: 'ISSUED',
      assignee: null,
      last4: '1001',
      orderId: orderId(1),
      productKey: 'CP-30',
    });
    after = await happened(1, CodeAssigned, { personRef: ids.person, role: 'EMPLOYEE' });
    expect(await shown(1, after)).toMatchObject({
      state: 'ASSIGNED',
      assignee: { personRef: ids.person, role: 'EMPLOYEE' },
    });
    after = await happened(1, CodeDisclosed, {
      disclosureId: naturalId('dis', 1),
      personRef: ids.person,
      channel: 'PORTAL',
    });
    expect(await shown(1, after)).toMatchObject({ state: 'DISCLOSED', disclosedAt: now, channel: 'PORTAL' });
    after = await happened(1, CodeReserved, booking);
    expect(await shown(1, after)).toMatchObject({
      state: 'RESERVED',
      bookingKey: 'B-1',
      examAt: booking.examAt,
    });
    after = await happened(1, BookingReleased, {
      bookingKey: 'B-1',
      cause: 'CANCELLED_IN_TIME',
      occurredAt: now,
    });
    expect(await shown(1, after)).toMatchObject({
      state: 'DISCLOSED',
      reason: 'CANCELLED_IN_TIME',
      bookingKey: null,
    });
    after = await happened(1, CodeRedeemed, {
      provider: 'PEARSON_VUE',
      registrationKey: 'R-1',
      examCode: '70-480',
      occurredAt: '2020-07-01T08:00:00.000Z',
      occurredZone: 'Europe/Berlin',
      zoneConfidence: 'STATED',
      reportedAt: now,
      late: false,
      crossRegion: false,
    });
    expect(await shown(1, after, expired)).toMatchObject({ state: 'REDEEMED', reason: null, revision: 5 });
  });

  it('E20 shows a code as expired by the clock, before any sweep recorded it', async () => {
    const after = await issue(models.store, 1, 2, 2);
    expect(await shown(2, after, '2021-03-01T22:59:59.999Z')).toMatchObject({
      state: 'ISSUED',
      expiry: { lastDay: '2021-03-01', zone: 'Europe/Berlin', daysLeft: 1, expiresAt: expired },
    });
    expect(await shown(2, after, expired)).toMatchObject({
      state: 'EXPIRED',
      reason: 'TERM_ENDED',
      expiry: { daysLeft: 0 },
    });
    const listed = async (state: 'EXPIRED' | 'ISSUED', at: string) =>
      (await listCodes(models.reads, { institutions: '*', limit: 10, now: at, filter: { states: [state] } }))
        .items.length;
    expect(await listed('EXPIRED', expired)).toBe(1);
    expect(await listed('ISSUED', expired)).toBe(0);
  });

  it('E21 shows a code again after its expiry was reversed', async () => {
    await happened(2, CodeExpired, {
      effectiveAt: expired,
      sweptAt: expired,
      hadAssignee: false,
      hadBooking: false,
    });
    const after = await happened(2, ExpiryReversed, { reason: 'USED_BEFORE_EXPIRY', occurredAt: now });
    expect(await shown(2, after)).toMatchObject({ state: 'ISSUED', reason: 'USED_BEFORE_EXPIRY' });
  });

  it('I23 adds up: open slots and codes by state are the capacity', async () => {
    const balance = await codeBalance(models.reads, { institutions: '*', orderId: orderId(1), now });
    expect(balance).toMatchObject({ capacity: 3, open: 1, byState: { REDEEMED: 1, ISSUED: 1, EXPIRED: 0 } });
    const later = await codeBalance(models.reads, {
      institutions: '*',
      entitlementId: entitlementId(1),
      now: expired,
    });
    expect(later).toMatchObject({ capacity: 3, open: 1, byState: { REDEEMED: 1, ISSUED: 0, EXPIRED: 1 } });
    const hidden = await codeBalance(models.reads, {
      institutions: [ids.otherInstitution],
      orderId: orderId(1),
      now,
    });
    expect(hidden).toMatchObject({ capacity: 0, open: 0 });
    const of = (provider: string) =>
      codeBalance(models.reads, { institutions: '*', orderId: orderId(1), now, provider });
    expect(await of('PEARSON_VUE')).toMatchObject({ capacity: 3 });
    expect(await of('CERTIPORT')).toMatchObject({ capacity: 0, open: 0 });
  });

  it('I23 R62 adds up after corrections: what was taken back is void and counts no more', async () => {
    const stream = `entitlement-${entitlementId(3)}`;
    await grant(models.store, 3, 3);
    await issue(models.store, 3, 31, 1);
    await issue(models.store, 3, 32, 2);
    await record(models.store, stream, EntitlementAdjusted, {
      ...{ entitlementId: entitlementId(3), invoiceNo: 'INV-3', creditNo: 'CR-3', fulfilment: 'CODES' },
      ...{ packsFrom: 3, packsTo: 0, units: -3, slotsAdded: 0, slotsClosed: 1, toWithdraw: 2 },
    });
    const taken = { entitlementId: entitlementId(3), slots: [2], codeIds: [codeId(32)], slotsClosed: 0 };
    let after = await record(models.store, stream, CodesWithdrawn, { ...taken, toWithdraw: 1 });
    const balance = () =>
      codeBalance(models.reads, { institutions: '*', after, entitlementId: entitlementId(3), now });
    expect(await balance()).toMatchObject({ capacity: 0, surplus: 1, open: 0, byState: { ISSUED: 1 } });
    after = await happened(32, CodeVoided, {
      ...{ cause: 'INVOICE_CORRECTED', providerConfirmed: false, voidedAt: now },
    });
    expect(await balance()).toMatchObject({ capacity: 0, surplus: 1, byState: { ISSUED: 1, VOIDED: 0 } });
    expect(await shown(32, after)).toMatchObject({ state: 'VOIDED', reason: 'INVOICE_CORRECTED' });
    const back = { entitlementId: entitlementId(3), codeId: codeId(32), slot: 2, toWithdraw: 2 };
    after = await record(models.store, stream, CodeWithdrawalFailed, back);
    expect(await balance()).toMatchObject({ capacity: 0, surplus: 2, open: 0 });
  });

  it('E54 a void that came too late leaves a used code used', async () => {
    const after = await happened(1, CodeVoidFailed, { cause: 'COMPROMISED', usedAt: now });
    expect(await shown(1, after)).toMatchObject({ state: 'REDEEMED', reason: 'USED_BEFORE_VOID' });
  });

  it('lists by slot and by expiry, filtered, a page at a time, for the own institution', async () => {
    let after = '';
    for (let n = 10; n < 15; n += 1) after = await issue(models.store, 2, n, n - 9);
    const asked: CodesAsked = { institutions: [ids.institution], after, limit: 2, now };
    const slots: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await listCodes(models.reads, {
        ...asked,
        cursor,
        filter: { entitlementId: entitlementId(2) },
      });
      slots.push(...page.items.map(({ slot }) => slot));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(slots).toEqual([1, 2, 3, 4, 5]);
    const count = async (more: Partial<CodesAsked>) =>
      (await listCodes(models.reads, { ...asked, limit: 50, ...more })).items.length;
    expect(await count({ sort: 'expiresAt' })).toBe(9);
    expect(await count({ filter: { personRef: ids.person } })).toBe(1);
    expect(await count({ filter: { last4: '1012' } })).toBe(1);
    expect(await count({ filter: { orderId: orderId(1), productKey: 'CP-30' } })).toBe(2);
    expect(await count({ filter: { expiresBefore: expired } })).toBe(0);
    expect(await count({ filter: { stranded: true } })).toBe(0);
    expect(await count({ institutions: [ids.otherInstitution] })).toBe(0);
  });

  it('R61 I34 tells the revision to pin, also after an attempt that changed nothing', async () => {
    await issue(models.store, 1, 61, 61);
    await happened(61, CodeAssigned, { personRef: ids.person, role: 'EMPLOYEE' });
    await happened(61, TransferRefused, { personRef: ids.person, toPersonRef: ids.person });
    await happened(61, CodeUseQuestioned, { kind: 'DOUBLE_USE', key: 'R-1', occurredAt: now });
    const after = await happened(61, CodeKept, { attempt: 1, holding: 'ASSIGNED' });
    expect(await shown(61, after)).toMatchObject({ state: 'ASSIGNED', reason: null, revision: 4 });
  });
});
