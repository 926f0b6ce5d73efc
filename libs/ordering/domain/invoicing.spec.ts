import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { propertyRuns } from '#test/support/property-runs.js';
import { given, someGivens } from '#deciding/given-when-then.js';
import { plusDays } from '#kernel/calendar.js';
import { event } from '#kernel/event.js';
import { compareMoney, minorUnits, money, ofMinorUnits, sumMoney } from '#kernel/money.js';
import { Refusal } from '#kernel/refusal.js';
import { type RecordInvoice, type StatedLine } from '../contracts/invoice-commands.js';
import { InvoiceCorrected, OrderInvoiced } from '../contracts/invoice-events.js';
import {
  OrderAmended,
  OrderCancelled,
  type OrderLine,
  OrderPlaced,
  OrderProcessed,
  SpecialDiscountApproved,
} from '../contracts/order-events.js';
import { orderFactsFold } from '../contracts/order-facts.js';
import { termModels } from '../contracts/vocabulary.js';
import { invoiced } from '../testing/invoiced.js';
import { classPacks, ids, placed, priceOf, processed } from '../testing/school.js';
import { type CoTermination, termInGroup } from './co-termination.js';
import {
  InvoiceBeforeOrder,
  InvoicedAfterAgreement,
  InvoiceDiffers,
  InvoiceInFuture,
  InvoiceNumberUsed,
  InvoiceTotalDiffers,
} from './invoice-refusals.js';
import { type InvoicingFacts } from './invoiced-lines.js';
import { recordInvoice } from './invoicing.js';
import { type OrderEvent, orderFold } from './order.js';
import { type Price } from './pricing.js';
import {
  NoAgreementEnd,
  NoPrice,
  NotInCurrency,
  OrderCancelledAlready,
  OrderInvoicedAlready,
  OrderNotProcessed,
  OrderUnknown,
  RevisionUnknown,
} from './order-refusals.js';

const now = '2030-01-01T00:00:00.000Z';
const line: Readonly<StatedLine> = { lineNo: 1, productKey: 'CP-30', packs: 2 };
const command: Readonly<RecordInvoice> = {
  orderId: ids.order,
  revision: 1,
  issuer: 'EOC-DUBLIN',
  invoiceNo: 'INV-1',
  invoiceDate: '2019-08-01',
  calendarId: 'US-FEDERAL',
  lines: [line],
};

interface Circumstances {
  readonly group?: CoTermination;
  readonly agreementEnd?: string | undefined;
  readonly prices?: InvoicingFacts['prices'];
  readonly zones?: InvoicingFacts['zones'];
  readonly holdsFirstOrder?: boolean;
}

function factsOn(invoiceDate: string, given: Circumstances): InvoicingFacts {
  const { group = { anchors: [] }, zones = new Map<string, string>() } = given;
  const agreementEnd = 'agreementEnd' in given ? given.agreementEnd : '2021-07-31';
  const aligned = termInGroup(group, ids.order, invoiceDate, agreementEnd);
  if (aligned instanceof Refusal) throw new Error(aligned.type.code);
  return {
    ...{ agreementEnd, aligned, zones, customerZone: 'Europe/Berlin' },
    prices: given.prices ?? new Map([['CP-30', priceOf('1200.00')]]),
    singleVoucher: priceOf('100.00'),
    holdsFirstOrder: given.holdsFirstOrder ?? false,
    prorationPolicy: 'FULL_CALENDAR_MONTHS@1',
  };
}

const invoice = (
  change: Partial<RecordInvoice> = {},
  circumstances: Circumstances = {},
  past: readonly OrderEvent[] = [placed, processed],
) => {
  const asked = { ...command, ...change };
  const facts = factsOn(asked.invoiceDate, circumstances);
  return given(orderFold, ...past).when(recordInvoice, asked, { now, facts });
};
const invoicedBy = ({ outcome }: ReturnType<typeof invoice>): OrderInvoiced => {
  if (outcome instanceof Refusal || outcome[0]?.type !== 'OrderInvoiced') throw new Error('no invoice');
  return outcome[0].data;
};
const lineOf = (of: ReturnType<typeof invoice>) => {
  const [line] = invoicedBy(of).lines;
  if (line === undefined) throw new Error('no line');
  return line;
};
const groupOf = (termStart: string, termEnd: string): CoTermination => {
  const live = { orderId: ids.second, termStart, termEnd };
  return { live, anchors: [live] };
};
const ordering = (...lines: readonly Partial<OrderLine>[]) => {
  const ordered = lines.map((line, index) => ({ ...classPacks, ...line, lineNo: index + 1 }));
  return [event(OrderPlaced, { ...placed.data, lines: ordered }), processed] as const;
};
const remaining = ordering({ termModel: 'REMAINING_AGREEMENT' });
const { quote } = placed.data;
const amended = event(OrderAmended, {
  ...{ orderId: ids.order, revision: 2, quote, reason: 'CUSTOMER_REQUEST' },
  lines: [{ ...classPacks, packs: 3 }],
});

describe('an invoice', () => {
  it('R11 R52 I34 fixes term and price, and holds all that an entitlement is granted from', () => {
    invoice().then(invoiced);
  });

  it('I6 bills the lines of its revision, no more and no less', () => {
    const differ = (...stated: StatedLine[]) =>
      invoice({ lines: stated }).thenRefused(InvoiceDiffers, { revision: 1 });
    differ({ ...line, packs: 3 });
    differ({ ...line, productKey: 'MCP-1' });
    differ({ ...line, lineNo: 2 });
    differ(line, line);
    differ();
    const two = ordering({}, { productKey: 'MCP-1', packs: 1 });
    const voucher = { lineNo: 2, productKey: 'MCP-1', packs: 1 };
    const prices = new Map([
      ['CP-30', priceOf('1200.00')],
      ['MCP-1', priceOf('100.00')],
    ]);
    expect(invoicedBy(invoice({ lines: [voucher, line] }, { prices }, two)).total).toBe('2500.00');
    invoice({ lines: [line, line] }, { prices }, two).thenRefused(InvoiceDiffers);
  });

  it('I5 follows the processing and comes once', () => {
    invoice({}, {}, [placed]).thenRefused(OrderNotProcessed, { revision: 1 });
    invoice({}, {}, []).thenRefused(OrderUnknown);
    invoice({}, {}, [placed, processed, invoiced]).thenRefused(OrderInvoicedAlready);
    const cancelled = event(OrderCancelled, { orderId: ids.order, revision: 1, reason: 'DUPLICATE' });
    invoice({}, {}, [placed, processed, cancelled]).thenRefused(OrderCancelledAlready);
    invoice({ revision: 2 }).thenRefused(RevisionUnknown, { revision: 2 });
  });

  it('I6 E32 the number of an invoice that was taken back is not used again by its issuer', () => {
    const again = event(OrderProcessed, { ...processed.data, revision: 2 });
    const crossed = event(OrderInvoiced, { ...invoiced.data, matchesRevision: false });
    const { issuer, invoiceNo, total } = invoiced.data;
    const takenBack = event(InvoiceCorrected, {
      ...{ orderId: ids.order, issuer, invoiceNo, creditNo: 'CR-1', reason: 'BILLED_IN_ERROR' },
      lines: [{ lineNo: 1, from: total, to: '0.00', packs: { from: 2, to: 0 } }],
      ...{ total: '0.00', toZero: true, approvedBy: 'ops-2' },
    });
    const lines = [{ lineNo: 1, productKey: 'CP-30', packs: 3 }];
    const anew = (change: Partial<RecordInvoice>) =>
      invoice({ revision: 2, lines, ...change }, {}, [placed, processed, amended, crossed, takenBack, again]);
    anew({}).thenRefused(InvoiceNumberUsed, { issuer, invoiceNo });
    expect(invoicedBy(anew({ invoiceNo: 'INV-2' })).matchesRevision).toBe(true);
    // What it grants is another thing than what the first one may have granted.
    expect(invoicedBy(anew({ invoiceNo: 'INV-2' })).billing).toBe(2);
    expect(invoicedBy(invoice({}, {}, [placed, processed]))).not.toHaveProperty('billing');
    expect(invoicedBy(anew({ issuer: 'AOC-RENO' })).matchesRevision).toBe(true);
  });

  it('R10 names the first order whose price list holds, line by line', () => {
    const two = ordering({}, { productKey: 'MCP-1', packs: 1 });
    const lines = [line, { lineNo: 2, productKey: 'MCP-1', packs: 1 }];
    const firstOrder = { orderId: ids.second, pricedOn: '2019-02-01', heldUntil: '2021-07-31' };
    const prices = new Map<string, Price>([
      ['CP-30', priceOf('1200.00')],
      ['MCP-1', { ...priceOf('100.00'), priceList: 'VL-2018@3', firstOrder }],
    ]);
    const of = invoice({ lines }, { prices, holdsFirstOrder: true }, two);
    expect(invoicedBy(of).priceBasis).toBe('FIRST_ORDER');
    expect(invoicedBy(of).lines[0]).not.toHaveProperty('firstOrder');
    expect(invoicedBy(of).lines[1]?.firstOrder).toStrictEqual({
      orderId: ids.second,
      pricedOn: '2019-02-01',
    });
    const basis = {
      priceList: 'VL-2018@3 VL-2019@1',
      policies: ['FULL_CALENDAR_MONTHS@1', 'first-order-price@1'],
    };
    expect(of.outcome).toMatchObject([{ basis }]);
  });

  it('R51 R52 twelve-month lines follow the anchor, also beside lines for what remains of the agreement', () => {
    const mixed = ordering({}, { productKey: 'MCP-1', packs: 1, termModel: 'REMAINING_AGREEMENT' });
    const prices = new Map([
      ['CP-30', priceOf('1200.00')],
      ['MCP-1', priceOf('100.00')],
    ]);
    const of = invoice(
      { invoiceDate: '2019-11-01', lines: [line, { lineNo: 2, productKey: 'MCP-1', packs: 1 }] },
      { prices, group: groupOf('2019-08-01', '2020-07-31') },
      mixed,
    );
    expect(invoicedBy(of)).toMatchObject({ anchorEnd: '2020-07-31', anchorOrderId: ids.second });
    expect(invoicedBy(of).lines.map(({ termEnd }) => termEnd)).toStrictEqual(['2020-07-31', '2020-10-31']);
  });

  it('E32 of a revision that was amended meanwhile is kept as a fact that grants nothing', () => {
    const crossed = invoicedBy(invoice({}, {}, [placed, processed, amended]));
    expect(crossed).toStrictEqual({ ...invoiced.data, matchesRevision: false });
    const three = [{ lineNo: 1, productKey: 'CP-30', packs: 3 }];
    invoice({ revision: 2, lines: three }, {}, [placed, processed, amended]).thenRefused(OrderNotProcessed);
    const again = event(OrderProcessed, { ...processed.data, revision: 2 });
    const current = invoicedBy(
      invoice({ revision: 2, lines: three }, {}, [placed, processed, amended, again]),
    );
    expect([current.matchesRevision, current.total]).toStrictEqual([true, '3600.00']);
  });

  it('E4 decides months, start and anchor by its own date, not by that of the order', () => {
    expect(lineOf(invoice({ invoiceDate: '2019-09-17' }))).toMatchObject({
      termStart: '2019-09-17',
      termEnd: '2020-09-16',
      billableMonths: 12,
    });
    invoice({ invoiceDate: '2019-07-30' }).thenRefused(InvoiceBeforeOrder, {
      placedAt: '2019-08-01T08:00:00.000Z',
    });
    // The day of the order is still the 31st in the west.
    const early = event(OrderPlaced, { ...placed.data, placedAt: '2019-08-01T03:00:00.000Z' });
    expect(lineOf(invoice({ invoiceDate: '2019-07-31' }, {}, [early, processed])).termStart).toBe(
      '2019-07-31',
    );
    invoice({ invoiceDate: '2030-01-02' }, { agreementEnd: undefined }).thenRefused(InvoiceInFuture, {
      invoiceDate: '2030-01-02',
    });
  });

  it.each([
    ['E1', '2019-11-02', '2020-07-31', 8, 'COUNTED'],
    ['E2', '2019-11-01', '2020-07-31', 9, 'COUNTED'],
    ['E3', '2020-07-02', '2020-07-31', 1, 'MINIMUM'],
    ['E7', '2019-12-31', '2020-12-30', 12, 'SAME_DAY_AS_ANCHOR'],
  ])('%s R52 I11 a follow-on of %s to %s bills %d months', (_, date, end, months, rule) => {
    const start = end === '2020-12-30' ? '2019-12-31' : '2019-08-01';
    const of = invoice({ invoiceDate: date }, { group: groupOf(start, end) });
    expect(lineOf(of)).toMatchObject({
      termEnd: end,
      expiryBasis: 'ANCHOR',
      billableMonths: months,
      proration: { rule },
    });
    expect(invoicedBy(of)).toMatchObject({ anchorEnd: end, anchorOrderId: ids.second });
  });

  it('E5 E6 follows a live anchor, and not one that has ended', () => {
    const ended = invoice({ invoiceDate: '2020-08-01' }, { group: groupOf('2019-08-01', '2020-07-31') });
    expect(lineOf(ended)).toMatchObject({
      termEnd: '2021-07-31',
      expiryBasis: 'TWELVE_MONTHS',
      billableMonths: 12,
    });
    expect(invoicedBy(ended)).not.toHaveProperty('anchorEnd');
  });

  it('E9 I8 ends with the agreement when that comes first, and bills the months that are left', () => {
    const cut = invoice({ invoiceDate: '2019-11-15' }, { agreementEnd: '2020-07-31' });
    expect(lineOf(cut)).toMatchObject({ termEnd: '2020-07-31', expiryBasis: 'AGREEMENT', billableMonths: 8 });
    expect(lineOf(invoice({}, { agreementEnd: '2020-07-31' })).expiryBasis).toBe('TWELVE_MONTHS');
  });

  it('R11 R52 what remains of the agreement is billed to its end, twelve months at most', () => {
    const last = { agreementEnd: '2020-07-31' };
    const short = invoice(
      { invoiceDate: '2019-12-02' },
      { ...last, group: groupOf('2019-08-01', '2020-06-30') },
      remaining,
    );
    expect(lineOf(short)).toMatchObject({
      termEnd: '2020-07-31',
      expiryBasis: 'AGREEMENT',
      billableMonths: 7,
      net: '1400.00',
    });
    // The anchor binds twelve-month orders only.
    expect(invoicedBy(short)).not.toHaveProperty('anchorEnd');
    const long = invoice({ invoiceDate: '2019-09-17' }, {}, remaining);
    expect(lineOf(long)).toMatchObject({
      termEnd: '2020-09-16',
      expiryBasis: 'TWELVE_MONTHS',
      billableMonths: 12,
      proration: { to: '2021-07-31', counted: 22, rule: 'MAXIMUM' },
    });
  });

  it('R47 I4 what remains of an agreement without end cannot be billed', () => {
    invoice({}, { agreementEnd: undefined }, remaining).thenRefused(NoAgreementEnd);
    expect(invoicedBy(invoice({}, { agreementEnd: undefined }))).not.toHaveProperty('agreementEnd');
  });

  it('R52 an invoice after the end of the agreement bills nothing', () => {
    const facts = { ...factsOn('2019-08-01', {}), agreementEnd: '2019-07-31' };
    given(orderFold, ...remaining)
      .when(recordInvoice, command, { now, facts })
      .thenRefused(InvoicedAfterAgreement, { agreementEnd: '2019-07-31' });
  });

  it('R52 I12 prorates money and time, never the number of vouchers', () => {
    const three = [{ lineNo: 1, productKey: 'CP-30', packs: 3 }];
    const group = groupOf('2019-08-01', '2020-07-31');
    const eight = lineOf(
      invoice({ invoiceDate: '2019-11-15', lines: three }, { group }, ordering({ packs: 3 })),
    );
    expect(eight).toMatchObject({
      packs: 3,
      packSize: 30,
      billableMonths: 8,
      net: '2400.00',
      referenceNet: '9000.00',
    });
    const seven = lineOf(
      invoice({ invoiceDate: '2019-12-15', lines: three }, { group }, ordering({ packs: 3 })),
    );
    expect(seven).toMatchObject({ packs: 3, packSize: 30, billableMonths: 7, net: '2100.00' });
  });

  it('E13 a term ends in the zone of its provider, or of the customer', () => {
    expect(lineOf(invoice({}, { zones: new Map([['CP-30', 'America/Chicago']]) })).zone).toBe(
      'America/Chicago',
    );
    expect(lineOf(invoice()).zone).toBe('Europe/Berlin');
  });

  it('R9 a special discount is the price of its line in its revision', () => {
    const discount = event(SpecialDiscountApproved, {
      ...{ orderId: ids.order, revision: 1, lineNo: 1, unitPrice: '900.00', unitListPrice: '1200.00' },
      approvalRef: 'DESK-17',
    });
    const line = lineOf(invoice({}, {}, [placed, discount, processed]));
    expect(line).toMatchObject({
      unitNet: '900.00',
      net: '1800.00',
      priceSource: 'SPECIAL_DISCOUNT',
      approvalRef: 'DESK-17',
    });
    // The list of the day of the invoice is lower: a discount never raises a price.
    for (const listed of ['900.00', '850.00']) {
      const prices = new Map([['CP-30', priceOf(listed)]]);
      const lowered = lineOf(invoice({}, { prices }, [placed, discount, processed]));
      expect(lowered).toMatchObject({ unitNet: listed, priceSource: 'PRICE_LIST' });
      expect(lowered).not.toHaveProperty('approvalRef');
    }
    const again = event(OrderProcessed, { ...processed.data, revision: 2 });
    const three = [{ lineNo: 1, productKey: 'CP-30', packs: 3 }];
    const two = ordering({}, { productKey: 'MCP-1', packs: 1 });
    const prices = new Map([
      ['CP-30', priceOf('1200.00')],
      ['MCP-1', priceOf('100.00')],
    ]);
    const ofOne = invoice(
      {
        lines: [
          { lineNo: 1, productKey: 'CP-30', packs: 2 },
          { lineNo: 2, productKey: 'MCP-1', packs: 1 },
        ],
      },
      { prices },
      [two[0], discount, processed],
    );
    expect(invoicedBy(ofOne).lines.map(({ unitNet }) => unitNet)).toStrictEqual(['900.00', '100.00']);
    const later = invoice({ revision: 2, lines: three }, {}, [placed, discount, amended, again]);
    expect(lineOf(later)).toMatchObject({ unitNet: '1200.00', priceSource: 'PRICE_LIST' });
  });

  it('R10 R15 is not recorded without a price', () => {
    invoice({}, { prices: new Map() }).thenRefused(NoPrice, {
      ...{ productKey: 'CP-30', currency: 'EUR', date: '2019-08-01' },
    });
  });

  it('R7 a product that pays no exams has no reference price', () => {
    expect(lineOf(invoice({}, {}, ordering({ families: [] })))).not.toHaveProperty('referenceNet');
  });

  it('E61 a stated total may differ by rounding, which the last line bears', () => {
    expect(lineOf(invoice({ total: '2400.01' })).net).toBe('2400.01');
    expect(lineOf(invoice({ total: '2399.99' })).net).toBe('2399.99');
    invoice({ total: '2400.02' }).thenRefused(InvoiceTotalDiffers, {
      stated: '2400.02',
      expected: '2400.00',
    });
    invoice({ total: '2399.98' }).thenRefused(InvoiceTotalDiffers);
    invoice({ total: '2400.001' }).thenRefused(NotInCurrency, { currency: 'EUR' });
  });

  it('E63 E10 I36 what was invoiced is read from the event, whatever rule or agreement has changed since', () => {
    const odd = {
      ...invoiced,
      data: { ...invoiced.data, prorationPolicy: 'GONE@9', total: '1.23', agreementEnd: '2019-09-01' },
    };
    const state = [placed, processed, odd].reduce(orderFactsFold.evolve, orderFactsFold.initial);
    expect(state.invoiced).toStrictEqual(odd.data);
  });
});

const date = fc.nat(700).map((days) => plusDays('2019-08-01', days));
const anyLine = fc.record({
  packs: fc.integer({ min: 1, max: 500 }),
  termModel: fc.constantFrom(...termModels),
  productKey: fc.constantFrom('CP-30', 'MCP-1', 'SP-500'),
});
const price = fc.integer({ min: 0, max: 1_000_000 });

describe('any invoice', () => {
  it('E61 I8 I11 I12 lines sum to the total, months are 1 to 12, no term passes a bound, packs stay', () => {
    fc.assert(
      fc.property(
        fc.array(anyLine, { minLength: 1, maxLength: 6 }),
        date,
        fc.option(date, { nil: undefined }),
        fc.tuple(price, price, price),
        fc.constantFrom('EUR', 'JPY', 'KWD'),
        fc.bigInt(-3n, 3n),
        (ordered, invoiceDate, anchorStart, prices, currency, off) => {
          const [order] = ordering(...ordered);
          const past = [event(OrderPlaced, { ...order.data, currency }), processed] as const;
          const keyed = ['CP-30', 'MCP-1', 'SP-500'].map((key, index) => {
            const unitPrice = ofMinorUnits(BigInt(prices[index] ?? 0), currency).amount;
            return [key, priceOf(unitPrice)] as const;
          });
          const group =
            anchorStart === undefined ? { anchors: [] } : groupOf(anchorStart, plusDays(anchorStart, 364));
          const stated = order.data.lines.map(({ lineNo, productKey, packs }) => ({
            lineNo,
            productKey,
            packs,
          }));
          const facts = {
            ...factsOn(invoiceDate, { group, prices: new Map(keyed) }),
            singleVoucher: undefined,
          };
          const decide = (total?: string) =>
            given(orderFold, ...past).when(
              recordInvoice,
              { ...command, invoiceDate, lines: stated, ...(total === undefined ? {} : { total }) },
              { ...someGivens, now, facts },
            );
          const exact = invoicedBy(decide());
          const units = minorUnits(money(exact.total, currency)) + off;
          const total = ofMinorUnits(units < 0n ? 0n : units, currency).amount;
          for (const { outcome } of [decide(), decide(total)]) {
            if (outcome instanceof Refusal) {
              expect(outcome.type.code).toBe(InvoiceTotalDiffers.code);
              expect(Math.abs(Number(off))).toBeGreaterThan(ordered.length);
              continue;
            }
            const data = outcome[0]?.data as OrderInvoiced;
            const nets = data.lines.map(({ net }) => money(net, currency));
            expect(sumMoney(nets, currency).amount).toBe(data.total);
            for (const [index, line] of data.lines.entries()) {
              expect(compareMoney(money(line.net, currency), money('0', currency))).toBeGreaterThanOrEqual(0);
              expect(line.billableMonths).toBeGreaterThanOrEqual(1);
              expect(line.billableMonths).toBeLessThanOrEqual(12);
              expect(line.packs).toBe(ordered[index]?.packs);
              expect(line.termEnd <= '2021-07-31' && line.termStart === invoiceDate).toBe(true);
              if (line.termModel === 'TWELVE_MONTH' && data.anchorEnd !== undefined)
                expect(line.termEnd <= data.anchorEnd).toBe(true);
            }
          }
        },
      ),
      propertyRuns(200),
    );
  });
});
