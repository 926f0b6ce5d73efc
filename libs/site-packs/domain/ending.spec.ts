import { describe, expect, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { event } from '#kernel/event.js';
import { SitePackAdjusted, SitePackExpired } from '../contracts/pack-events.js';
import { adjustSitePack, expireSitePack } from './ending.js';
import { NotExpiredYet, NothingToAdjust, SecondPersonNeeded, SitePackUnknown } from './refusals.js';
import {
  activated,
  beforeExpiry,
  drawn,
  draws,
  entitlementId,
  expiresAt,
  id,
  now,
  opened,
  openedFor,
  packAfter,
  reserved,
} from './samples.js';
import { balanceOf, sitePackFold } from './site-pack.js';

const none = { facts: undefined };
const sweptAt = '2020-08-01T06:00:00.000Z';
const expired = (remaining: number, held: number) =>
  event(
    SitePackExpired,
    { entitlementId, effectiveAt: expiresAt, sweptAt, remaining, reserved: held },
    { occurredAt: expiresAt },
  );

describe('the expiry of a site pack', () => {
  it('R28 R62 R63 E13 I29 records what was left at 23:59:59 in Chicago; seats still reserved expire with it', () => {
    given(sitePackFold, opened, activated, reserved(), ...draws(20))
      .when(expireSitePack, { entitlementId }, { ...none, now: sweptAt })
      .then(expired(105, 5));
    const before = balanceOf(packAfter(opened, activated, reserved(), ...draws(20)), beforeExpiry);
    const after = balanceOf(packAfter(opened, activated, reserved(), ...draws(20)), expiresAt);
    expect(before).toMatchObject({ available: 100, reserved: 5, drawn: 20, expired: 0 });
    expect(after).toMatchObject({ available: 0, reserved: 0, drawn: 20, expired: 105 });
  });

  it('I17 records it once, and not before the clock has done it', () => {
    given(sitePackFold, opened)
      .when(expireSitePack, { entitlementId }, { ...none, now: beforeExpiry })
      .thenRefused(NotExpiredYet, { expiresAt });
    given(sitePackFold, opened, expired(125, 0))
      .when(expireSitePack, { entitlementId }, { ...none, now: sweptAt })
      .then();
    given(sitePackFold)
      .when(expireSitePack, { entitlementId }, { ...none, now: sweptAt })
      .thenRefused(SitePackUnknown);
  });

  it('E49 of an overdrawn pack nothing is left', () => {
    given(sitePackFold, openedFor(1), activated, drawn(), drawn({ drawKey: 'EX-2' }))
      .when(expireSitePack, { entitlementId }, { ...none, now: sweptAt })
      .then(expired(0, 0));
  });
});

describe('putting units right', () => {
  const adjust = {
    entitlementId,
    units: 1,
    cause: 'EXAM_NOT_STARTED',
    caseId: id('cas', 1),
    approvedBy: 'second',
  } as const;

  it('I38 I23 by a case and two people', () => {
    given(sitePackFold, opened, activated, drawn())
      .when(adjustSitePack, adjust, { ...none, now })
      .then(event(SitePackAdjusted, adjust));
    given(sitePackFold, opened)
      .when(adjustSitePack, { ...adjust, approvedBy: 'tester' }, none)
      .thenRefused(SecondPersonNeeded);
    given(sitePackFold, opened)
      .when(
        adjustSitePack,
        { ...adjust, approvedBy: 'boss' },
        { ...none, actor: { kind: 'user', id: 'tester', onBehalfOf: 'boss' } },
      )
      .thenRefused(SecondPersonNeeded);
    const after = packAfter(opened, activated, drawn(), event(SitePackAdjusted, adjust));
    expect(balanceOf(after, now)).toMatchObject({ capacity: 125, adjusted: 1, drawn: 1, available: 125 });
  });

  it('I23 takes away no more than is free, before and after the expiry', () => {
    const past = given(sitePackFold, openedFor(3), activated, drawn());
    const take = (units: number, at: string) =>
      past.when(adjustSitePack, { ...adjust, units }, { ...none, now: at });
    take(-2, now).then(event(SitePackAdjusted, { ...adjust, units: -2 }));
    take(-3, now).thenRefused(NothingToAdjust, { units: -3 });
    take(-2, sweptAt).then(event(SitePackAdjusted, { ...adjust, units: -2 }));
    take(-3, sweptAt).thenRefused(NothingToAdjust, { units: -3 });
    given(sitePackFold, openedFor(3), activated, reserved({ count: 2 }))
      .when(adjustSitePack, { ...adjust, units: -2 }, { ...none, now: sweptAt })
      .thenRefused(NothingToAdjust, { units: -2 });
    take(0, now).thenRefused(NothingToAdjust, { units: 0 });
    given(sitePackFold).when(adjustSitePack, adjust, none).thenRefused(SitePackUnknown);
  });
});
