import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { PublishCalendar } from '#catalogue/contracts/calendar-commands.js';
import { SlaClockStarted } from '#fulfilment/contracts/sla.js';
import { describeCommand } from '#messages/command.js';
import { type ModelReads } from '#projecting/model-reads.js';
import { invoice, invoicedLine } from '#read-models/testing/invoices.js';
import { entitlementId, ids, orderId, record } from '#read-models/testing/ledger-events.js';
import { grant } from '#read-models/testing/orders.js';
import { get, type Received, send } from './testing/requests.js';
import { scopedInstitution, type TestApi, startTestApi, tokens } from './testing/test-api.js';

const lastReports = { PEARSON_VUE: '2020-03-01T10:00:00.000Z', CERTIPORT: null };
const reads = { lastReports: () => Promise.resolve(lastReports) } as unknown as ModelReads;
// Since 2 November for the full months until the anchor's end: 8, where anniversaries count 9.
const line = {
  ...invoicedLine,
  ...{ billableMonths: 8, net: '66.67' },
  proration: {
    ...{ from: '2019-11-02', to: '2020-07-31', counted: 8, countedIn: 'full calendar months' },
    ...{ rule: 'COUNTED', numerator: 8, denominator: 12 },
  },
} as unknown as typeof invoicedLine;

let api: TestApi;
let head: string | undefined;

beforeAll(async () => {
  api = await startTestApi({ replace: { readModels: { reads, ready: () => Promise.resolve() } } });
  for (const n of [1, 2, 3]) {
    const institutionId = n === 3 ? scopedInstitution : ids.institution;
    await invoice(api.store, n, { lines: [line], institutionId });
    await grant(api.store, n, 3, { institutionId });
    await record(api.store, `sla-${n}`, SlaClockStarted, {
      ...{ subject: entitlementId(n), kind: 'CODE_DELIVERY', startedAt: '2020-03-02T09:00:00.000Z' },
      ...{ dueAt: '2020-03-16T23:00:00.000Z', targetAt: '2020-03-09T23:00:00.000Z' },
      ...{ calendarId: 'DE', calendarVersion: 1 },
    });
  }
  const { example } = describeCommand(PublishCalendar);
  const holidays = [{ date: '2020-03-16', name: 'A day off' }];
  const calendar = { ...example, calendarId: undefined, year: 2020, holidays };
  head = (await send(api.app, '/v1/calendars/DE-OTHER/publish', calendar)).receipt().position;
});
afterAll(() => api.close());

const proration = '/v1/what-if/proration?policy=ANNIVERSARY_MONTHS@1';
const calendar = '/v1/what-if/calendar?calendarId=DE-OTHER';
const items = (answer: Received) => answer.content()['items'] as readonly Record<string, unknown>[];

describe('what if', () => {
  it('R52 another proration policy had held: each line that differs, both ways, and nothing is recorded', async () => {
    const answer = await get(api.app, proration);
    expect(answer.content()).toMatchObject({ asOf: { position: head, lastReports } });
    expect(items(answer).map(({ orderId: of }) => of)).toStrictEqual([1, 2, 3].map(orderId));
    expect(items(answer)[0]).toStrictEqual({
      ...{ institutionId: ids.institution, orderId: orderId(1), invoiceNo: 'INV-1', lineNo: 1 },
      ...{ productKey: 'CP-30', currency: 'EUR', policy: 'FULL_CALENDAR_MONTHS@1' },
      ...{ months: 8, net: '66.67', monthsThen: 9, netThen: '75.00' },
    });
    expect(items(await get(api.app, '/v1/what-if/proration?policy=FULL_CALENDAR_MONTHS@1'))).toStrictEqual(
      [],
    );
    expect(await api.store.head()).toBe(head);
  });

  it('R65 E17 another calendar had counted: a holiday moves the last day of each promise', async () => {
    const answer = await get(api.app, calendar);
    expect(answer.content()).toMatchObject({ asOf: { position: head, lastReports } });
    expect(items(answer)).toHaveLength(3);
    expect(items(answer)[0]).toMatchObject({
      ...{ institutionId: ids.institution, subject: entitlementId(1), calendar: 'DE@1' },
      ...{ dueAt: '2020-03-16T23:00:00.000Z', dueAtThen: '2020-03-17T23:00:00.000Z' },
      ...{ outcome: 'RUNNING', outcomeThen: 'BREACHED' },
    });
    expect(await api.store.head()).toBe(head);
  });

  it('is told page by page, each difference once, or as a file of the same', async () => {
    for (const address of [proration, calendar]) {
      const all = items(await get(api.app, address));
      const first = await get(api.app, `${address}&limit=2`);
      const next = String(first.content()['next']);
      const second = await get(api.app, `${address}&limit=2&cursor=${next}`);
      expect([...items(first), ...items(second)]).toStrictEqual(all);
      expect(second.content()).not.toHaveProperty('next');
      const file = await get(api.app, `${address}&format=ndjson`);
      const lines = file.text.trim().split('\n');
      expect(lines.map((each) => JSON.parse(each) as unknown)).toStrictEqual(all);
      expect(file.headers).toMatchObject({
        'ledger-position': head,
        'ledger-last-reports': JSON.stringify(lastReports),
      });
      const csv = await get(api.app, `${address}&format=csv`);
      expect(parse(csv.text, { columns: true })).toHaveLength(3);
    }
  });

  it('knows nothing of other institutions, and only of the one that is asked for', async () => {
    for (const address of [proration, calendar]) {
      const scoped = items(await get(api.app, address, { token: tokens.scoped }));
      expect(scoped.map(({ institutionId }) => institutionId)).toStrictEqual([scopedInstitution]);
      const asked = `${address}&institutionId=${ids.institution}`;
      expect(items(await get(api.app, asked, { token: tokens.scoped }))).toStrictEqual([]);
      expect(items(await get(api.app, asked))).toHaveLength(2);
    }
  });

  it('refuses a policy or a calendar that there is not, a cursor of another query, and other roles', async () => {
    const unknown = await get(api.app, '/v1/what-if/proration?policy=GUESSED');
    expect(unknown.json()).toMatchObject({ status: 400, errors: [{ pointer: '/policy' }] });
    const missing = await get(api.app, '/v1/what-if/calendar?calendarId=NONE');
    expect(missing.json()).toMatchObject({ status: 404 });
    const forged = await get(api.app, `${proration}&cursor=${Buffer.from('"x"').toString('base64url')}`);
    expect(forged.json()).toMatchObject({ status: 400, errors: [{ pointer: '/cursor' }] });
    for (const address of [proration, calendar])
      expect((await get(api.app, address, { token: tokens.candidate })).status).toBe(403);
  });
});
