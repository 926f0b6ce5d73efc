import { expect, it } from '@jest/globals';
import {
  SlaBreached,
  SlaClockSettled,
  SlaClockStarted,
  SlaJudgementDeferred,
  SlaMet,
  SlaSuperseded,
} from '#fulfilment/contracts/sla.js';
import { describeModels } from '../testing/describe-models.js';
import { entitlementId, ids, orderId, record, type Recorded } from '../testing/ledger-events.js';
import { SlaReportProjector } from './projector.js';
import { type ClockFilter, listClocks } from './query.js';
import { slaReport, type SlaReportAsked } from './report.js';

describeModels('the SLA report', new SlaReportProjector(), (models) => {
  const now = '2020-04-01T00:00:00.000Z';
  const acknowledgement = (n: number) => ({ subject: `${orderId(n)}:1`, kind: 'ACK_48H' as const });
  const delivery = (n: number) => ({ subject: entitlementId(n), kind: 'CODE_DELIVERY' as const });

  const start = (n: number, startedAt: string, recorded: Recorded = {}) =>
    record(
      models.store,
      `sla-ack${n}`,
      SlaClockStarted,
      { ...acknowledgement(n), startedAt, dueAt: `2020-03-${String(10 + n)}T09:00:00.000Z` },
      recorded,
    );
  const deliver = (n: number, calendarId: string, provisional: boolean) =>
    record(models.store, `sla-del${n}`, SlaClockStarted, {
      ...delivery(n),
      startedAt: '2020-03-02T00:00:00.000Z',
      targetAt: '2020-03-09T00:00:00.000Z',
      dueAt: '2020-03-16T00:00:00.000Z',
      ...{ calendarId, calendarVersion: 1 },
      ...(provisional ? { provisional, dayZero: '2020-03-02' } : {}),
    });
  const reported = async (asked: Partial<SlaReportAsked> = {}) =>
    (await slaReport(models.reads, { institutions: '*', limit: 50, now, ...asked })).items;
  const listed = async (filter: ClockFilter, after?: string) =>
    (await listClocks(models.reads, { institutions: '*', limit: 50, now, filter, after })).items;

  it('R64 counts what was met, broken, replaced and is open, with the times of those that were met', async () => {
    const { store } = models;
    for (let n = 1; n <= 10; n += 1) {
      await start(n, '2020-03-08T00:00:00.000Z');
      // After 1, 2 … 10 hours.
      const at = new Date(Date.UTC(2020, 2, 8, n)).toISOString();
      await record(store, `sla-ack${n}`, SlaMet, { ...acknowledgement(n), at });
    }
    for (const n of [11, 12, 13]) await start(n, '2020-02-20T00:00:00.000Z');
    const breached = { ...acknowledgement(11), at: '2020-03-21T09:00:00.000Z' };
    await record(store, 'sla-ack11', SlaBreached, breached);
    const after = await record(store, 'sla-ack12', SlaSuperseded, { ...acknowledgement(12), at: now });
    expect(await reported({ after })).toEqual([
      {
        ...{ period: '2020-02', kind: 'ACK_48H', calendarId: '', clocks: 3, met: 0, breached: 1 },
        ...{ superseded: 1, open: 1, overdue: 1, provisional: 0 },
        ...{ p50Seconds: null, p90Seconds: null, p95Seconds: null, p99Seconds: null },
      },
      {
        ...{ period: '2020-03', kind: 'ACK_48H', calendarId: '', clocks: 10, met: 10, breached: 0 },
        ...{ superseded: 0, open: 0, overdue: 0, provisional: 0 },
        ...{ p50Seconds: 18_000, p90Seconds: 32_400, p95Seconds: 36_000, p99Seconds: 36_000 },
      },
    ]);
  });

  it('R65 E17 tells the calendars of the offices apart', async () => {
    await deliver(1, 'DE', false);
    await deliver(2, 'US', false);
    const at = '2020-03-16T00:00:00.000Z';
    const after = await record(models.store, 'sla-del2', SlaBreached, { ...delivery(2), at });
    const found = await reported({ after, period: 'ALL', filter: { kind: 'CODE_DELIVERY' } });
    expect(found).toMatchObject([
      { period: 'ALL', calendarId: 'DE', clocks: 1, breached: 0, overdue: 1 },
      { period: 'ALL', calendarId: 'US', clocks: 1, breached: 1, overdue: 0 },
    ]);
    expect(await reported({ period: 'YEAR', filter: { calendarId: 'US' } })).toMatchObject([
      { period: '2020', kind: 'CODE_DELIVERY', clocks: 1 },
    ]);
  });

  it('E16 never calls a provisional clock overdue, and judges it when its calendar is there', async () => {
    await deliver(3, 'FR', true);
    let after = await record(models.store, 'sla-del3', SlaJudgementDeferred, { ...delivery(3), at: now });
    expect(await reported({ after, period: 'ALL', filter: { calendarId: 'FR' } })).toMatchObject([
      { open: 1, provisional: 1, overdue: 0, met: 0 },
    ]);
    expect(await listed({ provisional: true })).toMatchObject([{ colour: 'amber', doneAt: now }]);
    const settled = { targetAt: '2020-04-02T00:00:00.000Z', dueAt: '2020-04-09T00:00:00.000Z' };
    const calendar = { calendarId: 'FR', calendarVersion: 2 };
    await record(models.store, 'sla-del3', SlaClockSettled, { ...delivery(3), ...settled, ...calendar });
    after = await record(models.store, 'sla-del3', SlaMet, { ...delivery(3), at: now });
    expect(await listed({ calendarId: 'FR' }, after)).toMatchObject([
      { ...settled, calendarVersion: 2, outcome: 'MET', provisional: false, colour: 'green' },
    ]);
  });

  it('lists clocks by when they are due, in both directions, page by page', async () => {
    const all = await listed({});
    expect(all.map(({ dueAt }) => dueAt)).toEqual(all.map(({ dueAt }) => dueAt).toSorted());
    const asked = { institutions: '*', limit: 10, now, sort: '-dueAt' } as const;
    const first = await listClocks(models.reads, asked);
    const second = await listClocks(models.reads, { ...asked, cursor: first.next });
    expect([...first.items, ...second.items].map(({ subject }) => subject)).toEqual(
      all.map(({ subject }) => subject).toReversed(),
    );
    const outcomes = await listed({ outcome: 'OPEN', startedBefore: '2020-03-01T00:00:00.000Z' });
    expect(outcomes.map(({ subject, colour }) => [subject, colour])).toEqual([[`${orderId(13)}:1`, 'red']]);
  });

  it('pages through the report, and shows an institution its own only', async () => {
    const after = await start(14, '2020-01-02T00:00:00.000Z', { institutionId: ids.otherInstitution });
    const asked = { institutions: '*', limit: 2, now } as const;
    const first = await slaReport(models.reads, { ...asked, after });
    const second = await slaReport(models.reads, { ...asked, cursor: first.next });
    expect([...first.items, ...second.items].map(({ period, calendarId }) => period + calendarId)).toEqual([
      ...['2020-01', '2020-02', '2020-03', '2020-03DE'],
    ]);
    expect(await reported({ institutions: [ids.otherInstitution] })).toMatchObject([{ clocks: 1 }]);
    expect(await reported({ filter: { institutionId: ids.otherInstitution } })).toMatchObject([
      { period: '2020-01' },
    ]);
    expect(await reported({ institutions: [] })).toEqual([]);
  });
});
