import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  CodeVoidFailed,
  CorrectionRecorded,
  ExpiryReversed,
  TransferRefused,
} from '#entitlement/contracts/code-events.js';
import { IssuanceRequested } from '#entitlement/contracts/entitlement-events.js';
import * as code from '#entitlement/domain/samples.js';
import { event } from '#kernel/event.js';
import { SitePackAdjusted } from '#site-packs/contracts/pack-events.js';
import { SitePackOverdrawn } from '#site-packs/contracts/unit-events.js';
import * as pack from '#site-packs/domain/samples.js';
import { codeAsOf } from './code.js';
import { entitlementAsOf, sitePackAsOf } from './entitlement.js';
import { evidenceOf } from './evidence.js';
import { factsAt } from './facts.js';
import { addsUp } from './units.js';
import { factsOf } from './testing/facts.js';

const { codeId, examAt, erika, max } = code;
const issuedAt = '2019-08-02T09:00:00.000Z';
const start = [
  [issuedAt, code.issued],
  ['2019-09-01T09:00:00.000Z', code.assigned],
  ['2019-09-01T10:00:00.000Z', code.disclosed],
] as const;

describe('a code', () => {
  const sweptAt = '2020-08-01T00:30:00.000Z';
  const reportedAt = '2020-08-10T08:00:00.000Z';
  const satAt = '2020-07-20T08:00:00.000Z';
  const late = factsOf(
    `code-${codeId}`,
    ...start,
    [sweptAt, code.swept],
    [
      reportedAt,
      event(
        ExpiryReversed,
        { codeId, reason: 'USED_BEFORE_EXPIRY', occurredAt: satAt },
        { occurredAt: satAt },
      ),
    ],
    [reportedAt, code.redeemed({ occurredAt: satAt, reportedAt, late: true })],
  );
  const told = (at: string, knownAt: string) => codeAsOf(late, { at, knownAt })?.status;
  const before = '2020-08-09T00:00:00.000Z';
  const after = '2020-08-11T00:00:00.000Z';

  it('E21 I18 is expired as known before a late report, and redeemed at its occurrence time as known after it', () => {
    expect(told(before, before)).toBe('EXPIRED');
    expect(told(before, after)).toBe('REDEEMED');
    expect(told('2020-07-19T00:00:00.000Z', after)).toBe('DISCLOSED');
    expect(codeAsOf(late, { at: satAt, knownAt: after })?.consumption).toStrictEqual({
      kind: 'REDEEMED',
      key: 'REG-1',
      occurredAt: satAt,
    });
  });

  it('E20 I17 expires by the clock at the business time, sweep or no sweep', () => {
    const knownAt = '2020-07-01T00:00:00.000Z';
    expect(told(code.beforeExpiry, knownAt)).toBe('DISCLOSED');
    expect(told(code.expiresAt, knownAt)).toBe('EXPIRED');
  });

  it('is not there before it was issued, nor before that was known', () => {
    expect(told('2019-08-01T00:00:00.000Z', after)).toBeUndefined();
    expect(told(after, '2019-08-01T00:00:00.000Z')).toBeUndefined();
  });

  it('names the events that its state rests on, and no other', () => {
    const types = (at: string, knownAt: string) =>
      evidenceOf(factsAt(late, { at, knownAt })).map(({ type }) => type);
    expect(types(before, before)).toStrictEqual([
      'CodeIssued',
      'CodeAssigned',
      'CodeDisclosed',
      'CodeExpired',
    ]);
    expect(types('2020-07-19T00:00:00.000Z', after)).toStrictEqual([
      'CodeIssued',
      'CodeAssigned',
      'CodeDisclosed',
    ]);
    expect(evidenceOf(factsAt(late, { at: after, knownAt: after })).at(-1)).toMatchObject({
      ...{ stream: `code-${codeId}`, revision: 5, type: 'CodeRedeemed' },
      ...{ occurredAt: satAt, recordedAt: reportedAt },
    });
  });

  it('I38 was never consumed, once a correction is known: from the time of the use on', () => {
    const key = 'REG-1';
    const usedAt = examAt;
    const corrected = factsOf(
      `code-${codeId}`,
      ...start,
      ['2019-11-05T00:00:00.000Z', code.redeemed()],
      [
        '2019-12-01T00:00:00.000Z',
        event(
          CorrectionRecorded,
          { codeId, caseId: code.id('cas', 1), reversed: 'REDEEMED', key, usedAt },
          { occurredAt: usedAt },
        ),
      ],
    );
    const at = '2019-11-10T00:00:00.000Z';
    expect(codeAsOf(corrected, { at, knownAt: at })?.status).toBe('REDEEMED');
    expect(codeAsOf(corrected, { at, knownAt: '2019-12-02T00:00:00.000Z' })?.status).toBe('DISCLOSED');
  });

  it('E54 was never void, once it is known that it had been used before', () => {
    const usedAt = '2020-01-14T08:00:00.000Z';
    const facts = factsOf(
      `code-${codeId}`,
      ...start,
      [code.voidedAt, code.voided],
      [
        '2020-01-20T00:00:00.000Z',
        event(CodeVoidFailed, { codeId, cause: 'COMPROMISED', usedAt }, { occurredAt: usedAt }),
      ],
      ['2020-01-20T00:00:00.000Z', code.redeemed({ occurredAt: usedAt })],
    );
    const at = '2020-01-16T00:00:00.000Z';
    expect(codeAsOf(facts, { at, knownAt: at })).toMatchObject({
      status: 'VOIDED',
      voidedFor: 'COMPROMISED',
    });
    expect(codeAsOf(facts, { at, knownAt: '2020-01-21T00:00:00.000Z' })).toMatchObject({
      status: 'REDEEMED',
      voidedFor: null,
    });
  });

  it('R61 stays with its person when a transfer is refused; the attempt is among the events', () => {
    const at = '2019-10-01T00:00:00.000Z';
    const refused = event(TransferRefused, { codeId, personRef: erika, toPersonRef: max });
    const facts = factsOf(`code-${codeId}`, ...start, ['2019-09-20T00:00:00.000Z', refused]);
    expect(codeAsOf(facts, { at, knownAt: at })?.personRef).toBe(erika);
    expect(evidenceOf(factsAt(facts, { at, knownAt: at })).at(-1)?.type).toBe('TransferRefused');
  });
});

describe('a site pack', () => {
  const stream = `sitepack-${pack.entitlementId}`;
  const lostAt = '2020-02-01T00:00:00.000Z';
  const learnedAt = '2020-03-10T00:00:00.000Z';
  const backdated = factsOf(
    stream,
    [pack.openedAt, pack.opened],
    [pack.activatedAt, pack.activated],
    [pack.now, pack.drawn()],
    [learnedAt, pack.suspended(lostAt, 'CATC_LOST', 1)],
  );

  it('E51 was suspended when a lost test centre was reported late; the draws in between stand', () => {
    const at = '2020-03-05T00:00:00.000Z';
    const known = sitePackAsOf(backdated, { at, knownAt: at });
    expect(known).toMatchObject({ status: 'ACTIVE', units: { redeemed: 1, available: 124 } });
    const later = sitePackAsOf(backdated, { at, knownAt: learnedAt });
    expect(later).toMatchObject({
      status: 'SUSPENDED',
      suspendedBy: 'CATC_LOST',
      units: { redeemed: 1, available: 124 },
    });
    expect(sitePackAsOf(backdated, { at: '2020-01-31T00:00:00.000Z', knownAt: learnedAt })?.status).toBe(
      'ACTIVE',
    );
  });

  it('E49 shows units below zero, and I23 they add up with adjustments and after the end', () => {
    const facts = factsOf(
      stream,
      [pack.openedAt, pack.openedFor(1)],
      [pack.now, pack.drawn()],
      [pack.now, pack.drawn({ drawKey: 'EX-2' })],
      [
        pack.now,
        event(SitePackOverdrawn, { entitlementId: pack.entitlementId, drawKey: 'EX-2', missing: 1 }),
      ],
      [
        learnedAt,
        event(SitePackAdjusted, {
          ...{ entitlementId: pack.entitlementId, units: 3, cause: 'DELIVERY_FAILED' as const },
          ...{ caseId: pack.id('cas', 1), approvedBy: 'second' },
        }),
      ],
    );
    const units = (at: string) => sitePackAsOf(facts, { at, knownAt: pack.expiresAt })?.units;
    expect(units(pack.now)).toMatchObject({ available: -1, redeemed: 2, adjusted: 0 });
    expect(units(pack.expiresAt)).toMatchObject({ available: 0, redeemed: 2, expired: 2, adjusted: 3 });
  });
});

describe('an entitlement', () => {
  const own = factsOf(
    `entitlement-${code.entitlementId}`,
    ['2019-08-01T10:00:00.000Z', code.grantedPack],
    [
      issuedAt,
      event(IssuanceRequested, {
        ...{
          entitlementId: code.entitlementId,
          batchNo: 1,
          slots: [1, 2, 3],
          codes: code.plannedSlots(1, 3),
        },
      }),
    ],
  );
  const codesOf = (...more: Parameters<typeof factsOf>[1][]) =>
    [1, 2, 3].map((slot) => {
      const issued = { ...code.issued, data: { ...code.terms, codeId: code.id('cod', slot), slot } };
      return factsOf(`code-${code.id('cod', slot)}`, [issuedAt, issued], ...(slot === 1 ? more : []));
    });

  it('I23 every unit of it stands in exactly one place, at whatever times it is looked at', () => {
    const codes = codesOf(...start.slice(1), ['2019-11-05T00:00:00.000Z', code.redeemed()]);
    const days = fc.date({ min: new Date('2019-07-01'), max: new Date('2020-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, days, (at, knownAt) => {
        const moment = { at: at.toISOString(), knownAt: knownAt.toISOString() };
        const found = entitlementAsOf({ own, codes, pack: [] }, moment);
        expect(found === undefined || addsUp(found.units)).toBe(true);
      }),
    );
  });

  it('is what was granted, with the places of its units and where its term stands', () => {
    const at = '2020-01-01T00:00:00.000Z';
    const codes = codesOf(...start.slice(1), ['2019-11-05T00:00:00.000Z', code.redeemed()]);
    expect(entitlementAsOf({ own, codes, pack: [] }, { at, knownAt: at })).toMatchObject({
      term: 'RUNNING',
      capacity: 60,
      units: { capacity: 60, unissued: 57, available: 2, redeemed: 1 },
    });
    const end = { at: code.expiresAt, knownAt: at };
    expect(entitlementAsOf({ own, codes, pack: [] }, end)).toMatchObject({
      term: 'ENDED',
      units: { unissued: 57, expired: 2, redeemed: 1 },
    });
  });
});
