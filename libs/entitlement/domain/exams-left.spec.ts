import { describe, expect, it } from '@jest/globals';
import { type ExamListed } from '#catalogue/contracts/exam-events.js';
import { type ExamFacts, lastPayableDay } from '#catalogue/contracts/exam-facts.js';
import { given } from '#deciding/given-when-then.js';
import { event } from '#kernel/event.js';
import {
  EntitlementGranted,
  EntitlementStranded,
  EntitlementStrandingLifted,
  LateWindowClosed,
} from '../contracts/entitlement-events.js';
import { entitlementFold } from './entitlement.js';
import { EntitlementUnknown } from './entitlement-refusals.js';
import { judgeExamsLeft } from './exams-left.js';
import { closeLateWindow } from './late-window.js';

const entitlementId = 'ent_00000000000000000000000001';
const id = (prefix: string) => `${prefix}_00000000000000000000000001`;
const granted = event(EntitlementGranted, {
  ...{ entitlementId, institutionId: id('ins'), enrollmentId: id('enr'), orderId: id('ord'), lineNo: 1 },
  ...{ invoiceNo: 'I-1', productKey: 'CP-30', families: ['MCSA'], provider: 'PEARSON_VUE' },
  ...{ fulfilment: 'CODES', packs: 1, packSize: 30, capacity: 30 },
  ...{ termStart: '2019-08-01', termEnd: '2020-07-31', zone: 'Europe/Berlin', salesRegion: 'EMEA' },
  ...{ activeFrom: '2019-07-31T22:00:00.000Z', expiresAt: '2020-07-31T22:00:00.000Z' },
  ...{ expiryBasis: 'TWELVE_MONTHS', tzdbVersion: '2025b' },
});
const cause = 'EXAM_RETIRED' as const;
const stranded = (lastExamOn: string) =>
  event(EntitlementStranded, { entitlementId, fulfilment: 'CODES', cause, lastExamOn });
const lifted = event(EntitlementStrandingLifted, { entitlementId, fulfilment: 'CODES', cause });
const judge = (lastExamOn: string | undefined, ...past: Parameters<typeof entitlementFold.evolve>[1][]) =>
  given(entitlementFold, ...past).when(judgeExamsLeft, { entitlementId }, { facts: { lastExamOn } });

describe('an entitlement whose exams retire', () => {
  it('E57 is stranded when none is left on days of its term, and said so at once', () => {
    judge('2020-01-31', granted).then(stranded('2020-01-31'));
    judge('2020-01-31', granted, stranded('2020-01-31')).then();
    judge('2020-07-30', granted).then(stranded('2020-07-30'));
  });

  it('E57 is not while another exam of its families is left, or is unknown, to its last day', () => {
    judge(undefined, granted).then();
    judge('2020-07-31', granted).then();
    judge('2020-01-31').thenRefused(EntitlementUnknown);
  });

  it('E58 is stranded no more when the date moves later, and for longer when it moves a little', () => {
    judge('2020-07-31', granted, stranded('2020-01-31')).then(lifted);
    judge(undefined, granted, stranded('2020-01-31')).then(lifted);
    judge(undefined, granted, stranded('2020-01-31'), lifted).then();
    judge('2020-03-31', granted, stranded('2020-01-31')).then(stranded('2020-03-31'));
  });

  it('E57 nothing is said of one that has expired', () => {
    given(entitlementFold, granted)
      .when(
        judgeExamsLeft,
        { entitlementId },
        { facts: { lastExamOn: '2020-01-31' }, now: '2020-07-31T22:00:00.000Z' },
      )
      .then();
  });
});

describe('the last day of any exam', () => {
  const payable = { families: ['MCSA'], provider: 'PEARSON_VUE' } as const;
  const listing = (changes: Partial<ExamListed> = {}): ExamListed => ({
    ...{ examCode: '70-486', title: 'x', preparationUrl: 'https://x', effectiveFrom: '2019-01-01' },
    ...{ families: ['MCSA'], providers: ['PEARSON_VUE'], ...changes },
  });
  const exam = (lastExamOn: string | undefined, ...listings: ExamListed[]): ExamFacts => ({
    ...{ listings, retired: false },
    ...(lastExamOn === undefined ? {} : { lastExamOn }),
  });

  it('E57 is the latest of those that count for it at its provider', () => {
    const other = listing({ providers: ['CERTIPORT'] });
    expect(
      lastPayableDay(
        [exam('2020-01-31', listing()), exam('2020-03-31', listing()), exam('2021-01-31', other)],
        payable,
      ),
    ).toBe('2020-03-31');
    expect(lastPayableDay([exam('2020-01-31', listing()), exam(undefined, listing())], payable)).toBe(
      undefined,
    );
    expect(lastPayableDay([], payable)).toBe(undefined);
  });

  it('E57 an exam that stops counting for a family ends for it the day before', () => {
    const without = listing({ families: ['MCSE'], effectiveFrom: '2020-01-01' });
    expect(lastPayableDay([exam(undefined, listing(), without)], payable)).toBe('2019-12-31');
    expect(lastPayableDay([exam('2019-06-30', listing(), without)], payable)).toBe('2019-06-30');
  });
});

describe('the late window of an entitlement', () => {
  const closedAt = '2020-09-14T22:00:00.000Z';
  const close = (now: string, ...past: Parameters<typeof entitlementFold.evolve>[1][]) =>
    given(entitlementFold, ...past).when(closeLateWindow, { entitlementId }, { facts: undefined, now });
  const closed = event(
    LateWindowClosed,
    { entitlementId, closedAt },
    { occurredAt: closedAt, basis: { policies: ['late-window-45-days@1'] } },
  );

  it('E21 is closed 45 days after the expiry, once, as of that instant', () => {
    close('2020-12-01T00:00:00.000Z', granted).then(closed);
    close('2020-12-01T00:00:00.000Z', granted, closed).then();
    close(closedAt, granted).then();
    close(closedAt).thenRefused(EntitlementUnknown);
  });
});
