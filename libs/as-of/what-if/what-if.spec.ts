import { describe, expect, it } from '@jest/globals';
import { EntitlementGranted } from '#entitlement/contracts/entitlement-events.js';
import { IssuanceCompleted } from '#entitlement/contracts/entitlement-events.js';
import { grantedPack } from '#entitlement/domain/samples.js';
import { SlaBreached, SlaClockStarted, SlaMet } from '#fulfilment/contracts/sla.js';
import { type BusinessCalendar } from '#kernel/business-days.js';
import { event } from '#kernel/event.js';
import { type ProrationPolicy } from '#kernel/proration.js';
import { type InvoicedLine, type OrderInvoiced } from '#ordering/contracts/invoice-events.js';
import { factsOf } from '../testing/facts.js';
import { calendarDifference } from './calendar.js';
import { prorationDifferences } from './proration.js';

/** Three packs at 1,200.00 EUR for twelve months, the price of the model's test vector. */
const invoiced = (from: string, to: string, months: number, net: string): OrderInvoiced => {
  const line: InvoicedLine = {
    ...{ lineNo: 1, productKey: 'CP-30', packs: 3, packSize: 30, families: ['MCSA'], fulfilment: 'CODES' },
    ...{
      termModel: 'TWELVE_MONTH',
      termStart: from,
      termEnd: to,
      zone: 'Europe/Berlin',
      expiryBasis: 'ANCHOR',
    },
    billableMonths: months,
    proration: {
      ...{ from, to, counted: months, countedIn: 'full calendar months', rule: 'COUNTED' },
      ...{ numerator: months, denominator: 12 },
    },
    ...{ unitNet: '1200.00', priceSource: 'PRICE_LIST', net, priceLevel: 'A', priceListId: 'LIST-1@1' },
  };
  return {
    ...{ orderId: 'ord_1', revision: 1, matchesRevision: true, issuer: 'VENDOR', invoiceNo: 'INV-1' },
    ...{ invoiceDate: from, enrollmentId: 'enr_1', agreementId: 'agr_1', institutionId: 'ins_1' },
    ...{
      resellerId: 'res_1',
      salesRegion: 'DE',
      calendarId: 'DE',
      priceBasis: 'INVOICE_DATE',
      currency: 'EUR',
    },
    ...{ prorationPolicy: 'FULL_CALENDAR_MONTHS@1', lines: [line], total: net },
  };
};

describe('the same invoice under another policy', () => {
  // By hand: 3 x 1200 x 9/12 = 2700; 3600 x 273/366 = 2685.2459; 3600 x 274/366 = 2695.0820; 3600 x 31/365 = 305.7534;
  // 3600 x 30/365 = 295.8904.
  it.each<[string, string, number, string, ProrationPolicy, number, string]>([
    ['2019-11-02', '2020-07-31', 8, '2400.00', 'ANNIVERSARY_MONTHS@1', 9, '2700.00'],
    ['2019-11-02', '2020-07-31', 8, '2400.00', 'DAYS@1', 9, '2685.25'],
    ['2019-11-01', '2020-07-31', 9, '2700.00', 'DAYS@1', 9, '2695.08'],
    ['2020-07-01', '2020-07-31', 1, '300.00', 'DAYS@1', 1, '305.75'],
    ['2020-07-02', '2020-07-31', 1, '300.00', 'DAYS@1', 1, '295.89'],
  ])(
    'R11 R52 E1 %s to %s, %i months at %s, under %s: %i months at %s',
    (from, to, months, net, policy, then, netThen) => {
      expect(prorationDifferences(invoiced(from, to, months, net), policy)).toStrictEqual([
        {
          ...{
            institutionId: 'ins_1',
            orderId: 'ord_1',
            invoiceNo: 'INV-1',
            lineNo: 1,
            productKey: 'CP-30',
            currency: 'EUR',
          },
          ...{ policy: 'FULL_CALENDAR_MONTHS@1', months, net, monthsThen: then, netThen },
        },
      ]);
    },
  );

  it.each<[string, string, number, string, ProrationPolicy]>([
    ['2019-11-01', '2020-07-31', 9, '2700.00', 'ANNIVERSARY_MONTHS@1'],
    ['2020-07-02', '2020-07-31', 1, '300.00', 'ANNIVERSARY_MONTHS@1'],
    ['2019-12-31', '2020-12-30', 12, '3600.00', 'DAYS@1'],
    ['2019-11-02', '2020-07-31', 8, '2400.00', 'FULL_CALENDAR_MONTHS@1'],
  ])(
    'E7 I11 %s to %s is no difference where it is none: %i months at %s under %s',
    (from, to, months, net, policy) => {
      expect(prorationDifferences(invoiced(from, to, months, net), policy)).toStrictEqual([]);
    },
  );
});

describe('the same delivery by another calendar', () => {
  const calendar = (
    calendarId: string,
    zone: string,
    holidays: readonly string[],
    ...open: readonly string[]
  ) => {
    const years = {
      '2019': holidays.filter((day) => day < '2020'),
      '2020': holidays.filter((day) => day > '2020'),
    };
    const published = Object.fromEntries(Object.entries(years).filter(([year]) => !open.includes(year)));
    return {
      calendarId,
      version: '1',
      zone,
      weekendDays: [6, 7],
      holidays: published,
    } satisfies BusinessCalendar;
  };
  const us = calendar('US', 'America/New_York', ['2019-12-25', '2020-01-01']);
  const subject = grantedPack.data.entitlementId;
  const about = { subject, kind: 'CODE_DELIVERY' as const };
  const startedAt = '2019-12-20T10:00:00.000Z';
  // Business days 5 and 10 after Friday 2019-12-20: in Germany 2019-12-31 and 2020-01-08.
  const targetAt = '2019-12-31T23:00:00.000Z';
  const dueAt = '2020-01-08T23:00:00.000Z';
  const started = event(SlaClockStarted, {
    ...about,
    startedAt,
    targetAt,
    dueAt,
    calendarId: 'DE',
    calendarVersion: 1,
  });
  const granted = event(EntitlementGranted, { ...grantedPack.data, termStart: '2019-12-20' });
  const entitlement = (...completed: readonly string[]) =>
    factsOf(
      `entitlement-${subject}`,
      [startedAt, granted],
      ...completed.map(
        (at) =>
          [at, event(IssuanceCompleted, { entitlementId: subject, count: 60, completedAt: at })] as const,
      ),
    );
  const knownAt = '2020-02-01T00:00:00.000Z';

  it('R65 E15 E17 was due a day earlier in America: business days 5 and 10 are 2019-12-30 and 2020-01-07', () => {
    const at = '2020-01-02T00:00:00.000Z';
    const clock = factsOf('sla-1', [startedAt, started], [at, event(SlaMet, { ...about, at })]);
    expect(calendarDifference(clock, entitlement(at), us, knownAt)).toStrictEqual({
      ...{
        institutionId: grantedPack.data.institutionId,
        subject,
        calendar: 'DE@1',
        targetAt,
        dueAt,
        outcome: 'MET',
      },
      ...{
        targetAtThen: '2019-12-31T05:00:00.000Z',
        dueAtThen: '2020-01-08T05:00:00.000Z',
        outcomeThen: 'MET',
      },
    });
  });

  it('R65 would have been too late: in time by the German calendar, after the end of the day in America', () => {
    const at = '2020-01-08T12:00:00.000Z';
    const clock = factsOf('sla-1', [startedAt, started], [at, event(SlaMet, { ...about, at })]);
    expect(calendarDifference(clock, entitlement(at), us, knownAt)).toMatchObject({
      outcome: 'MET',
      outcomeThen: 'BREACHED',
    });
  });

  it('E35 runs until the last code is there, and is broken when it never came', () => {
    const clock = factsOf(
      'sla-1',
      [startedAt, started],
      [dueAt, event(SlaBreached, { ...about, at: dueAt })],
    );
    expect(calendarDifference(clock, entitlement(), us, knownAt)).toMatchObject({
      outcome: 'BREACHED',
      outcomeThen: 'BREACHED',
    });
    const early = '2019-12-27T00:00:00.000Z';
    const running = factsOf('sla-1', [startedAt, started]);
    expect(calendarDifference(running, entitlement(), us, early)).toMatchObject({
      outcome: 'RUNNING',
      outcomeThen: 'RUNNING',
    });
  });

  it('E16 promises nothing on holidays that are not published', () => {
    const half = calendar('US', 'America/New_York', ['2019-12-25'], '2020');
    const running = factsOf('sla-1', [startedAt, started]);
    expect(calendarDifference(running, entitlement(), half, knownAt)).toMatchObject({
      dueAtThen: null,
      outcomeThen: null,
    });
  });
});
