import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { given, someGivens } from '#deciding/given-when-then.js';
import { plusDays } from '#kernel/calendar.js';
import { propertyRuns } from '#test/support/property-runs.js';
import { fold } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { Refusal } from '#kernel/refusal.js';
import { twelveMonthTerm } from '#kernel/term.js';
import { AnchorEstablished, AnchorLapsed, FollowOnCoTermed } from '../contracts/co-termination-events.js';
import {
  alignTerm,
  type CoTerminationEvent,
  coTerminationFold,
  lapseAnchor,
  termInGroup,
} from './co-termination.js';
import { InvoicedAfterAgreement, InvoiceInFuture } from './invoice-refusals.js';
import { ids } from '../testing/school.js';

const now = '2030-01-01T00:00:00.000Z';
const facts = { institutionId: ids.institution, agreementEnd: undefined as string | undefined };
const common = { enrollmentId: ids.enrollment, institutionId: ids.institution, issuer: 'EOC' };
const align = (orderId: string, invoiceDate: string) => ({
  enrollmentId: ids.enrollment,
  orderId,
  issuer: 'EOC',
  invoiceNo: orderId.slice(-4),
  invoiceDate,
});
const anchor = (
  orderId: string,
  termStart: string,
  termEnd: string,
  expiryBasis: AnchorEstablished['expiryBasis'] = 'TWELVE_MONTHS',
) =>
  event(AnchorEstablished, {
    ...common,
    orderId,
    invoiceNo: orderId.slice(-4),
    termStart,
    termEnd,
    expiryBasis,
  });
const followOn = (
  orderId: string,
  termStart: string,
  termEnd: string,
  of: typeof first,
  expiryBasis: FollowOnCoTermed['expiryBasis'] = 'ANCHOR',
) =>
  event(FollowOnCoTermed, {
    ...{ ...common, orderId, invoiceNo: orderId.slice(-4), termStart, termEnd, expiryBasis },
    ...{ anchorOrderId: of.data.orderId, anchorStart: of.data.termStart, anchorEnd: of.data.termEnd },
  });
const lapsed = (anchorOrderId: string, cause: AnchorLapsed['cause']) =>
  event(AnchorLapsed, { enrollmentId: ids.enrollment, anchorOrderId, cause });

const first = anchor(ids.order, '2019-08-01', '2020-07-31');
const inGroup = (...past: CoTerminationEvent[]) => ({
  align: (orderId: string, invoiceDate: string, agreementEnd?: string) =>
    given(coTerminationFold, ...past).when(alignTerm, align(orderId, invoiceDate), {
      now,
      facts: { ...facts, agreementEnd },
    }),
});

describe('the orders of an enrollment', () => {
  it('R51 I9 the first invoiced 12-month order is the anchor', () => {
    inGroup().align(ids.order, '2019-08-01').then(first);
  });

  it('R51 E5 I10 a second order ends with the anchor', () => {
    inGroup(first)
      .align(ids.second, '2019-11-01')
      .then(followOn(ids.second, '2019-11-01', '2020-07-31', first));
    inGroup(first)
      .align(ids.second, '2020-07-31')
      .then(followOn(ids.second, '2020-07-31', '2020-07-31', first));
  });

  it('E6 an order invoiced after the anchor ended is the new anchor with full twelve months', () => {
    inGroup(first)
      .align(ids.second, '2020-08-01')
      .then(lapsed(ids.order, 'TERM_ENDED'), anchor(ids.second, '2020-08-01', '2021-07-31'));
  });

  it('E7 of two first orders of one day the one that comes second follows, to the same end', () => {
    const day = anchor(ids.order, '2019-12-31', '2020-12-30');
    inGroup(day)
      .align(ids.second, '2019-12-31')
      .then(followOn(ids.second, '2019-12-31', '2020-12-30', day));
  });

  it('E7 an earlier invoice that is recorded later does not become the anchor, nor outlive its own twelve months', () => {
    inGroup(first)
      .align(ids.second, '2019-07-15')
      .then(followOn(ids.second, '2019-07-15', '2020-07-14', first, 'TWELVE_MONTHS'));
  });

  it('E4 an invoice of the days of an earlier anchor, recorded late, follows that one', () => {
    const second = anchor(ids.second, '2020-08-05', '2021-08-04');
    inGroup(first, lapsed(ids.order, 'TERM_ENDED'), second)
      .align(ids.third, '2020-07-20')
      .then(followOn(ids.third, '2020-07-20', '2020-07-31', first));
    inGroup(first, lapsed(ids.order, 'TERM_ENDED'), second)
      .align(ids.third, '2020-08-02')
      .then(followOn(ids.third, '2020-08-02', '2021-08-01', second, 'TWELVE_MONTHS'));
    // Before them all: it is the anchor of now that was recorded before it.
    inGroup(first, lapsed(ids.order, 'TERM_ENDED'), second)
      .align(ids.third, '2019-07-15')
      .then(followOn(ids.third, '2019-07-15', '2020-07-14', second, 'TWELVE_MONTHS'));
  });

  it('E9 I8 the agreement cuts anchor and follow-on short', () => {
    const cut = anchor(ids.order, '2019-08-01', '2020-03-31', 'AGREEMENT');
    inGroup().align(ids.order, '2019-08-01', '2020-03-31').then(cut);
    inGroup(first)
      .align(ids.second, '2019-11-01', '2020-03-31')
      .then(followOn(ids.second, '2019-11-01', '2020-03-31', first, 'AGREEMENT'));
  });

  it('E10 I36 an extended agreement moves neither the anchor nor what follows it', () => {
    const cut = anchor(ids.order, '2019-08-01', '2020-03-31', 'AGREEMENT');
    inGroup(cut)
      .align(ids.second, '2019-11-01', '2023-03-31')
      .then(followOn(ids.second, '2019-11-01', '2020-03-31', cut));
  });

  it('E8 an anchor corrected to zero binds no later order, and its follow-ons keep their end', () => {
    const follower = followOn(ids.second, '2019-11-01', '2020-07-31', first);
    const zeroed = { enrollmentId: ids.enrollment, orderId: ids.order, cause: 'CORRECTED_TO_ZERO' } as const;
    given(coTerminationFold, first, follower)
      .when(lapseAnchor, zeroed, { facts: undefined })
      .then(lapsed(ids.order, 'CORRECTED_TO_ZERO'));
    const after = inGroup(first, follower, lapsed(ids.order, 'CORRECTED_TO_ZERO'));
    after.align(ids.third, '2019-12-01').then(anchor(ids.third, '2019-12-01', '2020-11-30'));
    after.align(ids.second, '2019-11-01').then();
    given(coTerminationFold, first, follower)
      .when(lapseAnchor, { ...zeroed, orderId: ids.second }, { facts: undefined })
      .then();
  });

  it('E8 taking one anchor back leaves the one before, and what follows either', () => {
    const second = anchor(ids.second, '2020-08-05', '2021-08-04');
    const past = [first, lapsed(ids.order, 'TERM_ENDED'), second, lapsed(ids.second, 'CORRECTED_TO_ZERO')];
    const group = inGroup(...past);
    group.align(ids.third, '2020-07-20').then(followOn(ids.third, '2020-07-20', '2020-07-31', first));
    group.align(ids.order, '2019-08-01').then();
    group.align(ids.second, '2020-08-05').then(second);
  });

  it('E4 an anchor that was never invoiced on its day may follow another one on the day of its real invoice', () => {
    const second = anchor(ids.second, '2020-08-05', '2021-08-04');
    inGroup(first, lapsed(ids.order, 'TERM_ENDED'), second)
      .align(ids.second, '2020-07-20')
      .then(lapsed(ids.second, 'NEVER_INVOICED'), followOn(ids.second, '2020-07-20', '2020-07-31', first));
  });

  it('R51 the term of an order says what it follows, and an anchor follows nothing', () => {
    const term = { termStart: '2019-11-01', termEnd: '2020-07-31', expiryBasis: 'ANCHOR' };
    const of = { orderId: ids.order, termStart: '2019-08-01', termEnd: '2020-07-31' };
    const follower = followOn(ids.second, '2019-11-01', '2020-07-31', first);
    const group = fold(coTerminationFold, [first, follower]);
    expect(group.aligned?.get(ids.second)).toStrictEqual({ ...term, anchor: of });
    expect(termInGroup(group, ids.second, '2019-11-01', undefined)).toStrictEqual({ ...term, anchor: of });
    expect(termInGroup(coTerminationFold.initial, ids.order, '2019-08-01', undefined)).toStrictEqual({
      ...{ termStart: '2019-08-01', termEnd: '2020-07-31', expiryBasis: 'TWELVE_MONTHS' },
    });
  });

  it('E19 the same order on the same day is aligned once', () => {
    inGroup(first).align(ids.order, '2019-08-01').then();
  });

  it('E4 an order whose first invoice was never recorded is aligned anew for the day of the real one', () => {
    inGroup(first)
      .align(ids.order, '2019-08-03')
      .then(lapsed(ids.order, 'NEVER_INVOICED'), anchor(ids.order, '2019-08-03', '2020-08-02'));
  });

  it('refuses an invoice after the agreement, and one of a day that has not begun anywhere', () => {
    inGroup().align(ids.order, '2019-08-01', '2019-07-31').thenRefused(InvoicedAfterAgreement, {
      agreementEnd: '2019-07-31',
    });
    expect(inGroup().align(ids.order, '2019-08-01', '2019-08-01').outcome).toHaveLength(1);
    inGroup().align(ids.order, '2030-01-02').thenRefused(InvoiceInFuture, { invoiceDate: '2030-01-02' });
    expect(inGroup().align(ids.order, '2030-01-01').outcome).toHaveLength(1);
  });
});

const day = fc.nat(1600).map((days) => plusDays('2018-01-01', days));
const step = fc.record({
  orderId: fc.constantFrom(ids.order, ids.second, ids.third, 'ord_x', 'ord_y', 'ord_z'),
  invoiceDate: day,
  agreementEnd: fc.option(day, { nil: undefined }),
  corrected: fc.boolean(),
});

describe('any history of a group', () => {
  it('R51 I8 I9 I10 a follow-on never outlives its anchor, and one anchor lives at a time', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const past: CoTerminationEvent[] = [];
        let live: string | undefined;
        for (const { orderId, invoiceDate, agreementEnd, corrected } of steps) {
          const state = fold(coTerminationFold, past);
          const outcome = corrected
            ? lapseAnchor({ enrollmentId: ids.enrollment, orderId, cause: 'CORRECTED_TO_ZERO' }, state, {
                ...someGivens,
                facts: undefined,
              })
            : alignTerm(align(orderId, invoiceDate), state, {
                ...someGivens,
                now,
                facts: { ...facts, agreementEnd },
              });
          if (outcome instanceof Refusal) continue;
          for (const { type, data } of outcome) {
            if (type === 'AnchorLapsed') {
              expect(data.anchorOrderId).toBe(live);
              live = undefined;
              continue;
            }
            const { termStart, termEnd } = data;
            expect(termStart <= termEnd && termEnd <= twelveMonthTerm(termStart)).toBe(true);
            if (agreementEnd !== undefined) expect(termEnd <= agreementEnd).toBe(true);
            if (type === 'FollowOnCoTermed') expect(termEnd <= data.anchorEnd).toBe(true);
            else {
              expect(live).toBeUndefined();
              live = data.orderId;
            }
          }
          past.push(...outcome);
        }
      }),
      propertyRuns(),
    );
  });
});
