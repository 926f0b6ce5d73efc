import { describe, expect, it } from '@jest/globals';
import { given, someGivens } from '#deciding/given-when-then.js';
import { event } from '#kernel/event.js';
import { derivedId } from '#kernel/ids.js';
import { Refusal } from '#kernel/refusal.js';
import { type PlaceOrder, type RequestedLine } from '../contracts/order-commands.js';
import { OrderAmended, OrderCancelled, OrderPlaced } from '../contracts/order-events.js';
import { type Program } from '../contracts/vocabulary.js';
import {
  agreementOf,
  classPack,
  classPacks,
  enrollment,
  ids,
  placed,
  quote,
  quoting,
  reseller,
  school,
} from '../testing/school.js';
import { orderFold } from './order.js';
import {
  AccreditationNeeded,
  EnrollmentNotActive,
  EnrollmentUnknown,
  LicenseTypeNotSold,
  NoAgreementEnd,
  NoPrice,
  OrderCancelledAlready,
  OrderedProductUnknown,
  OrderUnknown,
  ProductDiscontinued,
  ProductNotOnSale,
  ProgramDoesNotAllow,
  TooManyCodes,
} from './order-refusals.js';
import { amendOrder, placeOrder } from './placing.js';
import { ResellerNotAuthorized, ResellerUnknown } from './reseller-refusals.js';
import { type QuotingFacts } from './quoting.js';

const line: Readonly<RequestedLine> = { productKey: 'CP-30', packs: 2, termModel: 'TWELVE_MONTH' };
const command: Readonly<PlaceOrder> = {
  enrollmentId: ids.enrollment,
  resellerId: ids.reseller,
  salesRegion: 'EMEA',
  currency: 'EUR',
  lines: [line],
};
const now = '2019-08-01T08:00:00.000Z';
const orderId = derivedId('ord', someGivens.commandId);

const place = (change: Partial<PlaceOrder> = {}, facts: Partial<QuotingFacts> = {}, at = now) =>
  given(orderFold).when(placeOrder, { ...command, ...change }, { now: at, facts: { ...quoting, ...facts } });
const offering = (change: Partial<typeof classPack>): Partial<QuotingFacts> => ({
  offers: new Map([['CP-30', { ...classPack, ...change }]]),
});
const under = (program: Program): Partial<QuotingFacts> => ({ agreement: agreementOf({ program }) });
const orderOf = (outcome: ReturnType<typeof place>['outcome']): OrderPlaced => {
  if (outcome instanceof Refusal || outcome[0]?.type !== 'OrderPlaced') throw new Error('nothing was placed');
  return outcome[0].data;
};

describe('placing an order', () => {
  it('R11 R48 I34 E4 records lines as the products are, a quote that does not bind, and the reseller', () => {
    const basis = { priceList: 'VL-2019@1', policies: ['FULL_CALENDAR_MONTHS@1'] };
    place({ contacts: { online: ids.other } }).then(
      event(OrderPlaced, { ...placed.data, orderId, contacts: { online: ids.other } }, { basis }),
    );
    place().then(event(OrderPlaced, { ...placed.data, orderId }, { basis }));
  });

  it('R38 sells to every region', () => {
    for (const salesRegion of ['EMEA', 'APAC', 'LATAM', 'NORTH-KOREA', 'AQ'])
      expect(orderOf(place({ salesRegion }).outcome).salesRegion).toBe(salesRegion);
  });

  it('R52 the enrollment and its agreement run on the day of the order, in the zone of the customer', () => {
    const after = place({}, {}, '2021-07-31T22:00:00.000Z');
    after.thenRefused(EnrollmentNotActive, { today: '2021-08-01' });
    expect(orderOf(place({}, {}, '2021-07-31T21:59:59.999Z').outcome).quote.supposedOn).toBe('2021-07-31');
    place({}, { agreement: agreementOf({}, { terminatedOn: '2019-07-31' }) }).thenRefused(
      EnrollmentNotActive,
    );
    place({}, { enrollment: {} }).thenRefused(EnrollmentUnknown);
    const { added } = enrollment;
    if (added === undefined) throw new Error('the sample has an enrollment');
    place({}, { enrollment: { added: { ...added, start: '2019-08-02' } } }).thenRefused(EnrollmentNotActive);
    const today = { enrollment: { added: { ...added, start: '2019-08-01' } } };
    expect(orderOf(place({}, today).outcome).quote.supposedOn).toBe('2019-08-01');
  });

  it('R48 R65 its reseller is registered, and sells under the program on the day of the order', () => {
    place({}, { reseller: { authorizations: [] } }).thenRefused(ResellerUnknown);
    const since = (type: 'LAR' | 'AER', from: string) => ({
      reseller: { ...reseller, authorizations: [{ type, from }] },
    });
    place({}, since('AER', '2019-08-02')).thenRefused(ResellerNotAuthorized, { today: '2019-08-01' });
    expect(orderOf(place({}, since('LAR', '2019-08-01')).outcome).resellerId).toBe(ids.reseller);
    place({}, { ...under('EA'), ...since('AER', '2018-08-01') }).thenRefused(ResellerNotAuthorized);
  });

  it('I2 a product is on sale on the day of the order', () => {
    const asked: string[] = [];
    const onSale = (date: string) => asked.push(date) < 0;
    place({}, offering({ onSale })).thenRefused(ProductNotOnSale, {
      productKey: 'CP-30',
      today: '2019-08-01',
    });
    expect(asked).toStrictEqual(['2019-08-01']);
    place({ lines: [{ ...line, productKey: 'CP-31' }] }).thenRefused(
      OrderedProductUnknown,
      { productKey: 'CP-31' },
      '/lines/0',
    );
  });

  it('R40 I2 e-learning is never sold, even while the catalogue lists it as on sale', () => {
    place({}, offering({ eLearning: true })).thenRefused(ProductDiscontinued, { productKey: 'CP-30' });
  });

  it('R12 I1 a line is neither a user nor an add-on licence, and none is asked for', () => {
    for (const licenseType of ['USL', 'ASL'] as const)
      place({ lines: [{ ...line, licenseType }] }).thenRefused(LicenseTypeNotSold, { licenseType });
    expect(orderOf(place({ lines: [{ ...line, licenseType: 'SSL' }] }).outcome).lines).toStrictEqual([
      classPacks,
    ]);
  });

  it('R16 R54 what pays no exam has no provider', () => {
    const { provider: _, ...library } = { ...classPack, families: [], fulfilment: 'ACCESS' as const };
    const [ordered] = orderOf(place({}, { offers: new Map([['CP-30', library]]) }).outcome).lines;
    expect(ordered).not.toHaveProperty('provider');
  });

  it('R14 the program allows the product', () => {
    const allows = (program: Program) => program === 'EA';
    place({}, offering({ allows })).thenRefused(ProgramDoesNotAllow, { productKey: 'CP-30' });
    expect(
      orderOf(place({}, { ...offering({ allows, academic: false }), ...under('EA') }).outcome),
    ).toBeDefined();
  });

  it('R44 R45 R46 R47 I3 an academic product needs an academic program, even if the product allows another', () => {
    for (const program of ['EES', 'SCHOOL_ENROLLMENT', 'SELECT_PLUS_ACADEMIC'] as const)
      expect(orderOf(place({}, under(program)).outcome)).toBeDefined();
    for (const program of ['EA', 'SELECT', 'SELECT_PLUS', 'VL', 'VL_SA'] as const)
      place({}, under(program)).thenRefused(ProgramDoesNotAllow, { productKey: 'CP-30', program });
  });

  it('R2 R71 I3 an academic order needs a valid accreditation on the day, and nothing else', () => {
    const notAccredited = { ...school, accreditedOn: (date: string) => date !== '2019-08-01' };
    const refusedFor = { productKey: 'CP-30', today: '2019-08-01' };
    place({}, { customer: notAccredited }).thenRefused(AccreditationNeeded, refusedFor);
    place({}, { customer: { ...school, academic: false } }).thenRefused(AccreditationNeeded);
    // Also what companies may buy, when a school buys it.
    place({}, { ...offering({ academic: false }), customer: notAccredited }).thenRefused(AccreditationNeeded);
    const company = { ...school, academic: false, accreditedOn: () => false };
    const commercial = { ...offering({ academic: false }), ...under('EA'), customer: company };
    expect(orderOf(place({}, commercial).outcome)).toBeDefined();
  });

  it('R11 R47 I4 what remains of an agreement without an end cannot be ordered; twelve months can', () => {
    const { end: _, ...endless } = agreementOf({ program: 'SELECT_PLUS_ACADEMIC' });
    const lines = [{ ...line, termModel: 'REMAINING_AGREEMENT' }] as const;
    const { program } = endless.registered ?? {};
    place({ lines }, { agreement: endless }).thenRefused(
      NoAgreementEnd,
      { program: String(program) },
      '/lines/0',
    );
    expect(orderOf(place({}, { agreement: endless }).outcome).quote.lines[0]?.termEnd).toBe('2020-07-31');
    expect(orderOf(place({ lines }).outcome).quote.lines[0]?.termEnd).toBe('2020-07-31');
  });

  it('R33 one order issues 100,000 codes at most; a balance issues none', () => {
    const packs = (productKey: string, count: number) => ({ ...line, productKey, packs: count });
    const most = [packs('CP-30', 3333), packs('MCP-1', 10)];
    expect(orderOf(place({ lines: most }).outcome).lines).toHaveLength(2);
    place({ lines: [...most, packs('MCP-1', 1)] }).thenRefused(TooManyCodes, {
      codes: 100_001,
      maxCodes: 100_000,
    });
    expect(orderOf(place({ lines: [packs('SP-500', 1000)] }).outcome).lines[0]?.packs).toBe(1000);
  });

  it('R10 R15 a product without a price is not quoted', () => {
    const asked: unknown[] = [];
    const priceOn: QuotingFacts['priceOn'] = (...key) => void asked.push(key);
    place({}, { priceOn }).thenRefused(
      NoPrice,
      { productKey: 'CP-30', currency: 'EUR', date: '2019-08-01' },
      '/lines/0',
    );
    expect(asked).toStrictEqual([['CP-30', 'A', '2019-08-01']]);
  });

  it('E5 the quote supposes that the enrollment stays as it is', () => {
    const live = { orderId: ids.second, termStart: '2019-02-01', termEnd: '2020-01-31' };
    const { quote } = orderOf(place({}, { group: { live, anchors: [live] } }).outcome);
    expect(quote.lines).toStrictEqual([
      { lineNo: 1, billableMonths: 6, termEnd: '2020-01-31', net: '1200.00' },
    ]);
  });

  it('names the line that is refused', () => {
    const { outcome } = place({ lines: [line, { ...line, licenseType: 'USL' }] });
    expect(outcome instanceof Refusal && outcome.pointer).toBe('/lines/1');
  });
});

describe('amending an order', () => {
  const amend = (packs: number) =>
    given(orderFold, placed).when(
      amendOrder,
      { orderId: ids.order, lines: [{ ...line, packs }], reason: 'CUSTOMER_REQUEST' },
      { now, facts: quoting },
    );

  it('E31 makes a new revision with a new quote', () => {
    const { outcome } = amend(3);
    const amended = outcome instanceof Refusal ? undefined : outcome[0];
    expect(amended).toStrictEqual(
      event(
        OrderAmended,
        {
          orderId: ids.order,
          revision: 2,
          lines: [{ ...classPacks, packs: 3 }],
          quote: {
            ...quote,
            lines: [{ lineNo: 1, billableMonths: 12, termEnd: '2020-07-31', net: '3600.00' }],
            net: '3600.00',
          },
          reason: 'CUSTOMER_REQUEST',
        },
        { basis: { priceList: 'VL-2019@1', policies: ['FULL_CALENDAR_MONTHS@1'] } },
      ),
    );
  });

  it('E31 the same lines make no revision, and any other lines do', () => {
    amend(2).then();
    const voucher = { ...line, productKey: 'MCP-1' };
    const two = event(OrderPlaced, {
      ...placed.data,
      lines: [classPacks, { ...classPacks, lineNo: 2, productKey: 'MCP-1', packSize: 1 }],
    });
    const amending = (...lines: readonly RequestedLine[]) =>
      given(orderFold, two).when(
        amendOrder,
        { orderId: ids.order, lines, reason: 'CUSTOMER_REQUEST' },
        { now, facts: quoting },
      );
    amending(line, voucher).then();
    for (const lines of [
      [line],
      [line, voucher, voucher],
      [line, { ...voucher, packs: 1 }],
      [line, { ...voucher, termModel: 'REMAINING_AGREEMENT' as const }],
      [line, line],
      [voucher, line],
    ])
      expect(amending(...lines).outcome).toMatchObject([{ type: 'OrderAmended', data: { revision: 2 } }]);
  });

  it('E31 is judged as if it were placed that day', () => {
    given(orderFold, placed)
      .when(
        amendOrder,
        { orderId: ids.order, lines: [{ ...line, productKey: 'CP-31' }], reason: 'CUSTOMER_REQUEST' },
        { now, facts: quoting },
      )
      .thenRefused(OrderedProductUnknown, { productKey: 'CP-31' }, '/lines/0');
  });

  it('E33 is refused once it is cancelled, and when there is none', () => {
    const cancelled = event(OrderCancelled, { orderId: ids.order, revision: 1, reason: 'DUPLICATE' });
    given(orderFold, placed, cancelled)
      .when(amendOrder, { orderId: ids.order, lines: [line], reason: 'CUSTOMER_REQUEST' }, { facts: quoting })
      .thenRefused(OrderCancelledAlready);
    given(orderFold)
      .when(amendOrder, { orderId: ids.order, lines: [line], reason: 'CUSTOMER_REQUEST' }, { facts: quoting })
      .thenRefused(OrderUnknown);
  });
});
