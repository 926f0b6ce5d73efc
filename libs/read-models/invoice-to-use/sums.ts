import { type Instant } from '#kernel/time.js';
import { type Asking, type ModelReads } from '#projecting/model-reads.js';
import { type Order, type Page, pageOf, type Paging } from '../page.js';
import { type LineFilter, linesWhere } from './lines.js';
import { invoiceToUseModel } from './projector.js';
import { valuedLines } from './values.js';

export const budgetPeriods = ['MONTH', 'YEAR', 'ALL'] as const;
export type BudgetPeriod = (typeof budgetPeriods)[number];

/** Sums of one currency, and of no other: amounts of two currencies are never added. */
export interface LineSums {
  readonly currency: string;
  readonly lines: number;
  /** As invoiced, before credit notes. */
  readonly invoicedNet: string;
  readonly net: string;
  /** Used, wasted and open make up the net. */
  readonly usedValue: string;
  readonly wastedValue: string;
  readonly openValue: string;
  /** The vouchers of the lines that can be compared, bought one by one; null when there is no such line (R7). */
  readonly referenceNet: string | null;
  /** Net of those lines. */
  readonly comparedNet: string | null;
  /** Whole percent, cut off. */
  readonly savingPercent: number | null;
  /** Lines whose saving lies outside 20 to 80 percent. */
  readonly linesOutside: number;
}

/** Period: month or year of the invoice date, or `ALL`. */
export type Budget = LineSums & {
  readonly institutionId: string;
  readonly agreementId: string;
  readonly period: string;
};
export type Savings = LineSums & {
  readonly productKey: string;
  readonly priceLevel: string;
  readonly period: string;
};

export interface SumsAsked extends Asking, Paging {
  /** For what has expired by the clock. */
  readonly now: Instant;
  readonly period?: BudgetPeriod | undefined;
  readonly filter?: LineFilter;
}

const formats: Readonly<Record<BudgetPeriod, string>> = { MONTH: 'YYYY-MM', YEAR: 'YYYY', ALL: '"ALL"' };

const compared = 'FILTER (WHERE l.saving_percent IS NOT NULL)';
const sums = `count(*) AS lines, sum(l.invoiced_net) AS "invoicedNet", sum(l.net) AS net,
  sum(v.used_value) AS "usedValue", sum(v.wasted_value) AS "wastedValue",
  sum(l.net - v.used_value - v.wasted_value) AS "openValue",
  sum(l.reference_net) ${compared} AS "referenceNet", sum(l.net) ${compared} AS "comparedNet",
  trunc((sum(l.reference_net) ${compared} - sum(l.net) ${compared}) * 100
    / nullif(sum(l.reference_net) ${compared}, 0))::int8 AS "savingPercent",
  count(*) FILTER (WHERE l.outside_stated_range) AS "linesOutside"`;

const groupedBy =
  <S extends LineSums>(name: string, ...columns: readonly (readonly [sql: string, name: string])[]) =>
  (reads: ModelReads, asked: SumsAsked): Promise<Page<S>> =>
    reads.ask(invoiceToUseModel, asked, async (view) => {
      const { filter = {}, period = 'YEAR', now } = asked;
      const where = linesWhere(view, filter);
      const format = where.parameter(formats[period]);
      const keys = [
        ...columns,
        [`to_char(l.invoice_date, ${format}) COLLATE "C"`, 'period'],
        ['l.currency', 'currency'],
      ] as const;
      const groups = `SELECT ${keys.map(([sql, as]) => `${sql} AS "${as}"`).join(', ')}, ${sums}
        FROM ${valuedLines(where.parameter(now))} WHERE ${where.text}
        GROUP BY ${keys.map((_, n) => n + 1).join(', ')}`;
      const order: Order = {
        name,
        direction: 'ascending',
        by: keys.map(([, as]) => [`g."${as}"`, as] as const),
      };
      return pageOf<S>(view, `SELECT * FROM (${groups}) g`, where.ofSums(), order, asked);
    });

/** What was billed and what it was good for, by institution, agreement, period and currency. @throws InvalidCursor, ModelBehind */
export const listBudget = groupedBy<Budget>(
  'budget',
  ['l.institution_id', 'institutionId'],
  ['l.agreement_id', 'agreementId'],
);

/** What volume licensing saved, by product, price level, period and currency (R7). @throws InvalidCursor, ModelBehind */
export const listSavings = groupedBy<Savings>(
  'savings',
  ['l.product_key', 'productKey'],
  ['l.price_level', 'priceLevel'],
);
