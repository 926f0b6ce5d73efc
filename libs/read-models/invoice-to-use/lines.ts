import { type CalendarDate, type Instant } from '#kernel/time.js';
import { type Asking, type ModelReads } from '#projecting/model-reads.js';
import { type ModelView } from '#projecting/model-state.js';
import { selectList } from '#projecting/table-sql.js';
import { type RowOf } from '#projecting/table.js';
import { type Order, type Page, pageOf, type Paging } from '../page.js';
import { Where } from '../where.js';
import { invoiceToUseModel } from './projector.js';
import { lines } from './tables.js';
import { valuedLines } from './values.js';

export interface LineFilter {
  readonly institutionId?: string | undefined;
  readonly agreementId?: string | undefined;
  readonly enrollmentId?: string | undefined;
  readonly orderId?: string | undefined;
  readonly entitlementId?: string | undefined;
  readonly issuer?: string | undefined;
  readonly invoiceNo?: string | undefined;
  readonly productKey?: string | undefined;
  readonly currency?: string | undefined;
  /** True: only lines whose saving lies outside 20 to 80 percent (R7). */
  readonly outsideStatedRange?: boolean | undefined;
  readonly invoicedFrom?: CalendarDate | undefined;
  /** Exclusive. */
  readonly invoicedBefore?: CalendarDate | undefined;
}

/** A line of an invoice, with what became of it at an instant. Used, wasted and open value make up its net. */
export interface InvoiceLine extends Omit<RowOf<typeof lines>, 'digits'> {
  readonly usedUnits: number;
  readonly wastedUnits: number;
  readonly openUnits: number;
  readonly usedValue: string;
  readonly wastedValue: string;
  readonly openValue: string;
  /** First instant of no use; null while nothing is granted. */
  readonly expiresAt: Instant | null;
}

const latestFirst: Order = {
  name: 'invoiced',
  direction: 'descending',
  by: [
    ['l.invoice_date', 'invoiceDate'],
    ['l.issuer', 'issuer'],
    ['l.invoice_no', 'invoiceNo'],
    ['l.line_no', 'lineNo'],
  ],
};
const earliestFirst: Order = { ...latestFirst, name: 'invoiced-first', direction: 'ascending' };
export const lineSorts = { '-invoiceDate': latestFirst, invoiceDate: earliestFirst } as const;

export function linesWhere(view: ModelView, filter: LineFilter): Where {
  const where = new Where(view, 'l')
    .equals('l.institution_id', filter.institutionId)
    .equals('l.agreement_id', filter.agreementId)
    .equals('l.enrollment_id', filter.enrollmentId)
    .equals('l.order_id', filter.orderId)
    .equals('l.entitlement_id', filter.entitlementId)
    .equals('l.issuer', filter.issuer)
    .equals('l.invoice_no', filter.invoiceNo)
    .equals('l.product_key', filter.productKey)
    .equals('l.currency', filter.currency)
    .equals('l.outside_stated_range', filter.outsideStatedRange);
  if (filter.invoicedFrom !== undefined) where.and('l.invoice_date >= ?', filter.invoicedFrom);
  if (filter.invoicedBefore !== undefined) where.and('l.invoice_date < ?', filter.invoicedBefore);
  return where;
}

export interface LinesAsked extends Asking, Paging {
  /** For what has expired by the clock. */
  readonly now: Instant;
  readonly filter?: LineFilter;
  readonly sort?: keyof typeof lineSorts;
}

/** Invoice lines with price, saving and use, the latest first. @throws InvalidCursor, ModelBehind */
export const listInvoiceLines = (reads: ModelReads, asked: LinesAsked): Promise<Page<InvoiceLine>> =>
  reads.ask(invoiceToUseModel, asked, async (view) => {
    const { filter = {}, sort = '-invoiceDate', now } = asked;
    const where = linesWhere(view, filter);
    const select = `SELECT ${selectList(lines, 'l')}, e.expires_at AS "expiresAt",
        y.used::int8 AS "usedUnits", z.wasted::int8 AS "wastedUnits",
        (t.total - y.used - z.wasted)::int8 AS "openUnits", v.used_value AS "usedValue",
        v.wasted_value AS "wastedValue", l.net - v.used_value - v.wasted_value AS "openValue"
      FROM ${valuedLines(where.parameter(now))}`;
    const page = await pageOf<InvoiceLine & { readonly digits: number }>(
      view,
      select,
      where,
      lineSorts[sort],
      asked,
    );
    return { ...page, items: page.items.map(({ digits: _, ...line }) => line) };
  });
