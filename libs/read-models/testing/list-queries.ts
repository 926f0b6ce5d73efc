import { type Instant } from '#kernel/time.js';
import { type Asking, type ModelReads } from '#projecting/model-reads.js';
import { listCodes } from '../code-inventory/query.js';
import { listDisclosures } from '../disclosure-log/query.js';
import { listHistory } from '../history/query.js';
import { listInvoiceLines } from '../invoice-to-use/lines.js';
import { listBudget, listSavings } from '../invoice-to-use/sums.js';
import { listUses } from '../invoice-to-use/uses.js';
import { listLegacy } from '../legacy-e-learning/query.js';
import { listLibraryAccess } from '../library-access/query.js';
import { listMemberships } from '../memberships/query.js';
import { listOrders } from '../order-board/query.js';
import { type Page, type Paging } from '../page.js';
import { listErrors } from '../reconciliation/error-inbox.js';
import { listCases, listReports } from '../reconciliation/query.js';
import { listClocks } from '../sla-report/query.js';
import { listDeactivations, listLicences } from '../site-pack-balance/licences.js';
import { listSitePacks } from '../site-pack-balance/query.js';
import { listWork } from '../work-list/query.js';

/** Things that a ledger holds, to be asked for. */
export interface Sample {
  readonly now: Instant;
  readonly institutionId: string;
  readonly orderId: string;
  readonly entitlementId: string;
  readonly enrollmentId: string;
  readonly agreementId: string;
  readonly resellerId: string;
  readonly invoiceNo: string;
  readonly codeId: string;
  readonly last4: string;
  readonly personRef: string;
  readonly disclosureId: string;
  readonly correlationId: string;
  readonly reportId: string;
  readonly registrationKey: string;
}

/** What the lists of a small or large ledger show first; the values of its own to ask for. */
export async function sampleOf(reads: ModelReads, now: Instant): Promise<Sample> {
  const all = { institutions: '*', limit: 50, now } as const;
  const [use] = (await listUses(reads, { ...all, filter: { states: ['REDEEMED'] } })).items;
  const codeId = use?.codeId ?? '';
  const disclosed = await listDisclosures(reads, { ...all, filter: { codeId } });
  const [event] = (await listHistory(reads, { ...all, filter: { thing: codeId } })).items;
  const [report] = (await listReports(reads, { ...all, filter: { codeId } })).items;
  const [code] = (await listCodes(reads, { ...all, filter: { entitlementId: use?.entitlementId } })).items;
  const orderId = use?.orderId ?? '';
  const [order] = (await listOrders(reads, { ...all, filter: { invoiceNo: use?.invoiceNo ?? '' } })).items;
  return {
    ...{ now, orderId, codeId, entitlementId: use?.entitlementId ?? '', invoiceNo: use?.invoiceNo ?? '' },
    institutionId: order?.institutionId ?? '',
    enrollmentId: order?.enrollmentId ?? '',
    agreementId: order?.agreementId ?? '',
    resellerId: order?.resellerId ?? '',
    last4: code?.last4 ?? '',
    personRef: disclosed.items[0]?.personRef ?? '',
    disclosureId: disclosed.items[0]?.disclosureId ?? '',
    correlationId: event?.correlationId ?? '',
    reportId: report?.reportId ?? '',
    registrationKey: use?.registrationKey ?? '',
  };
}

type Ask = (reads: ModelReads, asked: Asking & Paging & { readonly now: Instant }) => Promise<Page<object>>;

export interface ListQuery {
  readonly name: string;
  readonly ask: Ask;
  /** It reads all that it sums up, which is few: lines of invoices. */
  readonly sums?: true;
}

type List<F> = (
  reads: ModelReads,
  asked: Asking & Paging & { readonly now: Instant; readonly filter?: F },
) => Promise<Page<object>>;

/** Each list, without a filter and with those that people use. */
export const listQueries = (sample: Sample): readonly ListQuery[] => [
  ...filtered('orders', listOrders, {
    '': {},
    resellerId: { resellerId: sample.resellerId },
    enrollmentId: { enrollmentId: sample.enrollmentId },
    agreementId: { agreementId: sample.agreementId },
    invoiceNo: { invoiceNo: sample.invoiceNo },
    placedBefore: { placedBefore: sample.now },
  }),
  ...filtered('codes', listCodes, {
    '': {},
    entitlementId: { entitlementId: sample.entitlementId },
    orderId: { orderId: sample.orderId },
    personRef: { personRef: sample.personRef },
    last4: { last4: sample.last4 },
  }),
  {
    name: 'codes by expiry',
    ask: (reads, asked) =>
      listCodes(reads, { ...asked, filter: { expiresBefore: sample.now }, sort: 'expiresAt' }),
  },
  ...filtered('history', listHistory, {
    '': {},
    thing: { thing: sample.codeId },
    'thing with its origins': { thing: sample.codeId, withOrigins: true },
    types: { types: ['CaseOpened'] },
    correlationId: { correlationId: sample.correlationId },
  }),
  {
    name: 'history, newest first',
    ask: (reads, asked) => listHistory(reads, { ...asked, sort: '-position' }),
  },
  ...filtered('disclosures', listDisclosures, {
    '': {},
    disclosureId: { disclosureId: sample.disclosureId },
    codeId: { codeId: sample.codeId },
    personRef: { personRef: sample.personRef },
  }),
  ...filtered('cases', listCases, { '': {}, status: { status: 'OPEN' } }),
  ...filtered('reports', listReports, {
    '': {},
    provider: { provider: 'PEARSON_VUE' },
    codeId: { codeId: sample.codeId },
    reportId: { reportId: sample.reportId },
  }),
  ...filtered('errors of providers', listErrors, { '': {} }),
  ...filtered('clocks', listClocks, { '': {}, outcome: { outcome: 'OPEN' } }),
  ...filtered('invoice lines', listInvoiceLines, {
    '': {},
    agreementId: { agreementId: sample.agreementId },
    invoiceNo: { invoiceNo: sample.invoiceNo },
    orderId: { orderId: sample.orderId },
  }),
  ...filtered('uses', listUses, {
    '': {},
    entitlementId: { entitlementId: sample.entitlementId },
    invoiceNo: { invoiceNo: sample.invoiceNo },
    registrationKey: { registrationKey: sample.registrationKey },
    personRef: { personRef: sample.personRef },
  }),
  ...summed('budget', listBudget, { '': {}, agreementId: { agreementId: sample.agreementId } }),
  ...summed('savings', listSavings, { '': {} }),
  ...filtered('site packs', listSitePacks, { '': {} }),
  ...filtered('licences', listLicences, { '': {} }),
  ...filtered('deactivations', listDeactivations, { '': {} }),
  ...filtered('library access', listLibraryAccess, { '': {}, personRef: { personRef: sample.personRef } }),
  ...filtered('memberships', listMemberships, { '': {} }),
  ...filtered('legacy e-learning', listLegacy, { '': {} }),
  ...(['ACTIVATE', 'BLOCK'] as const).map((task) => ({
    name: `work list: ${task.toLowerCase()}`,
    ask: ((reads, asked) => listWork(reads, { ...asked, task })) satisfies Ask,
  })),
];

const filtered = <F>(
  name: string,
  list: List<F>,
  filters: Readonly<Record<string, F>>,
): readonly ListQuery[] =>
  Object.entries(filters).map(([filter, of]) => ({
    name: filter === '' ? name : `${name} by ${filter}`,
    ask: (reads, asked) => list(reads, { ...asked, filter: of }),
  }));

const summed: typeof filtered = (name, list, filters) =>
  filtered(name, list, filters).map((query) => ({ ...query, sums: true }));
