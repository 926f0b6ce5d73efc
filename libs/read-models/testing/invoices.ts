import { type EventStore } from '#event-store/port.js';
import { entitlementIdOf } from '#entitlement/contracts/entitlement-id.js';
import { type InvoicedLine, OrderInvoiced } from '#ordering/contracts/invoice-events.js';
import { ids, orderId, record, type Recorded } from './ledger-events.js';

/** Of the first line of an order, as granting names it. */
export const grantedBy = (order: number, lineNo = 1): string => entitlementIdOf(orderId(order), lineNo);

export const invoicedLine = {
  lineNo: 1,
  productKey: 'CP-30',
  packs: 1,
  packSize: 3,
  families: ['MCSA'],
  provider: 'PEARSON_VUE',
  fulfilment: 'CODES',
  termModel: 'TWELVE_MONTH',
  termStart: '2020-03-02',
  termEnd: '2021-03-01',
  zone: 'Europe/Berlin',
  expiryBasis: 'TWELVE_MONTHS',
  billableMonths: 12,
  proration: {
    from: '2020-03-02',
    to: '2021-03-01',
    counted: 12,
    countedIn: 'full calendar months',
    rule: 'SAME_DAY_AS_ANCHOR',
    numerator: 12,
    denominator: 12,
  },
  unitNet: '100.00',
  priceSource: 'PRICE_LIST',
  net: '100.00',
  referenceNet: '200.00',
  priceLevel: 'A',
  priceListId: 'LIST-1@1',
} as const satisfies InvoicedLine;

interface Invoice extends Recorded {
  readonly invoiceDate?: string;
  readonly currency?: string;
  readonly lines?: readonly InvoicedLine[];
  readonly agreementId?: string;
}

/** Invoice `INV-{n}` of order n. */
export const invoice = (
  store: EventStore,
  n: number,
  {
    invoiceDate = '2020-03-02',
    currency = 'EUR',
    lines = [invoicedLine],
    agreementId,
    ...recorded
  }: Invoice = {},
): Promise<string> =>
  record(
    store,
    `order-${orderId(n)}`,
    OrderInvoiced,
    {
      ...{ orderId: orderId(n), revision: 1, matchesRevision: true, issuer: 'EOC', invoiceNo: `INV-${n}` },
      ...{ invoiceDate, enrollmentId: ids.enrollment, agreementId: agreementId ?? ids.agreement },
      ...{ institutionId: recorded.institutionId ?? ids.institution, resellerId: ids.reseller },
      ...{ salesRegion: 'DE', calendarId: 'DE', prorationPolicy: 'FULL_CALENDAR_MONTHS@1', currency },
      ...{ priceBasis: 'INVOICE_DATE', lines: [...lines], total: lines[0]?.net ?? '0.00' },
    },
    recorded,
  );
