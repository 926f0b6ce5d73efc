import { describe, expect, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { type GrantEntitlement } from '../contracts/entitlement-commands.js';
import { EntitlementGranted } from '../contracts/entitlement-events.js';
import { entitlementIdOf } from '../contracts/entitlement-id.js';
import { event } from '#kernel/event.js';
import { entitlementFold } from './entitlement.js';
import { GrantDiffers, InvoiceInFuture, TermOver, TooManyCodes } from './entitlement-refusals.js';
import { grantEntitlement } from './granting.js';
import { classPack, grantedPack, orderId } from './samples.js';

const grants = (differences: Partial<GrantEntitlement> = {}, now = '2019-08-01T09:00:00.000Z') =>
  given(entitlementFold).when(grantEntitlement, { ...classPack, ...differences }, { now, facts: undefined });

const granted = (
  differences: Partial<GrantEntitlement> = {},
  now = '2020-12-01T00:00:00.000Z',
): EntitlementGranted => {
  const outcome = grants(differences, now).outcome as readonly { data: EntitlementGranted }[];
  expect(outcome).toHaveLength(1);
  return outcome[0]?.data ?? new EntitlementGranted();
};

describe('granting an entitlement', () => {
  it('R28 R54 I8 I34 fixes capacity, term and expiry, and names policy and zone data', () => {
    grants().then(grantedPack);
    expect(grantedPack).toMatchObject({
      basis: { policies: ['expiry-earliest-of-three@1'] },
      data: { tzdbVersion: '2025b', capacity: 60, expiresAt: '2020-07-31T22:00:00.000Z' },
    });
  });

  it.each([
    ['R32 R33 a class pack of 30', 1, 30, 30],
    ['R33 I13 three class packs', 3, 30, 90],
    ['R18 R33 a single voucher', 1, 1, 1],
    ['R33 500 codes', 1, 500, 500],
    ['R33 125 codes', 1, 125, 125],
  ])('%s is packs times pack size', (_, packs, packSize, capacity) => {
    expect(granted({ packs, packSize }).capacity).toBe(capacity);
  });

  it.each([
    ['exam', 'MCP-1', 'CODES', 1],
    ['class', 'CP-30', 'CODES', 30],
    ['site', 'SP-500', 'BALANCE', 500],
  ] as const)('R27 grants an %s pack in its own way', (_, productKey, fulfilment, packSize) => {
    const grant = granted({ productKey, fulfilment, packs: 1, packSize });
    expect(grant).toMatchObject({ productKey, fulfilment, capacity: packSize });
  });

  it('R52 I12 is never less for a shorter term: only the window shrinks', () => {
    const short = granted({ agreementEnd: '2019-09-30' });
    expect(short.capacity).toBe(60);
    expect(short.termEnd).toBe('2019-09-30');
  });

  it.each([
    ['E9 agreement before anchor', '2020-03-31', '2020-06-30', '2020-03-31', 'AGREEMENT'],
    ['anchor before agreement', '2022-06-30', '2020-06-30', '2020-06-30', 'ANCHOR'],
    ['R63 twelve months of a three-year agreement', '2022-06-30', undefined, '2020-07-31', 'TWELVE_MONTHS'],
    ['an agreement without end', undefined, undefined, '2020-07-31', 'TWELVE_MONTHS'],
    ['anchor of the same day', undefined, '2020-07-31', '2020-07-31', 'ANCHOR'],
  ])('I8 %s sets the end', (_, agreementEnd, anchorEnd, end, basis) => {
    const ends = {
      ...(agreementEnd === undefined ? {} : { agreementEnd }),
      ...(anchorEnd === undefined ? {} : { anchorEnd }),
    };
    expect(granted(ends)).toMatchObject({ termStart: '2019-08-01', termEnd: end, expiryBasis: basis });
  });

  it.each([
    ['2019-08-01', '2020-07-31'],
    ['2019-09-17', '2020-09-16'],
    ['2020-02-28', '2021-02-27'],
    ['2019-12-31', '2020-12-30'],
    ['2020-02-29', '2021-02-28'],
    ['2019-03-01', '2020-02-29'],
  ])('E11 E12 a term from %s ends on %s', (invoiceDate, end) => {
    expect(granted({ invoiceDate }).termEnd).toBe(end);
  });

  it.each([
    ['America/Chicago', '2019-08-01T05:00:00.000Z', '2020-08-01T05:00:00.000Z'],
    ['Europe/Berlin', '2019-07-31T22:00:00.000Z', '2020-07-31T22:00:00.000Z'],
    ['UTC', '2019-08-01T00:00:00.000Z', '2020-08-01T00:00:00.000Z'],
  ])('E13 R57 starts and ends with the days of %s', (zone, activeFrom, expiresAt) => {
    expect(granted({ zone })).toMatchObject({ zone, activeFrom, expiresAt });
  });

  it('E14 E10 I36 stays as granted: a repeat with a longer agreement or newer zone data changes nothing', () => {
    given(entitlementFold, grantedPack)
      .when(
        grantEntitlement,
        { ...classPack, agreementEnd: '2030-01-01' },
        { tzdb: '2031a', facts: undefined },
      )
      .then();
    expect(entitlementFold.evolve(undefined, grantedPack)?.terms.expiresAt).toBe('2020-07-31T22:00:00.000Z');
  });

  it('I8 refuses another grant of the same line', () => {
    given(entitlementFold, grantedPack)
      .when(grantEntitlement, { ...classPack, packs: 3 }, { facts: undefined })
      .thenRefused(GrantDiffers);
    for (const difference of [{ invoiceNo: 'INV-2' }, { productKey: 'MCP-1' }, { packSize: 31 }])
      given(entitlementFold, grantedPack)
        .when(grantEntitlement, { ...classPack, ...difference }, { facts: undefined })
        .thenRefused(GrantDiffers);
  });

  it('I7 waits for the day of the invoice, wherever it dawns first', () => {
    grants({ invoiceDate: '2019-08-02' }, '2019-08-01T09:00:00.000Z').then(
      expect.objectContaining({ type: 'EntitlementGranted' }) as never,
    );
    grants({ invoiceDate: '2019-08-03' }, '2019-08-01T09:00:00.000Z').thenRefused(InvoiceInFuture);
  });

  it('I8 refuses a term that would end before it starts', () => {
    grants({ agreementEnd: '2019-07-31' }).thenRefused(TermOver, {
      ...{ termEnd: '2019-07-31', invoiceDate: '2019-08-01' },
    });
    expect(granted({ agreementEnd: '2019-08-01' }).termEnd).toBe('2019-08-01');
  });

  it('I13 issues 100,000 codes a line at most; a balance may be larger', () => {
    grants({ packs: 100_000, packSize: 1 }).then(
      expect.objectContaining({ type: 'EntitlementGranted' }) as never,
    );
    grants({ packs: 50_001, packSize: 2 }).thenRefused(TooManyCodes, { capacity: 100_002 });
    expect(granted({ packs: 50_001, packSize: 2, fulfilment: 'BALANCE' }).capacity).toBe(100_002);
  });

  it('R38 takes every region', () => {
    for (const salesRegion of ['DE', 'US', 'NORTH-AMERICA', 'ZA']) {
      expect(granted({ salesRegion }).salesRegion).toBe(salesRegion);
    }
  });

  it('I13 has one id for an order line', () => {
    expect(entitlementIdOf(orderId, 1)).not.toBe(entitlementIdOf(orderId, 2));
    expect(event(EntitlementGranted, grantedPack.data).data.entitlementId).toBe(entitlementIdOf(orderId, 1));
  });
});
