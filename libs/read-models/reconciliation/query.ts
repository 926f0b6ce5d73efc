import { type Instant } from '#kernel/time.js';
import { type Asking, type ModelReads } from '#projecting/model-reads.js';
import { type AsOf } from '#projecting/model-state.js';
import { selectList } from '#projecting/table-sql.js';
import { type RowOf } from '#projecting/table.js';
import { type Order, type Page, pageOf, type Paging } from '../page.js';
import { Where } from '../where.js';
import { ReconciliationProjector } from './projector.js';
import { cases, reports } from './tables.js';

export const reconciliationModel = new ReconciliationProjector();

export const caseStatuses = ['OPEN', 'RESOLVED'] as const;

/** What a list of reports can be narrowed to. */
export const reportViews = [
  'UNMATCHED',
  'CONFLICTING',
  'LATE',
  'REPEATED',
  'ZONE_ASSUMED',
  'REFUSED',
  'ACCEPTED',
  'REVERSED',
] as const;
export type ReportView = (typeof reportViews)[number];

export type ListedCase = RowOf<typeof cases> & {
  /** Whole days that it has been open, or was. */
  readonly ageDays: number;
};

/** A report with what a case decided of the use that it tells of: it is then ACCEPTED or REVERSED. */
export type ListedReport = RowOf<typeof reports> & {
  /** The case that decided; null while none has. */
  readonly caseId: string | null;
};

export interface CasesAsked extends Asking, Paging {
  /** For the age. */
  readonly now: Instant;
  readonly filter?: {
    readonly status?: string | undefined;
    readonly kind?: string | undefined;
    readonly key?: string | undefined;
    readonly owner?: string | undefined;
  };
}

const oldestFirst: Order = {
  name: 'age',
  direction: 'ascending',
  by: [
    ['c.opened_at', 'openedAt'],
    ['c.case_id', 'caseId'],
  ],
};
const latestFirst: Order = {
  name: 'received',
  direction: 'descending',
  by: [
    ['r.received_at', 'receivedAt'],
    ['r.report_id', 'reportId'],
  ],
};

/** Cases, the longest open ones first. @throws InvalidCursor, ModelBehind */
export const listCases = (reads: ModelReads, asked: CasesAsked): Promise<Page<ListedCase>> =>
  reads.ask(reconciliationModel, asked, async (view) => {
    const { status, kind, key, owner } = asked.filter ?? {};
    const where = new Where(view, 'c')
      .equals('c.status', status)
      .equals('c.kind', kind)
      .equals('c.key', key)
      .equals('c.owner', owner);
    const at = where.parameter(asked.now);
    const age = `floor(extract(epoch FROM coalesce(c.resolved_at, ${at}::timestamptz) - c.opened_at) / 86400)`;
    const select = `SELECT ${selectList(cases, 'c')}, greatest(0, ${age})::int8 AS "ageDays" FROM cases c`;
    return pageOf<ListedCase>(view, select, where, oldestFirst, asked);
  });

/** The reports, each with the decision on its use if there is one. */
export const reportsDecided = `reports r LEFT JOIN decided_uses d
  ON d.code_id = r.code_id AND d.key = r.registration_key AND d.kind = r.kind`;

/** Of {@link reportsDecided}. */
const reportState = `CASE WHEN d.counts THEN 'ACCEPTED' WHEN NOT d.counts THEN 'REVERSED' ELSE r.state END`;

/** Of {@link reportsDecided}: a column later in the list replaces one of the same name. */
const listedReport = `${selectList(reports, 'r')}, ${reportState} AS state, d.case_id AS "caseId"`;

const conditions: Readonly<Record<ReportView, string>> = {
  UNMATCHED: `r.state IN ('UNMATCHED', 'GIVEN_UP')`,
  CONFLICTING: `r.conflicting`,
  LATE: `r.late`,
  REPEATED: `r.repeats > 0`,
  ZONE_ASSUMED: `r.zone_confidence = 'ASSUMED'`,
  REFUSED: `r.state = 'REFUSED' AND d.counts IS NULL`,
  ACCEPTED: `d.counts`,
  REVERSED: `NOT d.counts`,
};

export interface ReportsAsked extends Asking, Paging {
  readonly filter?: {
    readonly view?: ReportView | undefined;
    readonly provider?: string | undefined;
    readonly codeId?: string | undefined;
    readonly reportId?: string | undefined;
  };
}

/** Reports of the providers, the latest first. @throws InvalidCursor, ModelBehind */
export const listReports = (reads: ModelReads, asked: ReportsAsked): Promise<Page<ListedReport>> =>
  reads.ask(reconciliationModel, asked, (view) => {
    const { view: only, provider, codeId, reportId } = asked.filter ?? {};
    const where = new Where(view, 'r')
      .equals('r.provider', provider)
      .equals('r.code_id', codeId)
      .equals('r.report_id', reportId);
    if (only !== undefined) where.and(conditions[only]);
    return pageOf(view, `SELECT ${listedReport} FROM ${reportsDecided}`, where, latestFirst, asked);
  });

/** How a provider's reports stand. */
export interface ProviderStanding {
  readonly provider: string;
  readonly reports: number;
  readonly unmatched: number;
  readonly conflicting: number;
  readonly late: number;
  readonly refused: number;
  readonly zoneAssumed: number;
  readonly duplicatesSuppressed: number;
  readonly lastReportAt: Instant;
}

export interface ReconciliationBoard {
  readonly providers: readonly ProviderStanding[];
  readonly openCases: readonly { readonly kind: string; readonly cases: number; readonly oldest: Instant }[];
  readonly asOf: AsOf;
}

/** Numbers of the board. @throws ModelBehind */
export const reconciliationBoard = (reads: ModelReads, asked: Asking): Promise<ReconciliationBoard> =>
  reads.ask(reconciliationModel, asked, async (view) => {
    const mine = new Where(view, 'r');
    const count = (only: ReportView): string => `count(*) FILTER (WHERE ${conditions[only]})`;
    const providers = await view.sql.query<ProviderStanding>(
      `SELECT r.provider, count(*) AS reports, ${count('UNMATCHED')} AS unmatched,
        ${count('CONFLICTING')} AS conflicting, ${count('LATE')} AS late, ${count('REFUSED')} AS refused,
        ${count('ZONE_ASSUMED')} AS "zoneAssumed", sum(r.repeats)::int8 AS "duplicatesSuppressed",
        max(r.received_at) AS "lastReportAt"
       FROM ${reportsDecided} WHERE ${mine.text} GROUP BY r.provider ORDER BY r.provider`,
      mine.parameters,
    );
    const open = new Where(view, 'c').equals('c.status', 'OPEN');
    const openCases = await view.sql.query<ReconciliationBoard['openCases'][number]>(
      `SELECT c.kind, count(*) AS cases, min(c.opened_at) AS oldest FROM cases c
       WHERE ${open.text} GROUP BY c.kind ORDER BY c.kind`,
      open.parameters,
    );
    return { providers, openCases, asOf: view.asOf };
  });
