import { type Instant } from '#kernel/time.js';
import { type Asking, type ModelReads } from '#projecting/model-reads.js';
import { selectList } from '#projecting/table-sql.js';
import { type RowOf } from '#projecting/table.js';
import { type Order, type Page, pageOf, type Paging } from '../page.js';
import { Where } from '../where.js';
import { WorkListProjector } from './projector.js';
import { works } from './tables.js';

export const workListModel = new WorkListProjector();

export const tasks = [
  /** A code that can be used and is neither booked nor used: the provider must honour it until it expires. */
  'ACTIVATE',
  /** A compromised code that is to be blocked and is not yet (E53). */
  'BLOCK',
  /** An exam to come. */
  'BOOKING',
  /** The exam's time has passed and nothing was reported. */
  'EXPECTED_RESULT',
  /** What the provider has confirmed: a block, an exam, a no-show. */
  'CONFIRMATION',
] as const;
export type Task = (typeof tasks)[number];

type Row = RowOf<typeof works>;
export type WorkItem = Omit<Row, 'stage' | 'at'> & {
  readonly task: Task;
  /** Since when it is to be done, when the exam takes place, or when it was confirmed. */
  readonly at: Instant;
};

export interface WorkAsked extends Asking, Paging {
  readonly task: Task;
  /** Whether an exam's time has passed, and whether a code has expired, are matters of the clock. */
  readonly now: Instant;
  readonly filter?: {
    readonly provider?: string | undefined;
    readonly institutionId?: string | undefined;
    readonly entitlementId?: string | undefined;
  };
}

const byTime: Order = {
  name: 'time',
  direction: 'ascending',
  by: [
    ['w.at', 'at'],
    ['w.code_id', 'codeId'],
  ],
};
const latestFirst: Order = { ...byTime, name: 'time-last', direction: 'descending' };

const condition: Readonly<Record<Task, string>> = {
  ACTIVATE: `w.stage = 'ACTIVATE' AND w.expires_at > ?::timestamptz`,
  BLOCK: `w.stage = 'BLOCK'`,
  BOOKING: `w.stage = 'BOOKED' AND w.at > ?::timestamptz`,
  EXPECTED_RESULT: `w.stage = 'BOOKED' AND w.at <= ?::timestamptz`,
  CONFIRMATION: `w.stage IN ('BLOCKED', 'USED')`,
};

/** What is to be done first in front; confirmations the latest first. @throws InvalidCursor, ModelBehind */
export const listWork = (reads: ModelReads, asked: WorkAsked): Promise<Page<WorkItem>> =>
  reads.ask(workListModel, asked, async (view) => {
    const { task, now, filter = {} } = asked;
    const where = new Where(view, 'w')
      .equals('w.provider', filter.provider)
      .equals('w.institution_id', filter.institutionId)
      .equals('w.entitlement_id', filter.entitlementId);
    where.and(condition[task], ...(condition[task].includes('?') ? [now] : []));
    const select = `SELECT ${selectList(works, 'w')} FROM works w`;
    const order = task === 'CONFIRMATION' ? latestFirst : byTime;
    const page = await pageOf<Row>(view, select, where, order, asked);
    return { ...page, items: page.items.map(({ stage: _, ...row }) => ({ ...row, task })) };
  });
