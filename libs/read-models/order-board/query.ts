import { type Instant } from '#kernel/time.js';
import { type AsOf, type ModelView } from '#projecting/model-state.js';
import { type Asking, type ModelReads } from '#projecting/model-reads.js';
import { selectList } from '#projecting/table-sql.js';
import { type RowOf } from '#projecting/table.js';
import { type Order, type Page, pageOf, type Paging } from '../page.js';
import { Where } from '../where.js';
import { type Colour, colourOf } from './colour.js';
import { OrderBoardProjector } from './projector.js';
import { clocks, grants, orders } from './tables.js';

export const orderStates = [
  'PLACED',
  'PROCESSED',
  'ACKNOWLEDGED',
  'INVOICED',
  'FULFILLED',
  'CLOSED',
  'CORRECTED',
  'CANCELLED',
  'REJECTED',
] as const;
export type OrderState = (typeof orderStates)[number];

export interface OrderFilter {
  readonly states?: readonly OrderState[] | undefined;
  readonly resellerId?: string | undefined;
  readonly enrollmentId?: string | undefined;
  readonly agreementId?: string | undefined;
  readonly vendorOrderNo?: string | undefined;
  readonly invoiceNo?: string | undefined;
  readonly placedFrom?: Instant | undefined;
  /** Exclusive. */
  readonly placedBefore?: Instant | undefined;
}

export interface BoardClock {
  readonly kind: string;
  readonly subject: string;
  readonly startedAt: Instant;
  readonly targetAt: Instant | null;
  readonly dueAt: Instant;
  readonly provisional: boolean;
  readonly metAt: Instant | null;
  readonly breachedAt: Instant | null;
  readonly colour: Colour;
}

export type BoardGrant = Omit<RowOf<typeof grants>, 'institutionId' | 'orderId'>;

export interface BoardOrder extends Omit<
  RowOf<typeof orders>,
  'state' | 'zeroed' | 'streamRevision' | 'revision'
> {
  readonly state: OrderState;
  /** Of the order's stream, for If-Match. */
  readonly revision: number;
  /** Of the order itself: 1, and one more with each amendment. */
  readonly orderRevision: number;
  /** Codes to issue and issued so far, over all lines. */
  readonly issuance: { readonly capacity: number; readonly issued: number };
  readonly entitlements: readonly BoardGrant[];
  readonly clocks: readonly BoardClock[];
}

const model = new OrderBoardProjector();

const newestFirst: Order = {
  name: 'placed',
  direction: 'descending',
  by: [
    ['o.placed_at', 'placedAt'],
    ['o.order_id', 'orderId'],
  ],
};
const oldestFirst: Order = { ...newestFirst, name: 'placed-first', direction: 'ascending' };
export const orderSorts = { '-placedAt': newestFirst, placedAt: oldestFirst } as const;

type OrderRow = Omit<RowOf<typeof orders>, 'state'> & { readonly state: OrderState };
const select = `SELECT ${selectList(orders, 'o')} FROM orders o`;

async function partsOf(view: ModelView, orderIds: readonly string[]) {
  const granted = await view.sql.query<RowOf<typeof grants>>(
    `SELECT ${selectList(grants, 'g')} FROM grants g WHERE g.order_id = ANY($1::text[]) ORDER BY g.line_no`,
    [orderIds],
  );
  const running = await view.sql.query<RowOf<typeof clocks>>(
    `SELECT ${selectList(clocks, 'c')} FROM clocks c WHERE c.order_id = ANY($1::text[])
     UNION ALL SELECT ${selectList(clocks, 'c')} FROM clocks c WHERE c.entitlement_id = ANY($2::text[])
     ORDER BY "startedAt", "subject", "kind"`,
    [orderIds, granted.map(({ entitlementId }) => entitlementId)],
  );
  return { granted, running };
}

async function complete(
  view: ModelView,
  rows: readonly OrderRow[],
  now: Instant,
): Promise<readonly BoardOrder[]> {
  if (rows.length === 0) return [];
  const { granted, running } = await partsOf(
    view,
    rows.map(({ orderId }) => orderId),
  );
  const grantsByOrder = Map.groupBy(granted, ({ orderId }) => orderId);
  const orderOfGrant = new Map(granted.map(({ entitlementId, orderId }) => [entitlementId, orderId]));
  const clocksByOrder = Map.groupBy(
    running,
    (clock) => clock.orderId ?? orderOfGrant.get(clock.entitlementId ?? ''),
  );
  return rows.map(({ zeroed: _zeroed, streamRevision, revision, ...order }) => {
    const mine = grantsByOrder.get(order.orderId) ?? [];
    const coded = mine.filter(({ fulfilment }) => fulfilment === 'CODES');
    const sum = (of: 'capacity' | 'surplus' | 'open'): number =>
      coded.reduce((total, grant) => total + grant[of], 0);
    return {
      ...order,
      revision: streamRevision,
      orderRevision: revision,
      issuance: { capacity: sum('capacity'), issued: sum('capacity') + sum('surplus') - sum('open') },
      entitlements: mine.map(({ institutionId: _i, orderId: _o, ...grant }) => grant),
      clocks: (clocksByOrder.get(order.orderId) ?? []).map((clock) => shown(clock, now)),
    };
  });
}

const shown = (clock: RowOf<typeof clocks>, now: Instant): BoardClock => {
  const { institutionId: _i, orderId: _o, entitlementId: _e, superseded: _s, ...rest } = clock;
  return { ...rest, colour: colourOf(clock, now) };
};

export interface OrdersAsked extends Asking, Paging {
  readonly filter?: OrderFilter;
  readonly sort?: keyof typeof orderSorts;
  /** For the colours of the clocks. */
  readonly now: Instant;
}

/** The board, newest first unless asked otherwise. @throws InvalidCursor, ModelBehind */
export const listOrders = (reads: ModelReads, asked: OrdersAsked): Promise<Page<BoardOrder>> =>
  reads.ask(model, asked, async (view) => {
    const { filter = {}, sort = '-placedAt', now } = asked;
    const where = new Where(view, 'o')
      .anyOf('o.state', filter.states)
      .equals('o.reseller_id', filter.resellerId)
      .equals('o.enrollment_id', filter.enrollmentId)
      .equals('o.agreement_id', filter.agreementId)
      .equals('o.vendor_order_no', filter.vendorOrderNo)
      .equals('o.invoice_no', filter.invoiceNo);
    if (filter.placedFrom !== undefined) where.and('o.placed_at >= ?', filter.placedFrom);
    if (filter.placedBefore !== undefined) where.and('o.placed_at < ?', filter.placedBefore);
    const page = await pageOf<OrderRow>(view, select, where, orderSorts[sort], asked);
    return { ...page, items: await complete(view, page.items, now) };
  });

export interface OrderAsked extends Asking {
  readonly orderId: string;
  readonly now: Instant;
}

/** One order; undefined when there is none that the caller may see. @throws ModelBehind */
export const findOrder = (
  reads: ModelReads,
  asked: OrderAsked,
): Promise<(BoardOrder & { readonly asOf: AsOf }) | undefined> =>
  reads.ask(model, asked, async (view) => {
    const where = new Where(view, 'o').equals('o.order_id', asked.orderId);
    const rows = await view.sql.query<OrderRow>(`${select} WHERE ${where.text}`, where.parameters);
    const [order] = await complete(view, rows, asked.now);
    return order && { ...order, asOf: view.asOf };
  });
