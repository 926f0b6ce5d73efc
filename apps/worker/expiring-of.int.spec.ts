import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { hoursAfter } from '#kernel/calendar.js';
import { eventually } from '#projecting/testing/eventually.js';
import { expiringOf } from './expiring-of.js';
import { invoiced, type School, school } from './testing/school.js';
import { openWorkingLedger, type WorkingLedger, word } from './testing/working-ledger.js';

let ledger: WorkingLedger;
let customer: School;

beforeAll(async () => {
  ledger = await openWorkingLedger();
  customer = await school(ledger);
  await ledger.start();
  await invoiced(ledger, customer, 'SP-125-MOS');
  await ledger.happened('SitePackListed');
}, 60_000);
afterAll(() => ledger.close());

it('N6 R28 R63 the exams of a site pack that are left are told of in its last 90 days, and not before', async () => {
  const [opened] = await ledger.happened('SitePackOpened');
  const expiresAt = opened === undefined ? '' : word(opened, 'expiresAt');
  const expiring = () => expiringOf(ledger.ledger)(customer.institutionId);
  expect(await expiring()).toStrictEqual([]);
  await ledger.moveTo(hoursAfter(expiresAt, -90 * 24 + 1));
  expect(await expiring()).toMatchObject([{ expiresAt, zone: 'America/Chicago', examsLeft: 125 }]);
  const digest = await eventually(async () =>
    (await ledger.events('NotificationRequested')).find(({ data: { template } }) => template === 'N6'),
  );
  expect(digest.data).toMatchObject({ to: [customer.online], subject: customer.institutionId });
}, 60_000);
