import { describe, expect, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { event } from '#kernel/event.js';
import {
  SitePackActivated,
  SitePackDeactivationRequested,
  TestCentreMissing,
} from '../contracts/pack-events.js';
import { statusAt } from '../contracts/standing.js';
import { activateSitePack, deactivateSitePack, openSitePack, remindOfTestCentre } from './opening.js';
import {
  BeforeTerm,
  CentreNotAuthorized,
  InFuture,
  LicenceNotAccepted,
  OtherCentre,
  RequirementsNotAttested,
  SitePackIsExpired,
  SitePackUnknown,
} from './refusals.js';
import {
  activated,
  activatedAt,
  activeFrom,
  entitlementId,
  expiresAt,
  id,
  inOrder,
  institutionId,
  opened,
  openedAt,
  openedFor,
  packAfter,
  suspended,
  terms,
} from './samples.js';
import { type SitePackEvent, sitePackFold } from './site-pack.js';

const noCentre = { ...inOrder, catcActive: () => false };

describe('opening a site pack', () => {
  const facts = { granted: terms, standing: noCentre };

  it('R30 R31 R33 R75 R71 R72 opens what was granted, also while the institution is no test centre', () => {
    given(sitePackFold).when(openSitePack, { entitlementId }, { now: openedAt, facts }).then(opened);
  });

  it('E19 opens it once', () => {
    given(sitePackFold, opened).when(openSitePack, { entitlementId }, { facts }).then();
  });

  it('R75 is pending until it is activated, however long that takes, and then expired', () => {
    const { changes, activated: none } = packAfter(opened);
    const standing = { expiresAt, activatedAt: none?.at, changes };
    expect(statusAt(standing, '2020-07-01T00:00:00.000Z')).toBe('PENDING_ACTIVATION');
    expect(statusAt(standing, expiresAt)).toBe('EXPIRED');
  });
});

describe('a cancelled order', () => {
  const command = {
    entitlementId,
    institutionId,
    orderId: id('ord', 1),
    cancelledAt: '2019-08-05T10:00:00.000Z',
  };
  const requested = event(SitePackDeactivationRequested, command);

  it('E33 E34 asks the provider to take back what it has, once, and opens nothing', () => {
    given(sitePackFold).when(deactivateSitePack, command, { facts: undefined }).then(requested);
    given(sitePackFold, requested).when(deactivateSitePack, command, { facts: undefined }).then();
    given(sitePackFold, opened).when(deactivateSitePack, command, { facts: undefined }).then();
    given(sitePackFold, requested)
      .when(activateSitePack, { entitlementId, catcId: 'X' }, { facts: activation() })
      .thenRefused(SitePackUnknown);
  });
});

const activation = (standing = inOrder, catcId = 'CATC-1') => ({ standing, catcId: () => catcId });

describe('activating a site pack', () => {
  const command = { entitlementId, catcId: 'CATC-1', licenseAcceptedBy: id('per', 9) };
  const when = (differences: object, facts = activation(), now = activatedAt) =>
    given(sitePackFold, opened).when(activateSitePack, { ...command, ...differences }, { now, facts });

  it('R75 R76 needs a test centre, its technical requirements and an accepted licence', () => {
    when({}).then(activated);
    when({}, activation(noCentre)).thenRefused(CentreNotAuthorized);
    when({}, activation({ ...inOrder, requirementsMet: () => false })).thenRefused(RequirementsNotAttested);
    given(sitePackFold, opened)
      .when(activateSitePack, { entitlementId, catcId: 'CATC-1' }, { now: activatedAt, facts: activation() })
      .thenRefused(LicenceNotAccepted, {}, '/licenseAcceptedBy');
    when({ catcId: 'CATC-2' }).thenRefused(OtherCentre);
  });

  it('R75 the term runs meanwhile: the activation says how many days were lost, and the expiry stays', () => {
    expect(activated.data.daysLost).toBe(50);
    const { opened: data } = packAfter(opened, activated);
    expect(data.expiresAt).toBe(expiresAt);
    const firstDay = '2019-08-01T20:00:00.000Z';
    when({}, activation(), firstDay).then(
      event(SitePackActivated, { ...activated.data, at: firstDay, daysLost: 0 }, { occurredAt: firstDay }),
    );
  });

  it('I24 may be reported later, and is judged by when it happened', () => {
    const later = activation({ ...inOrder, catcActive: (at) => at >= activatedAt });
    when({ occurredAt: activatedAt }, later, '2019-10-01T00:00:00.000Z').then(activated);
    when({ occurredAt: '2019-09-20T14:59:59.999Z' }, later, '2019-10-01T00:00:00.000Z').thenRefused(
      CentreNotAuthorized,
    );
    when({ occurredAt: '2019-09-20T15:00:00.001Z' }).thenRefused(InFuture);
  });

  it('happens within the term', () => {
    when({ occurredAt: '2019-08-01T04:59:59.999Z' }).thenRefused(BeforeTerm);
    when({ occurredAt: activeFrom }).then(
      event(
        SitePackActivated,
        { ...activated.data, at: activeFrom, daysLost: 0 },
        { occurredAt: activeFrom },
      ),
    );
    when({}, activation(), expiresAt).thenRefused(SitePackIsExpired);
    given(sitePackFold).when(activateSitePack, command, { facts: activation() }).thenRefused(SitePackUnknown);
  });

  it('counts once; only an earlier one replaces it', () => {
    const past = given(sitePackFold, opened, activated);
    past.when(activateSitePack, command, { now: '2019-10-01T00:00:00.000Z', facts: activation() }).then();
    const earlier = '2019-09-10T15:00:00.000Z';
    past.when(activateSitePack, command, { now: activatedAt, facts: activation() }).then();
    past
      .when(
        activateSitePack,
        { ...command, occurredAt: earlier },
        { now: '2019-10-01T00:00:00.000Z', facts: activation() },
      )
      .then(
        event(SitePackActivated, { ...activated.data, at: earlier, daysLost: 40 }, { occurredAt: earlier }),
      );
  });
});

describe('the reminder that the test centre is missing', () => {
  const facts = { standing: noCentre };
  const missing = (afterDays: number, daysLost: number, daysLeft: number) =>
    event(TestCentreMissing, { entitlementId, afterDays, daysLost, daysLeft });
  const remind = (afterDays: number, now: string, ...more: readonly SitePackEvent[]) =>
    given(sitePackFold, opened, ...more).when(
      remindOfTestCentre,
      { entitlementId, afterDays },
      { now, facts },
    );

  it('R76 R75 counts the days of the term that are lost', () => {
    remind(14, '2019-08-15T14:00:00.000Z').then(missing(14, 14, 352));
    remind(30, '2019-08-31T14:00:00.000Z', missing(14, 14, 352)).then(missing(30, 30, 336));
    remind(60, '2019-09-30T14:00:00.000Z', missing(30, 30, 336)).then(missing(60, 60, 306));
  });

  it('R76 is not sent early, nor twice; after downtime only the latest step is', () => {
    remind(14, '2019-08-14T14:00:00.000Z').then();
    remind(14, '2019-08-16T14:00:00.000Z', missing(14, 14, 352)).then();
    remind(14, '2019-09-05T14:00:00.000Z').then();
    remind(30, '2019-09-05T14:00:00.000Z').then(missing(30, 35, 331));
  });

  it('R76 is over with the test centre, the activation or the term', () => {
    const at = '2019-08-15T14:00:00.000Z';
    given(sitePackFold, opened)
      .when(remindOfTestCentre, { entitlementId, afterDays: 14 }, { now: at, facts: { standing: inOrder } })
      .then();
    remind(14, at, activated).then();
    remind(60, expiresAt).then();
    given(sitePackFold).when(remindOfTestCentre, { entitlementId, afterDays: 14 }, { now: at, facts }).then();
  });
});

describe('the states of a site pack', () => {
  it('E50 E13 are judged by time: pending, active, suspended, active, expired', () => {
    const pack = packAfter(openedFor(125), activated, suspended('2020-03-01T06:00:00.000Z'));
    const at = (instant: string) =>
      statusAt({ expiresAt, activatedAt: pack.activated?.at, changes: pack.changes }, instant);
    expect(at('2019-09-20T14:59:59.999Z')).toBe('PENDING_ACTIVATION');
    expect(at(activatedAt)).toBe('ACTIVE');
    expect(at('2020-03-01T06:00:00.000Z')).toBe('SUSPENDED');
    expect(at('2020-08-01T04:59:59.999Z')).toBe('SUSPENDED');
    expect(at(expiresAt)).toBe('EXPIRED');
  });
});
