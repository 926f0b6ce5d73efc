import { OrderInvoiced } from '../contracts/invoice-events.js';
import { fact } from './fact.js';
import { classPacks, placed } from './school.js';

const { lines: _, quote: _quote, placedAt: _placedAt, revision, ...parties } = placed.data;
const { unitListPrice: _price, ...granted } = classPacks;

/** The invoice of the sample order on the day that it was placed. */
export const invoiced = fact(
  OrderInvoiced,
  {
    ...parties,
    revision,
    issuer: 'EOC-DUBLIN',
    invoiceNo: 'INV-1',
    invoiceDate: '2019-08-01',
    calendarId: 'US-FEDERAL',
    prorationPolicy: 'FULL_CALENDAR_MONTHS@1',
    matchesRevision: true,
    agreementEnd: '2021-07-31',
    priceBasis: 'INVOICE_DATE',
    lines: [
      {
        ...granted,
        termStart: '2019-08-01',
        termEnd: '2020-07-31',
        expiryBasis: 'TWELVE_MONTHS',
        billableMonths: 12,
        proration: {
          from: '2019-08-01',
          to: '2020-07-31',
          counted: 12,
          countedIn: 'full calendar months',
          rule: 'SAME_DAY_AS_ANCHOR',
          numerator: 12,
          denominator: 12,
        },
        zone: 'Europe/Berlin',
        unitNet: '1200.00',
        priceSource: 'PRICE_LIST',
        net: '2400.00',
        referenceNet: '6000.00',
        priceLevel: 'A',
        priceListId: 'VL-2019@1',
      },
    ],
    total: '2400.00',
  },
  { basis: { priceList: 'VL-2019@1', policies: ['FULL_CALENDAR_MONTHS@1'] } },
);
