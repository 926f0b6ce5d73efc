import { expect, it } from '@jest/globals';
import { ModelReads } from '#projecting/model-reads.js';
import { ProviderReportRecorded } from '#reporting/contracts/report-events.js';
import { PortalBalanceRecorded } from '#site-packs/contracts/portal-balance.js';
import { naturalId } from '#kernel/ids.js';
import { describeModels } from '../testing/describe-models.js';
import { codeId, entitlementId, record } from '../testing/ledger-events.js';
import { grant } from '../testing/orders.js';
import { lastReportsOf } from './last-reports.js';
import { providerActivityModel } from './projector.js';

describeModels('when a provider was last heard of', providerActivityModel, (models) => {
  const passed = (after: string) =>
    models.reads.ask(providerActivityModel, { institutions: '*', after }, () => Promise.resolve());
  const report = (n: number, at: string) =>
    record(
      models.store,
      `report-${n}`,
      ProviderReportRecorded,
      {
        ...{ reportId: naturalId('rep', n), provider: 'PEARSON_VUE', keyedBy: 'PROVIDER', receivedAt: at },
        ...{ kind: 'RESULT', registrationKey: `REG-${n}`, codeId: codeId(n) },
        ...{ examCode: '70-480', occurredLocal: '2020-05-30T09:00:00' },
      },
      { at },
    );

  it('is in every answer, with null for one that never was, and costs one look a second', async () => {
    await passed(await grant(models.store, 1, 1));
    const clock = { ms: 0 };
    const lastReports = lastReportsOf(models.database, () => clock.ms);
    const reads = await ModelReads.open(models.database, 5000, lastReports);
    const asked = async () => {
      const view = (each: { readonly asOf: object }) => Promise.resolve(each.asOf);
      return reads.ask(providerActivityModel, { institutions: [] }, view);
    };
    expect(await asked()).toMatchObject({ lastReports: { CERTIPORT: null, PEARSON_VUE: null } });
    await report(1, '2020-06-02T09:00:00.000Z');
    await passed(await report(2, '2020-06-01T09:00:00.000Z'));
    clock.ms = 999;
    expect(await asked()).toMatchObject({ lastReports: { PEARSON_VUE: null } });
    clock.ms = 6000;
    const heard = { CERTIPORT: null, PEARSON_VUE: '2020-06-02T09:00:00.000Z' };
    expect(await asked()).toMatchObject({ lastReports: heard });
    const at = '2020-06-03T09:00:00.000Z';
    const portal = { entitlementId: entitlementId(1), left: 5, ledgerLeft: 5, statedAt: at };
    await passed(await record(models.store, 'sitepack-1', PortalBalanceRecorded, portal, { at }));
    clock.ms = 12_000;
    const found = await reads.find(
      providerActivityModel,
      { institutions: [] },
      { text: 'SELECT 1 AS one', parameters: [] },
    );
    expect(found.asOf.lastReports).toEqual({ ...heard, CERTIPORT: at });
    await reads.close();
  });

  it('knows of none while it cannot be read', async () => {
    await models.database.script('ALTER SCHEMA provider_activity_1 RENAME TO gone');
    const lastReports = await lastReportsOf(models.database)();
    await models.database.script('ALTER SCHEMA gone RENAME TO provider_activity_1');
    expect(lastReports).toEqual({ CERTIPORT: null, PEARSON_VUE: null });
  });
});
