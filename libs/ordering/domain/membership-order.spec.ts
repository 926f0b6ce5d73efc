import { describe, expect, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { event } from '#kernel/event.js';
import { Refusal } from '#kernel/refusal.js';
import { type Program } from '../contracts/vocabulary.js';
import { coTerms } from '../contracts/co-terms.js';
import { type OrderInvoiced } from '../contracts/invoice-events.js';
import { type OrderLine, OrderPlaced } from '../contracts/order-events.js';
import {
  agreementOf,
  classPack,
  classPacks,
  ids,
  placed,
  priceOf,
  processed,
  quoting,
  school,
  sitePack,
} from '../testing/school.js';
import { type CoTermination, termInGroup } from './co-termination.js';
import { type InvoicingFacts } from './invoiced-lines.js';
import { recordInvoice } from './invoicing.js';
import { type Customer, linesRefusal, type Offer } from './offers.js';
import { orderFold } from './order.js';
import {
  AccreditationNeeded,
  MembershipEligibilityNeeded,
  OneMembership,
  ProgramDoesNotAllow,
} from './order-refusals.js';
import { quoteFor } from './quoting.js';

const { provider: _, ...withoutExams } = classPack;
const academy: Offer = { ...withoutExams, families: [], packSize: 1, fulfilment: 'ACCESS', membership: true };
const offers = new Map([
  ['MSIA', academy],
  ['CP-30', classPack],
  ['SP-500', sitePack],
]);
const eligible: Customer = { ...school, membershipEligible: true };

const refusal = (
  productKey: string,
  customer: Customer,
  program: Program = 'EES',
  packs = 1,
): Refusal | undefined => {
  const contract = { ...quoting, agreement: agreementOf({ program }), customer };
  const lines = [{ productKey, packs, termModel: 'TWELVE_MONTH' } as const];
  return linesRefusal(lines, contract, offers, '2019-08-01');
};
const refused = (...order: Parameters<typeof refusal>) => refusal(...order)?.type.code;

describe('ordering the Imagine Academy membership', () => {
  it('R19 R24 needs the eligibility to be confirmed', () => {
    expect(refused('MSIA', school)).toBe(MembershipEligibilityNeeded.code);
    expect(refusal('MSIA', school)?.details).toStrictEqual({ productKey: 'MSIA' });
    expect(refused('MSIA', eligible)).toBeUndefined();
  });

  it('R23 is for accredited academic institutions, whatever has been confirmed', () => {
    expect(refused('MSIA', { ...eligible, accreditedOn: () => false })).toBe(AccreditationNeeded.code);
    expect(refused('MSIA', { ...eligible, academic: false })).toBe(AccreditationNeeded.code);
  });

  it('R44 is ordered under the three academic programs, and under no other', () => {
    const academic: readonly Program[] = ['EES', 'SCHOOL_ENROLLMENT', 'SELECT_PLUS_ACADEMIC'];
    for (const program of academic) expect(refused('MSIA', eligible, program)).toBeUndefined();
    const commercial: readonly Program[] = ['EA', 'SELECT', 'SELECT_PLUS'];
    for (const program of commercial)
      expect(refused('MSIA', eligible, program)).toBe(ProgramDoesNotAllow.code);
  });

  it('R23 R44 is one for an institution, not several of which one is granted', () => {
    expect(refused('MSIA', eligible, 'EES', 2)).toBe(OneMembership.code);
    expect(refusal('MSIA', eligible, 'EES', 2)?.details).toStrictEqual({ productKey: 'MSIA', packs: 2 });
    expect(refused('CP-30', eligible, 'EES', 2)).toBeUndefined();
  });

  it('R26 R71 I3 no pack needs a membership, nor that one could be had', () => {
    for (const pack of ['CP-30', 'SP-500']) {
      expect(refused(pack, school)).toBeUndefined();
      expect(refused(pack, eligible)).toBeUndefined();
    }
  });
});

describe('the term of a membership', () => {
  const anchor = { orderId: ids.second, termStart: '2019-08-01', termEnd: '2020-07-31' };
  const group: CoTermination = { live: anchor, anchors: [anchor] };
  const invoiceDate = '2020-02-01';
  const lineFor = (productKey: string, lineNo: number): OrderLine => ({
    ...classPacks,
    ...(productKey === 'MSIA' ? { fulfilment: 'ACCESS' as const } : {}),
    ...{ productKey, lineNo, packs: 1 },
  });
  const invoiceOf = (...productKeys: string[]) => {
    const lines = productKeys.map((productKey, index) => lineFor(productKey, index + 1));
    const past = [event(OrderPlaced, { ...placed.data, lines }), processed];
    const aligned = termInGroup(group, ids.order, invoiceDate, '2021-07-31');
    if (aligned instanceof Refusal) throw new Error(aligned.type.code);
    const facts: InvoicingFacts = {
      ...{ agreementEnd: '2021-07-31', aligned, zones: new Map(), customerZone: 'Europe/Berlin' },
      prices: new Map(productKeys.map((key) => [key, priceOf('1200.00')])),
      singleVoucher: undefined,
      holdsFirstOrder: false,
      prorationPolicy: 'FULL_CALENDAR_MONTHS@1',
    };
    const command = { orderId: ids.order, revision: 1, issuer: 'EOC', invoiceNo: 'INV-1', invoiceDate };
    const { outcome } = given(orderFold, ...past).when(
      recordInvoice,
      { ...command, calendarId: 'DE', lines: lines.map(({ unitListPrice: _, ...line }) => line) },
      { now: '2020-02-01T12:00:00.000Z', facts },
    );
    const [invoiced] = outcome as readonly { readonly data: OrderInvoiced }[];
    return invoiced?.data;
  };

  it('R44 R51 is annual beside an anchor that a pack of the same order follows, and is billed so', () => {
    expect(invoiceOf('MSIA', 'CP-30')?.lines).toMatchObject([
      { termEnd: '2021-01-31', expiryBasis: 'TWELVE_MONTHS', billableMonths: 12, net: '1200.00' },
      { termEnd: '2020-07-31', expiryBasis: 'ANCHOR', billableMonths: 6, net: '600.00' },
    ]);
  });

  it('R44 R51 has no anchor, and is none', () => {
    expect(invoiceOf('MSIA')).not.toHaveProperty('anchorEnd');
    expect(invoiceOf('CP-30')).toHaveProperty('anchorEnd', '2020-07-31');
    expect(coTerms({ termModel: 'TWELVE_MONTH', fulfilment: 'ACCESS' })).toBe(false);
  });

  it('R44 E4 is quoted as it will be invoiced', () => {
    const facts = { ...quoting, customer: eligible, offers, group };
    const quoted = quoteFor(
      ['MSIA', 'CP-30'].map((productKey) => ({ productKey, packs: 1, termModel: 'TWELVE_MONTH' as const })),
      ids.order,
      facts,
      invoiceDate,
    );
    expect(quoted).toMatchObject({
      quote: {
        lines: [
          { billableMonths: 12, termEnd: '2021-01-31' },
          { billableMonths: 6, termEnd: '2020-07-31' },
        ],
      },
    });
  });
});
