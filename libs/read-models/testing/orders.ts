import { type EventStore } from '#event-store/port.js';
import { OrderPlaced, type OrderLine } from '#ordering/contracts/order-events.js';
import { codeId, entitlementId, ids, orderId, record, type Recorded } from './ledger-events.js';
import { EntitlementGranted } from '#entitlement/contracts/entitlement-events.js';
import { CodeIssued } from '#entitlement/contracts/code-events.js';

export const line = {
  lineNo: 1,
  productKey: 'CP-30',
  packs: 2,
  termModel: 'TWELVE_MONTH',
  packSize: 30,
  families: ['MCSA'],
  provider: 'PEARSON_VUE',
  fulfilment: 'CODES',
  unitListPrice: '1200.00',
} as const satisfies OrderLine;

const quote = {
  binding: false,
  supposedOn: '2020-03-02',
  priceListId: 'LIST-1@1',
  lines: [{ lineNo: 1, billableMonths: 12, termEnd: '2021-03-01', net: '2400.00' }],
  net: '2400.00',
} as const;

export { quote };

export const place = (
  store: EventStore,
  n: number,
  placedAt: string,
  recorded: Recorded = {},
): Promise<string> =>
  record(
    store,
    `order-${orderId(n)}`,
    OrderPlaced,
    {
      orderId: orderId(n),
      revision: 1,
      enrollmentId: ids.enrollment,
      agreementId: ids.agreement,
      institutionId: recorded.institutionId ?? ids.institution,
      resellerId: ids.reseller,
      salesRegion: 'DE',
      currency: 'EUR',
      lines: [line],
      quote,
      placedAt,
    },
    { at: placedAt, ...recorded },
  );

export const grant = (
  store: EventStore,
  n: number,
  capacity: number,
  { id = entitlementId(n), ...recorded }: Recorded & { readonly id?: string } = {},
): Promise<string> =>
  record(
    store,
    `entitlement-${id}`,
    EntitlementGranted,
    {
      entitlementId: id,
      institutionId: recorded.institutionId ?? ids.institution,
      enrollmentId: ids.enrollment,
      orderId: orderId(n),
      lineNo: 1,
      invoiceNo: 'INV-1',
      productKey: 'CP-30',
      families: ['MCSA'],
      provider: 'PEARSON_VUE',
      fulfilment: 'CODES',
      packs: 1,
      packSize: capacity,
      capacity,
      termStart: '2020-03-02',
      termEnd: '2021-03-01',
      zone: 'Europe/Berlin',
      activeFrom: '2020-03-01T23:00:00.000Z',
      expiresAt: '2021-03-01T23:00:00.000Z',
      expiryBasis: 'TWELVE_MONTHS',
      tzdbVersion: '2025b',
      salesRegion: 'DE',
    },
    recorded,
  );

export const issue = (
  store: EventStore,
  entitlement: number | string,
  n: number,
  slot: number,
  recorded: Recorded = {},
): Promise<string> =>
  record(
    store,
    `code-${codeId(n)}`,
    CodeIssued,
    {
      codeId: codeId(n),
      entitlementId: typeof entitlement === 'string' ? entitlement : entitlementId(entitlement),
      institutionId: recorded.institutionId ?? ids.institution,
      slot,
      batchNo: 1,
      valueCipher: 'v1.sealed',
      last4: String(1000 + n).slice(-4),
      commitment: 'c'.repeat(43),
      activeFrom: '2020-03-01T23:00:00.000Z',
      expiresAt: '2021-03-01T23:00:00.000Z',
      zone: 'Europe/Berlin',
      families: ['MCSA'],
      provider: 'PEARSON_VUE',
      salesRegion: 'DE',
    },
    recorded,
  );
