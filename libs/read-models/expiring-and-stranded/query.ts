import { type CalendarDate, type Instant } from '#kernel/time.js';
import { type Asking, type ModelReads } from '#projecting/model-reads.js';
import { selectList } from '#projecting/table-sql.js';
import { type Expiry, expiryOf } from '../code-inventory/expiry.js';
import { type Order, type Page, pageOf, type Paging } from '../page.js';
import { Where } from '../where.js';
import { type Action, actionFor } from './action.js';
import { ExpiringAndStrandedProjector } from './projector.js';
import { type Right, type RightKind } from './rows.js';
import { rights } from './tables.js';

export const expiringModel = new ExpiringAndStrandedProjector();

export const concerns = ['EXPIRING', 'PERSON_LEFT', 'EXAM_RETIRED', 'CATC_LOST'] as const;
export type Concern = (typeof concerns)[number];

/** What it is, why it is listed, and what can be done. */
export interface ConcernedRight extends Omit<
  Right,
  'strandings' | 'stranded' | 'changes' | 'open' | 'expiresAt' | 'zone'
> {
  readonly why: Concern;
  /** Since when it is stranded. */
  readonly since: Instant | null;
  readonly action: Action;
  readonly expiry: Expiry;
  readonly productKey: string | null;
  readonly orderId: string | null;
  /** Last day on which any of its exams can be sat, once that ends before its term. */
  readonly lastExamOn: CalendarDate | null;
}

export interface ExpiringAsked extends Asking, Paging {
  readonly now: Instant;
  readonly filter?: {
    readonly institutionId?: string | undefined;
    readonly kind?: RightKind | undefined;
    readonly entitlementId?: string | undefined;
    readonly personRef?: string | undefined;
    /** Exclusive. */
    readonly expiresBefore?: Instant | undefined;
    /** True: only what is stranded; false: only what is not. */
    readonly stranded?: boolean | undefined;
    readonly cause?: Exclude<Concern, 'EXPIRING'> | undefined;
  };
}

const byExpiry: Order = {
  name: 'right-expiry',
  direction: 'ascending',
  by: [
    ['r.expires_at', 'expiresAt'],
    ['r.kind', 'kind'],
    ['r.right_id', 'rightId'],
  ],
};

type Row = Right & Pick<ConcernedRight, 'productKey' | 'orderId' | 'lastExamOn'>;

const select = `SELECT ${selectList(rights, 'r')}, s.product_key AS "productKey", s.order_id AS "orderId",
    s.last_exam_on AS "lastExamOn"
  FROM rights r LEFT JOIN sources s ON s.entitlement_id = r.entitlement_id`;

function concerned(row: Row, now: Instant): ConcernedRight {
  const { strandings, stranded: _s, changes: _c, open: _o, expiresAt, zone, ...right } = row;
  // A status may be known to end before it does.
  const stranding = strandings.find(({ from }) => from <= now);
  return {
    ...right,
    why: (stranding?.cause as Concern | undefined) ?? 'EXPIRING',
    since: stranding?.from ?? null,
    action: actionFor(row, stranding?.cause ?? null, row.lastExamOn, now),
    expiry: expiryOf(expiresAt, zone, now),
  };
}

/** Unused rights that still hold, what runs out first in front. @throws InvalidCursor, ModelBehind */
export const listExpiring = (reads: ModelReads, asked: ExpiringAsked): Promise<Page<ConcernedRight>> =>
  reads.ask(expiringModel, asked, async (view) => {
    const { now, filter = {} } = asked;
    const where = new Where(view, 'r')
      .and('r.open = true AND r.units > 0 AND r.expires_at > ?', now)
      .equals('r.institution_id', filter.institutionId)
      .equals('r.kind', filter.kind)
      .equals('r.entitlement_id', filter.entitlementId)
      .equals('r.person_ref', filter.personRef)
      .equals('r.stranded', filter.cause);
    if (filter.expiresBefore !== undefined) where.and('r.expires_at < ?', filter.expiresBefore);
    if (filter.stranded !== undefined) where.and(`r.stranded IS ${filter.stranded ? 'NOT ' : ''}NULL`);
    const page = await pageOf<Row>(view, select, where, byExpiry, asked);
    return { ...page, items: page.items.map((row) => concerned(row, now)) };
  });
