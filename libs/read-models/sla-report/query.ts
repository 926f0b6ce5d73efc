import { type Instant } from '#kernel/time.js';
import { type Asking, type ModelReads } from '#projecting/model-reads.js';
import { type ModelView } from '#projecting/model-state.js';
import { selectList } from '#projecting/table-sql.js';
import { type RowOf } from '#projecting/table.js';
import { type Colour, colourOf } from '../order-board/colour.js';
import { type Order, type Page, pageOf, type Paging } from '../page.js';
import { Where } from '../where.js';
import { SlaReportProjector } from './projector.js';
import { clocks } from './tables.js';

export const slaReportModel = new SlaReportProjector();

export const clockOutcomes = ['OPEN', 'MET', 'BREACHED', 'SUPERSEDED'] as const;
export type ClockOutcome = (typeof clockOutcomes)[number];

type Row = RowOf<typeof clocks>;
export type ListedClock = Row & { readonly colour: Colour };

export interface ClockFilter {
  readonly institutionId?: string | undefined;
  readonly kind?: string | undefined;
  readonly calendarId?: string | undefined;
  readonly outcome?: ClockOutcome | undefined;
  readonly provisional?: boolean | undefined;
  readonly startedFrom?: Instant | undefined;
  /** Exclusive. */
  readonly startedBefore?: Instant | undefined;
}

const byDue: Order = {
  name: 'due',
  direction: 'ascending',
  by: [
    ['c.due_at', 'dueAt'],
    ['c.subject', 'subject'],
    ['c.kind', 'kind'],
  ],
};
const latestDue: Order = { ...byDue, name: 'due-last', direction: 'descending' };
export const clockSorts = { dueAt: byDue, '-dueAt': latestDue } as const;

export function clocksWhere(view: ModelView, filter: ClockFilter): Where {
  const where = new Where(view, 'c')
    .equals('c.institution_id', filter.institutionId)
    .equals('c.kind', filter.kind)
    .equals('c.calendar_id', filter.calendarId)
    .equals('c.outcome', filter.outcome)
    .equals('c.provisional', filter.provisional);
  if (filter.startedFrom !== undefined) where.and('c.started_at >= ?', filter.startedFrom);
  if (filter.startedBefore !== undefined) where.and('c.started_at < ?', filter.startedBefore);
  return where;
}

export interface ClocksAsked extends Asking, Paging {
  /** For the colours. */
  readonly now: Instant;
  readonly filter?: ClockFilter;
  readonly sort?: keyof typeof clockSorts;
}

const shown = (row: Row, now: Instant): ListedClock => {
  const metAt = row.outcome === 'MET' ? row.doneAt : null;
  return { ...row, colour: colourOf({ ...row, metAt, superseded: row.outcome === 'SUPERSEDED' }, now) };
};

/** The clocks of promises, what is due first in front. @throws InvalidCursor, ModelBehind */
export const listClocks = (reads: ModelReads, asked: ClocksAsked): Promise<Page<ListedClock>> =>
  reads.ask(slaReportModel, asked, async (view) => {
    const { filter = {}, sort = 'dueAt', now } = asked;
    const select = `SELECT ${selectList(clocks, 'c')} FROM clocks c`;
    const page = await pageOf<Row>(view, select, clocksWhere(view, filter), clockSorts[sort], asked);
    return { ...page, items: page.items.map((row) => shown(row, now)) };
  });
