import { expect, it } from '@jest/globals';
import { CodeAssigned } from '#entitlement/contracts/code-events.js';
import { SitePackOpened } from '#site-packs/contracts/pack-events.js';
import { codeModel } from '../code-inventory/query.js';
import { sitePackModel } from '../site-pack-balance/query.js';
import { describeModels } from '../testing/describe-models.js';
import { codeId, entitlementId, ids, orderId, record } from '../testing/ledger-events.js';
import { grant, issue } from '../testing/orders.js';
import { stockOf } from './stock.js';

const now = '2020-06-01T09:00:00.000Z';

describeModels('what an institution has unused', [codeModel, sitePackModel], (models) => {
  const stock = (after: string, institutionId: string = ids.institution, at = now) =>
    stockOf(models.reads, { institutions: '*', institutionId, after, now: at });

  it('R63 is codes that nobody has and units of site packs, until they expire', async () => {
    const { store } = models;
    await grant(store, 1, 3);
    for (const n of [1, 2, 3]) await issue(store, 1, n, n);
    await record(store, `code-${codeId(3)}`, CodeAssigned, {
      ...{ codeId: codeId(3), personRef: ids.person, role: 'EMPLOYEE' },
    });
    const after = await record(store, `sitepack-${entitlementId(2)}`, SitePackOpened, {
      ...{ entitlementId: entitlementId(2), orderId: orderId(2), institutionId: ids.institution },
      ...{ productKey: 'SP-125-MOS', provider: 'CERTIPORT', capacity: 125, families: ['MOS', 'MCE'] },
      ...{ termStart: '2019-08-01', termEnd: '2020-07-31', zone: 'America/Chicago', catcActive: false },
      ...{ activeFrom: '2019-08-01T05:00:00.000Z', expiresAt: '2020-08-01T05:00:00.000Z' },
      openedAt: '2019-08-01T14:00:00.000Z',
    });
    const { lots, asOf } = await stock(after);
    expect(lots).toEqual([
      {
        ...{ kind: 'SITE_PACK', entitlementId: entitlementId(2), productKey: 'SP-125-MOS', units: 125 },
        ...{ families: ['MOS', 'MCE'], lastDay: '2020-07-31', usable: true },
      },
      {
        ...{ kind: 'CODES', entitlementId: entitlementId(1), productKey: 'CP-30', units: 2 },
        ...{ families: ['MCSA'], lastDay: '2021-03-01', usable: true },
      },
    ]);
    expect(asOf.position).toBe(after);
    expect((await stock(after, ids.otherInstitution)).lots).toEqual([]);
    expect((await stock(after, ids.institution, '2020-08-01T05:00:00.000Z')).lots).toMatchObject([
      { kind: 'CODES' },
    ]);
    expect((await stock(after, ids.institution, '2021-03-01T23:00:00.000Z')).lots).toEqual([]);
  });
});
