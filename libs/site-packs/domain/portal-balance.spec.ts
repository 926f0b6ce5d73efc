import { describe, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { event } from '#kernel/event.js';
import { SitePackAdjusted } from '../contracts/pack-events.js';
import { PortalBalanceRecorded } from '../contracts/portal-balance.js';
import { SeatForfeited } from '../contracts/unit-events.js';
import { recordPortalBalance } from './portal-balance.js';
import { InFuture, SitePackUnknown } from './refusals.js';
import { activated, draws, entitlementId, id, now, opened, reserved } from './samples.js';
import { sitePackFold } from './site-pack.js';

const none = { facts: undefined, now };
const statedAt = '2020-03-02T06:00:00.000Z';
const recorded = (left: number, ledgerLeft: number, at: string) =>
  event(PortalBalanceRecorded, { entitlementId, left, ledgerLeft, statedAt: at }, { occurredAt: at });

describe("the balance of the provider's portal", () => {
  it('is recorded beside that of the ledger, where seats that are only reserved count as left', () => {
    given(sitePackFold, opened, activated, reserved(), ...draws(20))
      .when(recordPortalBalance, { entitlementId, left: 100, statedAt }, none)
      .then(recorded(100, 105, statedAt));
    given(sitePackFold, opened)
      .when(recordPortalBalance, { entitlementId, left: 125 }, none)
      .then(recorded(125, 125, now));
  });

  it('I23 counts no-shows as used, and what was put right', () => {
    const by = { entitlementId, units: 2, cause: 'EXAM_NOT_STARTED', caseId: id('cas', 1) } as const;
    given(
      ...([sitePackFold, opened, activated, reserved()] as const),
      event(SeatForfeited, { entitlementId, sessionId: 'S-1', count: 1, late: false }),
      event(SitePackAdjusted, { ...by, approvedBy: 'second' }),
    )
      .when(recordPortalBalance, { entitlementId, left: 126, statedAt }, none)
      .then(recorded(126, 126, statedAt));
  });

  it('says nothing new when it is not later than what is known', () => {
    for (const left of [99, 100]) {
      given(sitePackFold, opened, recorded(100, 125, statedAt))
        .when(recordPortalBalance, { entitlementId, left, statedAt }, none)
        .then();
    }
    given(sitePackFold, opened, recorded(100, 125, statedAt))
      .when(recordPortalBalance, { entitlementId, left: 99, statedAt: now }, none)
      .then(recorded(99, 125, now));
  });

  it('is of a site pack that there is, and not of the future', () => {
    given(sitePackFold)
      .when(recordPortalBalance, { entitlementId, left: 1 }, none)
      .thenRefused(SitePackUnknown);
    given(sitePackFold, opened)
      .when(recordPortalBalance, { entitlementId, left: 1, statedAt: '2020-03-02T16:00:00.001Z' }, none)
      .thenRefused(InFuture);
  });
});
