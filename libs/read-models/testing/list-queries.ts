import { type Instant } from '#kernel/time.js';
import { type Asking, type ModelReads } from '#projecting/model-reads.js';
import { listCodes } from '../code-inventory/query.js';
import { listDisclosures } from '../disclosure-log/query.js';
import { listHistory } from '../history/query.js';
import { listInvoiceLines } from '../invoice-to-use/lines.js';
import { listBudget, listSavings } from '../invoice-to-use/sums.js';
import { listExpiring } from '../expiring-and-stranded/query.js';
import { listUses } from '../invoice-to-use/uses.js';
import { listLegacy } from '../legacy-e-learning/query.js';
import { listLibraryAccess } from '../library-access/query.js';
import { listMemberships } from '../memberships/query.js';
import { listOrders } from '../order-board/query.js';
import { type Page, type Paging } from '../page.js';
import { listErrors } from '../reconciliation/error-inbox.js';
import { listCases, listReports } from '../reconciliation/query.js';
import { listClocks } from '../sla-report/query.js';
import { slaReport } from '../sla-report/report.js';
import { listDeactivations, listLicences } from '../site-pack-balance/licences.js';
import { listSitePacks } from '../site-pack-balance/query.js';
import { listWork, tasks } from '../work-list/query.js';

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
  /** The operation that answers it over HTTP. */
  readonly list: string;
  readonly name: string;
  readonly ask: Ask;
  /** It reads all that it sums up, which is few: lines of invoices, promises of a period. */
  readonly sums?: true;
}

type List<F> = (
  reads: ModelReads,
  asked: Asking & Paging & { readonly now: Instant; readonly filter?: F },
) => Promise<Page<object>>;

/** Each list, without a filter and with those that people use. */
export const listQueries = (sample: Sample): readonly ListQuery[] => [
  ...filtered('listOrders', listOrders, {
    '': {},
    resellerId: { resellerId: sample.resellerId },
    enrollmentId: { enrollmentId: sample.enrollmentId },
    agreementId: { agreementId: sample.agreementId },
    invoiceNo: { invoiceNo: sample.invoiceNo },
    placedBefore: { placedBefore: sample.now },
  }),
  ...filtered('listCodes', listCodes, {
    '': {},
    entitlementId: { entitlementId: sample.entitlementId },
    orderId: { orderId: sample.orderId },
    personRef: { personRef: sample.personRef },
    last4: { last4: sample.last4 },
  }),
  {
    ...{ list: 'listCodes', name: 'listCodes by expiry' },
    ask: (reads, asked) =>
      listCodes(reads, { ...asked, filter: { expiresBefore: sample.now }, sort: 'expiresAt' }),
  },
  ...filtered('listHistory', listHistory, {
    '': {},
    thing: { thing: sample.codeId },
    'thing with its origins': { thing: sample.codeId, withOrigins: true },
    types: { types: ['CaseOpened'] },
    correlationId: { correlationId: sample.correlationId },
  }),
  {
    ...{ list: 'listHistory', name: 'listHistory, newest first' },
    ask: (reads, asked) => listHistory(reads, { ...asked, sort: '-position' }),
  },
  ...filtered('listDisclosures', listDisclosures, {
    '': {},
    disclosureId: { disclosureId: sample.disclosureId },
    codeId: { codeId: sample.codeId },
    personRef: { personRef: sample.personRef },
  }),
  ...filtered('listCases', listCases, { '': {}, status: { status: 'OPEN' } }),
  ...filtered('listProviderReports', listReports, {
    '': {},
    provider: { provider: 'PEARSON_VUE' },
    codeId: { codeId: sample.codeId },
    reportId: { reportId: sample.reportId },
    'view REFUSED': { view: 'REFUSED' as const },
  }),
  ...filtered('listProviderErrors', listErrors, {
    '': {},
    provider: { provider: 'PEARSON_VUE' },
    kind: { kind: 'UNMATCHED' as const },
  }),
  ...filtered('listSlaClocks', listClocks, { '': {}, outcome: { outcome: 'OPEN' } }),
  ...filtered('listInvoiceLines', listInvoiceLines, {
    '': {},
    agreementId: { agreementId: sample.agreementId },
    invoiceNo: { invoiceNo: sample.invoiceNo },
    orderId: { orderId: sample.orderId },
  }),
  ...filtered('listInvoiceUses', listUses, {
    '': {},
    entitlementId: { entitlementId: sample.entitlementId },
    invoiceNo: { invoiceNo: sample.invoiceNo },
    registrationKey: { registrationKey: sample.registrationKey },
    personRef: { personRef: sample.personRef },
  }),
  ...summed('slaReport', slaReport, { '': {} }),
  ...summed('listBudget', listBudget, { '': {}, agreementId: { agreementId: sample.agreementId } }),
  ...summed('listSavings', listSavings, { '': {} }),
  ...filtered('listSitePacks', listSitePacks, { '': {} }),
  ...filtered('listLicences', listLicences, { '': {} }),
  ...filtered('listLicenceDeactivations', listDeactivations, { '': {} }),
  ...filtered('listLibraryAccess', listLibraryAccess, { '': {}, personRef: { personRef: sample.personRef } }),
  ...filtered('listMemberships', listMemberships, { '': {} }),
  ...filtered('listExpiringAndStranded', listExpiring, {
    '': {},
    kind: { kind: 'EXAM_CODE' },
    entitlementId: { entitlementId: sample.entitlementId },
    personRef: { personRef: sample.personRef },
  }),
  ...filtered('listLegacyELearning', listLegacy, { '': {} }),
  ...tasks.map((task) => ({
    ...{ list: 'listWork', name: `listWork of ${task}` },
    ask: ((reads, asked) => listWork(reads, { ...asked, task })) satisfies Ask,
  })),
];

const filtered = <F>(
  list: string,
  answers: List<F>,
  filters: Readonly<Record<string, F>>,
): readonly ListQuery[] =>
  Object.entries(filters).map(([filter, of]) => ({
    ...{ list, name: filter === '' ? list : `${list} by ${filter}` },
    ask: (reads, asked) => answers(reads, { ...asked, filter: of }),
  }));

const summed: typeof filtered = (list, answers, filters) =>
  filtered(list, answers, filters).map((query) => ({ ...query, sums: true }));
