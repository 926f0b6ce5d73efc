import { describe, expect, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { event } from '#kernel/event.js';
import { SitePackUseQuestioned } from '../contracts/pack-events.js';
import { suspendedBy } from '../contracts/standing.js';
import { SitePackUnknown, StillSuspended, SuspensionUnfounded } from './refusals.js';
import {
  activated,
  drawn,
  draws,
  entitlementId,
  expiresAt,
  inOrder,
  now,
  opened,
  openedFor,
  packAfter,
  reserved,
  resumed,
  suspended,
} from './samples.js';
import { balanceOf, sitePackFold } from './site-pack.js';
import { resumeSitePack, suspendSitePack } from './suspending.js';

const lostAt = '2020-03-01T06:00:00.000Z';
const regainedAt = '2020-03-15T05:00:00.000Z';
const lost = { ...inOrder, catcActive: (at: string) => at < lostAt || at >= regainedAt };
const facts = { standing: lost };
const suspend = { entitlementId, cause: 'CATC_LOST', effectiveAt: lostAt } as const;
const resume = { entitlementId, cause: 'CATC_LOST', effectiveAt: regainedAt } as const;
const active = given(sitePackFold, opened, activated);

describe('suspending a site pack', () => {
  it('E50 from the instant on which the test centre was lost', () => {
    active.when(suspendSitePack, suspend, { facts }).then(suspended(lostAt));
    given(sitePackFold, opened, activated, suspended(lostAt))
      .when(suspendSitePack, suspend, { facts })
      .then();
  });

  it('E51 also when it holds already: an end in between may be told later', () => {
    const later = '2020-03-10T00:00:00.000Z';
    given(sitePackFold, opened, activated, suspended(lostAt))
      .when(suspendSitePack, { ...suspend, effectiveAt: later }, { facts })
      .then(suspended(later));
  });

  it('E50 keeps reservations, units and the expiry', () => {
    const before = packAfter(opened, activated, reserved(), drawn());
    const after = packAfter(opened, activated, reserved(), drawn(), suspended(lostAt));
    expect(balanceOf(after, now)).toEqual(balanceOf(before, now));
    expect(after.sessions.get('S-1')?.held).toBe(5);
    expect(after.opened.expiresAt).toBe(expiresAt);
  });

  it('E51 recorded later, the draws in between stand and are one case', () => {
    const at = (occurredAt: string, drawKey: string) => drawn({ occurredAt, drawKey });
    const past = [at('2020-03-01T05:59:59.999Z', 'A'), at(lostAt, 'C'), at('2020-03-02T15:05:00.000Z', 'B')];
    const outcome = given(sitePackFold, opened, activated, ...past).when(suspendSitePack, suspend, { facts });
    outcome.then(
      suspended(lostAt, 'CATC_LOST', 2),
      event(
        SitePackUseQuestioned,
        {
          entitlementId,
          kind: 'DRAWN_WHILE_NOT_ACTIVE',
          key: `CATC_LOST:${lostAt}`,
          drawKeys: ['B', 'C'],
          occurredAt: lostAt,
        },
        { occurredAt: lostAt },
      ),
    );
    expect(packAfter(opened, activated, ...past, suspended(lostAt)).drawn).toBe(3);
  });

  it('E51 a draw that another suspension covers already is asked about once', () => {
    const held = suspended(lostAt, 'PROVIDER_HOLD', 1);
    const sat = drawn({ occurredAt: '2020-03-02T15:05:00.000Z' });
    given(sitePackFold, opened, activated, sat, held)
      .when(suspendSitePack, suspend, { facts })
      .then(suspended(lostAt));
    // Nor is it asked again when the same suspension is recorded anew.
    const asked = event(SitePackUseQuestioned, {
      ...{ entitlementId, kind: 'DRAWN_WHILE_NOT_ACTIVE', key: `CATC_LOST:${lostAt}` },
      ...{ drawKeys: ['EX-1'], occurredAt: lostAt },
    });
    given(sitePackFold, opened, activated, sat, suspended(lostAt), asked, resumed(lostAt))
      .when(suspendSitePack, suspend, { facts })
      .then(suspended(lostAt, 'CATC_LOST', 1));
  });

  it('E51 a question names a thousand draws at most, and tells how many there are', () => {
    const many = draws(1001, { occurredAt: lostAt });
    const { outcome } = given(sitePackFold, openedFor(2000), activated, ...many).when(
      suspendSitePack,
      suspend,
      { facts },
    );
    const [first, second] = outcome as readonly { data: object }[];
    expect(first?.data).toMatchObject({ drawnSince: 1001 });
    expect(second?.data).toHaveProperty('drawKeys.length', 1000);
  });

  it('E51 a draw after a later end of the suspension is in order', () => {
    const after = drawn({ occurredAt: regainedAt });
    given(sitePackFold, opened, activated, after, resumed(regainedAt))
      .when(suspendSitePack, suspend, { facts })
      .then(suspended(lostAt));
  });

  it('E50 E52 is refused when nothing was lost then', () => {
    active
      .when(suspendSitePack, { ...suspend, effectiveAt: '2020-02-01T00:00:00.000Z' }, { facts })
      .thenRefused(SuspensionUnfounded, { cause: 'CATC_LOST' });
    active
      .when(suspendSitePack, { ...suspend, cause: 'ACCREDITATION_LOST' }, { facts })
      .thenRefused(SuspensionUnfounded, { cause: 'ACCREDITATION_LOST' });
    active
      .when(suspendSitePack, { ...suspend, cause: 'PROVIDER_HOLD' }, { facts })
      .then(suspended(lostAt, 'PROVIDER_HOLD'));
  });

  it('E52 R71 for a lost accreditation once its grace is over', () => {
    const standing = { ...inOrder, lostAccreditation: (at: string) => at >= lostAt };
    active
      .when(suspendSitePack, { ...suspend, cause: 'ACCREDITATION_LOST' }, { facts: { standing } })
      .then(suspended(lostAt, 'ACCREDITATION_LOST'));
  });

  it('has nothing to say of a pack that has expired by then, nor of one that is not there', () => {
    active.when(suspendSitePack, { ...suspend, effectiveAt: expiresAt }, { facts }).then();
    given(sitePackFold).when(suspendSitePack, suspend, { facts }).thenRefused(SitePackUnknown);
    given(sitePackFold).when(resumeSitePack, resume, { facts }).thenRefused(SitePackUnknown);
  });
});

describe('resuming a site pack', () => {
  const past = given(sitePackFold, opened, activated, suspended(lostAt));

  it('E50 on reinstatement, with the same expiry', () => {
    past.when(resumeSitePack, resume, { facts }).then(resumed(regainedAt));
    const after = packAfter(opened, activated, suspended(lostAt), resumed(regainedAt));
    expect(suspendedBy(after.changes, '2020-03-15T04:59:59.999Z')).toBe('CATC_LOST');
    expect(suspendedBy(after.changes, regainedAt)).toBeUndefined();
    expect(after.opened.expiresAt).toBe(expiresAt);
  });

  it('E50 not while the reason lasts', () => {
    past
      .when(resumeSitePack, { ...resume, effectiveAt: '2020-03-10T00:00:00.000Z' }, { facts })
      .thenRefused(StillSuspended, { cause: 'CATC_LOST' });
  });

  it('one cause ends, another goes on', () => {
    const both = packAfter(
      opened,
      activated,
      suspended(lostAt),
      suspended(lostAt, 'PROVIDER_HOLD'),
      resumed(regainedAt),
    );
    expect(suspendedBy(both.changes, regainedAt)).toBe('PROVIDER_HOLD');
  });

  it('E52 an accreditation confirmed for the time that seemed lost annuls its suspension', () => {
    given(sitePackFold, opened, activated, suspended(lostAt, 'ACCREDITATION_LOST'))
      .when(
        resumeSitePack,
        { ...resume, cause: 'ACCREDITATION_LOST', effectiveAt: '2020-01-01T06:00:00.000Z' },
        { facts: { standing: inOrder } },
      )
      .then(resumed('2020-01-01T06:00:00.000Z', 'ACCREDITATION_LOST'), resumed(lostAt, 'ACCREDITATION_LOST'));
    const after = packAfter(
      opened,
      activated,
      suspended(lostAt, 'ACCREDITATION_LOST'),
      resumed(lostAt, 'ACCREDITATION_LOST'),
    );
    expect(suspendedBy(after.changes, lostAt)).toBeUndefined();
  });

  it('E52 E50 a suspension that begins later and is founded goes on; a provider’s hold is ended by its own word', () => {
    const earlier = '2020-02-01T00:00:00.000Z';
    past.when(resumeSitePack, { ...resume, effectiveAt: earlier }, { facts }).then(resumed(earlier));
    given(sitePackFold, opened, activated, suspended(lostAt, 'PROVIDER_HOLD'))
      .when(resumeSitePack, { ...resume, cause: 'PROVIDER_HOLD', effectiveAt: earlier }, { facts })
      .then(resumed(earlier, 'PROVIDER_HOLD'));
    given(sitePackFold, opened, activated, suspended(lostAt, 'PROVIDER_HOLD'))
      .when(resumeSitePack, { ...resume, cause: 'PROVIDER_HOLD', effectiveAt: lostAt }, { facts })
      .then(resumed(lostAt, 'PROVIDER_HOLD'));
  });

  it('E52 annuls what begins later for the same cause, and neither what is over nor what has another cause', () => {
    const accreditation = {
      ...resume,
      cause: 'ACCREDITATION_LOST',
      effectiveAt: '2020-02-15T06:00:00.000Z',
    } as const;
    const over = '2020-01-10T06:00:00.000Z';
    given(
      ...([sitePackFold, opened, activated] as const),
      suspended(over, 'ACCREDITATION_LOST'),
      resumed('2020-01-20T06:00:00.000Z', 'ACCREDITATION_LOST'),
      suspended(lostAt, 'ACCREDITATION_LOST'),
      suspended('2020-03-05T06:00:00.000Z', 'CATC_LOST'),
    )
      .when(resumeSitePack, accreditation, { facts: { standing: inOrder } })
      .then(resumed(accreditation.effectiveAt, 'ACCREDITATION_LOST'), resumed(lostAt, 'ACCREDITATION_LOST'));
  });

  it('E51 E19 is told once for an instant, also when nothing was suspended: what began before may be told later', () => {
    active.when(resumeSitePack, resume, { facts }).then(resumed(regainedAt));
    active.when(resumeSitePack, { ...resume, effectiveAt: expiresAt }, { facts }).then();
    // Nobody says of a time at which it is lost that it is not.
    active.when(resumeSitePack, { ...resume, effectiveAt: lostAt }, { facts }).then();
    given(sitePackFold, opened, activated, suspended(lostAt), resumed(regainedAt))
      .when(resumeSitePack, resume, { facts })
      .then();
  });
});
