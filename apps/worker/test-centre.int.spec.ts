import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AttestTechnicalRequirements,
  RecordCatcStatus,
} from '#institutions/contracts/test-centre-commands.js';
import { hoursAfter } from '#kernel/calendar.js';
import { timers } from '#processing/timers.js';
import { eventually } from '#projecting/testing/eventually.js';
import { ActivateSitePack } from '#site-packs/contracts/pack-commands.js';
import { invoiced, type School, school } from './testing/school.js';
import { openWorkingLedger, word, type WorkingLedger } from './testing/working-ledger.js';

describe('a site pack of an institution that is no test centre yet', () => {
  let ledger: WorkingLedger;
  let customer: School;
  let entitlementId: string;
  let opened: string;

  beforeAll(async () => {
    ledger = await openWorkingLedger();
    customer = await school(ledger);
    await ledger.start();
    await invoiced(ledger, customer, 'SP-125-MOS');
    const [pack] = await ledger.happened('SitePackListed');
    if (pack === undefined) throw new Error('no pack');
    entitlementId = word(pack, 'entitlementId');
    opened = ledger.ledger.clock.now();
  }, 60_000);
  afterAll(() => ledger.close());

  const reminded = async () =>
    (await ledger.events('NotificationRequested')).filter((each) => word(each, 'template') === 'N7');
  const days = (count: number) => hoursAfter(opened, count * 24 + 1);
  const nothingDue = () =>
    eventually(async () => {
      const backlog = await timers.backlog(ledger.ledger.database, ledger.ledger.clock.now());
      return backlog.every(({ due }) => due === 0) ? true : undefined;
    });

  it('N7 R76 its administrator is reminded after 14 days', async () => {
    await ledger.moveTo(days(14));
    await eventually(async () => ((await reminded()).length === 1 ? true : undefined));
    expect((await ledger.events('TestCentreMissing')).map(({ data }) => data['afterDays'])).toStrictEqual([
      14,
    ]);
  }, 60_000);

  it('N7 R76 after a downtime over both later reminders there is one, of the last', async () => {
    await ledger.stop();
    await ledger.moveTo(days(61));
    await ledger.start();
    await eventually(async () => ((await reminded()).length > 1 ? true : undefined));
    await nothingDue();
    expect(await reminded()).toHaveLength(2);
    const missing = (await ledger.events('TestCentreMissing')).at(-1);
    expect(missing?.data).toMatchObject({ afterDays: 60 });
  }, 60_000);

  it('E50 E51 I24 what was lost while nobody followed it suspends the pack from the day on which it was lost', async () => {
    const { institutionId, online } = customer;
    const catc = (status: 'ACTIVE' | 'SUSPENDED', effectiveAt: string) =>
      ledger.does(RecordCatcStatus, { institutionId, catcId: 'CATC-1', status, effectiveAt });
    await ledger.does(AttestTechnicalRequirements, {
      institutionId,
      evidenceRef: 'T-1',
      effectiveAt: days(61),
    });
    await catc('ACTIVE', days(61));
    await ledger.does(ActivateSitePack, { entitlementId, catcId: 'CATC-1', licenseAcceptedBy: online });
    await ledger.stop();
    await ledger.moveTo(days(101));
    await catc('SUSPENDED', days(91));
    await catc('ACTIVE', days(96));
    await catc('SUSPENDED', days(81));
    await ledger.start();
    const suspended = await ledger.happened('SitePackSuspended', 2);
    expect(suspended.map(({ data }) => data['effectiveAt'])).toStrictEqual([days(91), days(81)]);
    const resumed = await ledger.happened('SitePackResumed');
    expect(resumed.map(({ data }) => data['effectiveAt'])).toContain(days(96));
  }, 60_000);
});
