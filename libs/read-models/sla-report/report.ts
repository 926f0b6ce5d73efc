import { type Instant } from '#kernel/time.js';
import { type Asking, type ModelReads } from '#projecting/model-reads.js';
import { type Order, type Page, pageOf, type Paging } from '../page.js';
import { type ClockFilter, clocksWhere, slaReportModel } from './query.js';

export const slaPeriods = ['MONTH', 'YEAR', 'ALL'] as const;
export type SlaPeriod = (typeof slaPeriods)[number];

/** How the promises of one kind, counted by one calendar, that began in one period were kept. */
export interface KeptPromises {
  /** Month or year, in UTC, in which they began; `ALL` when it was not asked to tell periods apart. */
  readonly period: string;
  readonly kind: string;
  /** Empty for promises in hours. */
  readonly calendarId: string;
  /** All that began, those that were superseded included. */
  readonly clocks: number;
  readonly met: number;
  readonly breached: number;
  readonly superseded: number;
  readonly open: number;
  /** Open ones whose time has run out and whose breach is not recorded yet. */
  readonly overdue: number;
  /** Open ones whose dates still wait for a calendar; never overdue. */
  readonly provisional: number;
  /** Seconds from the start until it was done, of those that were met: half of them took no longer; null without any. */
  readonly p50Seconds: number | null;
  readonly p90Seconds: number | null;
  readonly p95Seconds: number | null;
  readonly p99Seconds: number | null;
}

export interface SlaReportAsked extends Asking, Paging {
  /** For what is overdue by the clock. */
  readonly now: Instant;
  readonly period?: SlaPeriod | undefined;
  readonly filter?: Omit<ClockFilter, 'outcome' | 'provisional'>;
}

const formats: Readonly<Record<SlaPeriod, string>> = { MONTH: 'YYYY-MM', YEAR: 'YYYY', ALL: '"ALL"' };

const inOrder: Order = {
  name: 'period',
  direction: 'ascending',
  by: [
    ['g.period', 'period'],
    ['g.kind', 'kind'],
    ['g."calendarId"', 'calendarId'],
  ],
};

const count = (condition: string): string => `count(*) FILTER (WHERE ${condition})`;
const percentile = (share: number): string =>
  `percentile_disc(${share}) WITHIN GROUP (ORDER BY ceil(extract(epoch FROM c.done_at - c.started_at))::int8)
    FILTER (WHERE c.outcome = 'MET')`;

/** Counts, times and breaches by period, kind and calendar. @throws InvalidCursor, ModelBehind */
export const slaReport = (reads: ModelReads, asked: SlaReportAsked): Promise<Page<KeptPromises>> =>
  reads.ask(slaReportModel, asked, async (view) => {
    const { filter = {}, period = 'MONTH', now } = asked;
    const where = clocksWhere(view, filter);
    const at = where.parameter(now);
    const format = where.parameter(formats[period]);
    const open = `c.outcome = 'OPEN'`;
    const groups = `SELECT to_char(c.started_at AT TIME ZONE 'UTC', ${format}) COLLATE "C" AS period, c.kind,
        coalesce(c.calendar_id, '') AS "calendarId", count(*) AS clocks, ${count(`c.outcome = 'MET'`)} AS met,
        ${count(`c.outcome = 'BREACHED'`)} AS breached, ${count(`c.outcome = 'SUPERSEDED'`)} AS superseded,
        ${count(open)} AS open,
        ${count(`${open} AND NOT c.provisional AND c.due_at <= ${at}::timestamptz`)} AS overdue,
        ${count(`${open} AND c.provisional`)} AS provisional,
        ${percentile(0.5)} AS "p50Seconds", ${percentile(0.9)} AS "p90Seconds",
        ${percentile(0.95)} AS "p95Seconds", ${percentile(0.99)} AS "p99Seconds"
      FROM clocks c WHERE ${where.text} GROUP BY 1, 2, 3`;
    return pageOf(view, `SELECT * FROM (${groups}) g`, where.ofSums(), inOrder, asked);
  });
