import { AgreementRegistered, EnrollmentAdded, PriceLevelChanged } from '../contracts/agreement-events.js';
import { type AgreementFacts, agreementFold } from '../contracts/agreement-facts.js';
import { type EnrollmentFacts } from '../contracts/enrollment-facts.js';
import { type OrderLine, OrderPlaced, OrderProcessed, type Quote } from '../contracts/order-events.js';
import { ResellerRegistered } from '../contracts/reseller-events.js';
import { type ResellerFacts } from '../contracts/reseller-facts.js';
import { type Customer, type Offer } from '../domain/offers.js';
import { type Price } from '../domain/pricing.js';
import { type QuotingFacts } from '../domain/quoting.js';
import { fact } from './fact.js';

/*
 * One school of the specs: an EES agreement from August 2018 to July 2021, and its first order of two class packs.
 */

export const ids = {
  agreement: 'agr_6t17jf8jgj0jkk43debysmcvq9',
  enrollment: 'enr_6t17jf8jgj0jkk43debysmcvq9',
  institution: 'ins_6t17jf8jgj0jkk43debysmcvq9',
  reseller: 'res_6t17jf8jgj0jkk43debysmcvq9',
  person: 'per_6t17jf8jgj0jkk43debysmcvq9',
  other: 'per_hbhstwmeb7x3yyxbaa4a7w0000',
  order: 'ord_hbhstwmeb7x3yyxbaa4a7w0000',
  second: 'ord_hbhstwmeb7x3yyxbaa4a7w0001',
  third: 'ord_hbhstwmeb7x3yyxbaa4a7w0002',
} as const;

export const registered = fact(AgreementRegistered, {
  agreementId: ids.agreement,
  number: 'E0123456',
  program: 'EES',
  masterAgreement: 'CAMPUS_AND_SCHOOL_AGREEMENT',
  institutionId: ids.institution,
  start: '2018-08-01',
  end: '2021-07-31',
});
export const levelA = fact(PriceLevelChanged, {
  agreementId: ids.agreement,
  priceLevel: 'A',
  effectiveFrom: '2018-08-01',
});

/** The agreement, changed as the spec wants it. */
export const agreementOf = (
  change: Partial<AgreementRegistered> = {},
  facts: Partial<AgreementFacts> = {},
): AgreementFacts => {
  const { data } = registered;
  const state = [fact(AgreementRegistered, { ...data, ...change }), levelA].reduce(
    agreementFold.evolve,
    agreementFold.initial,
  );
  return { ...state, ...facts };
};

export const enrollment: EnrollmentFacts = {
  added: fact(EnrollmentAdded, {
    enrollmentId: ids.enrollment,
    number: '7654321',
    agreementId: ids.agreement,
    institutionId: ids.institution,
    start: '2018-08-01',
  }).data,
};

export const reseller: ResellerFacts = {
  registered: fact(ResellerRegistered, {
    resellerId: ids.reseller,
    number: 'R-4711',
    institutionId: ids.institution,
  }).data,
  authorizations: [{ type: 'LAR', from: '2018-08-01' }],
};

export const school: Customer = {
  institutionId: ids.institution,
  academic: true,
  zone: 'Europe/Berlin',
  accreditedOn: () => true,
  membershipEligible: false,
};

export const classPack: Offer = {
  packSize: 30,
  families: ['MCSA', 'MCSE', 'MCSD'],
  provider: 'PEARSON_VUE',
  fulfilment: 'CODES',
  eLearning: false,
  membership: false,
  academic: true,
  onSale: () => true,
  allows: () => true,
};
export const voucher: Offer = { ...classPack, packSize: 1, academic: false };
export const sitePack: Offer = {
  ...classPack,
  packSize: 500,
  families: ['MOS', 'MTA', 'MCE'],
  provider: 'CERTIPORT',
  fulfilment: 'BALANCE',
};

export const priceOf = (unitPrice: string): Price => ({ unitPrice, level: 'A', priceList: 'VL-2019@1' });

export const quoting: QuotingFacts = {
  enrollment,
  agreement: agreementOf(),
  customer: school,
  reseller,
  offers: new Map([
    ['CP-30', classPack],
    ['MCP-1', voucher],
    ['SP-500', sitePack],
  ]),
  currency: 'EUR',
  priceOn: (productKey) => priceOf(productKey === 'MCP-1' ? '100.00' : '1200.00'),
  group: { anchors: [] },
  held: { held: new Map() },
  prorationPolicy: 'FULL_CALENDAR_MONTHS@1',
};

export const classPacks: Readonly<OrderLine> = {
  lineNo: 1,
  productKey: 'CP-30',
  packs: 2,
  termModel: 'TWELVE_MONTH',
  packSize: 30,
  families: ['MCSA', 'MCSE', 'MCSD'],
  provider: 'PEARSON_VUE',
  fulfilment: 'CODES',
  unitListPrice: '1200.00',
};

export const quote: Readonly<Quote> = {
  binding: false,
  supposedOn: '2019-08-01',
  priceListId: 'VL-2019@1',
  lines: [{ lineNo: 1, billableMonths: 12, termEnd: '2020-07-31', net: '2400.00' }],
  net: '2400.00',
};

export const placed = fact(OrderPlaced, {
  orderId: ids.order,
  revision: 1,
  enrollmentId: ids.enrollment,
  agreementId: ids.agreement,
  institutionId: ids.institution,
  resellerId: ids.reseller,
  salesRegion: 'EMEA',
  currency: 'EUR',
  lines: [classPacks],
  quote,
  placedAt: '2019-08-01T08:00:00.000Z',
});

export const processed = fact(
  OrderProcessed,
  { orderId: ids.order, revision: 1, vendorOrderNo: 'V-1', processedAt: '2019-08-01T08:30:00.000Z' },
  { occurredAt: '2019-08-01T08:30:00.000Z' },
);
