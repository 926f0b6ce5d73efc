import { describe, expect, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { event } from '#kernel/event.js';
import { SitePackExpired, SitePackTermShortened, SitePackUseQuestioned } from '../contracts/pack-events.js';
import { expireSitePack, shortenSitePack } from './ending.js';
import { NotExpiredYet, SitePackUnknown } from './refusals.js';
import {
  activated,
  beforeExpiry,
  drawn,
  draws,
  entitlementId,
  expiresAt,
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
    given(sitePackFold, opened)
      .when(expireSitePack, { entitlementId }, { ...none, now: expiresAt })
      .then(
        event(SitePackExpired, { ...expired(125, 0).data, sweptAt: expiresAt }, { occurredAt: expiresAt }),
      );
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

describe('a site pack whose agreement was terminated', () => {
  const ends = { termEnd: '2020-01-31', expiresAt: '2020-02-01T06:00:00.000Z' };
  const shortened = (drawnSince = 0) =>
    event(SitePackTermShortened, { entitlementId, previousEnd: '2020-07-31', ...ends, drawnSince });
  const shorten = (to: typeof ends, ...past: Parameters<typeof sitePackFold.evolve>[1][]) =>
    given(sitePackFold, ...past).when(shortenSitePack, { entitlementId, ...to }, none);

  it('I37 R62 ends with it, at the end of its last day in Chicago, and never later', () => {
    shorten(ends, opened, activated).then(shortened());
    shorten(ends, opened, shortened()).then();
    shorten({ termEnd: '2020-08-31', expiresAt: '2020-09-01T05:00:00.000Z' }, opened).then();
    shorten(ends, opened, expired(125, 0)).then();
    shorten(ends).thenRefused(SitePackUnknown);
    const pack = packAfter(opened, activated, reserved(), ...draws(20), shortened());
    expect(balanceOf(pack, '2020-02-01T05:59:59.999Z')).toMatchObject({ available: 100, expired: 0 });
    expect(balanceOf(pack, ends.expiresAt)).toMatchObject({ available: 0, expired: 105 });
  });

  it('I37 the sweep records the earlier end', () => {
    given(sitePackFold, opened, shortened())
      .when(expireSitePack, { entitlementId }, { ...none, now: sweptAt })
      .then(
        event(
          SitePackExpired,
          { entitlementId, effectiveAt: ends.expiresAt, sweptAt, remaining: 125, reserved: 0 },
          { occurredAt: ends.expiresAt },
        ),
      );
  });

  it('I37 E51 just the exams of the days that it loses, once, however often it is cut', () => {
    const at = (occurredAt: string, drawKey: string) => drawn({ occurredAt, drawKey });
    const past = [
      at('2020-02-01T05:59:59.999Z', 'A'),
      at('2020-03-02T15:05:00.000Z', 'C'),
      at(ends.expiresAt, 'B'),
    ];
    const asked = (key: string, at: string, drawKeys: readonly string[]) =>
      event(
        SitePackUseQuestioned,
        { entitlementId, kind: 'DRAWN_OUTSIDE_TERM', key: `TERM:${key}`, drawKeys, occurredAt: at },
        { occurredAt: at },
      );
    const question = asked(ends.expiresAt, ends.expiresAt, ['B', 'C']);
    shorten(ends, opened, activated, ...past).then(shortened(2), question);
    const further = { termEnd: '2019-12-31', expiresAt: '2020-01-01T06:00:00.000Z' };
    shorten(further, opened, activated, ...past, shortened(2), question).then(
      event(SitePackTermShortened, {
        ...{ entitlementId, previousEnd: ends.termEnd, ...further, drawnSince: 1 },
      }),
      asked(further.expiresAt, further.expiresAt, ['A']),
    );
  });

  it('I37 E51 what was drawn after a backdated end stands, and is a case', () => {
    shorten(ends, opened, activated, drawn()).then(
      shortened(1),
      event(
        SitePackUseQuestioned,
        {
          entitlementId,
          kind: 'DRAWN_OUTSIDE_TERM',
          key: `TERM:${ends.expiresAt}`,
          drawKeys: ['EX-1'],
          occurredAt: ends.expiresAt,
        },
        { occurredAt: ends.expiresAt },
      ),
    );
  });
});
