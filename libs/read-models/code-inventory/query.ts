import { type Instant } from '#kernel/time.js';
import { type Asking, type ModelReads } from '#projecting/model-reads.js';
import { type AsOf } from '#projecting/model-state.js';
import { selectList } from '#projecting/table-sql.js';
import { type RowOf } from '#projecting/table.js';
import { type Order, type Page, pageOf, type Paging } from '../page.js';
import { Where } from '../where.js';
import { type Expiry, expiryOf } from './expiry.js';
import { CodeInventoryProjector } from './projector.js';
import { codes } from './tables.js';

const unused = ['ISSUED', 'ASSIGNED', 'DISCLOSED', 'RESERVED'] as const;
export const codeStates = [...unused, 'REDEEMED', 'ACTIVATED', 'FORFEITED', 'EXPIRED', 'VOIDED'] as const;
export type CodeState = (typeof codeStates)[number];

export interface CodeFilter {
  readonly states?: readonly CodeState[] | undefined;
  readonly entitlementId?: string | undefined;
  readonly orderId?: string | undefined;
  readonly productKey?: string | undefined;
  readonly personRef?: string | undefined;
  readonly provider?: string | undefined;
  readonly last4?: string | undefined;
  /** Exclusive. */
  readonly expiresBefore?: Instant | undefined;
  /** True: only codes whose person left or whose exam or test centre went. */
  readonly stranded?: boolean | undefined;
}

export interface InventoryCode extends Omit<
  RowOf<typeof codes>,
  'state' | 'reason' | 'streamRevision' | 'expiresAt' | 'zone' | 'personRef' | 'role'
> {
  readonly state: CodeState;
  readonly reason: string | null;
  readonly assignee: { readonly personRef: string; readonly role: string | null } | null;
  readonly expiry: Expiry;
  readonly orderId: string | null;
  readonly lineNo: number | null;
  readonly invoiceNo: string | null;
  readonly productKey: string | null;
  /** Of the code's stream, for If-Match. */
  readonly revision: number;
}

export const codeModel = new CodeInventoryProjector();

const bySlot: Order = {
  name: 'slot',
  direction: 'ascending',
  by: [
    ['c.entitlement_id', 'entitlementId'],
    ['c.slot', 'slot'],
    ['c.code_id', 'codeId'],
  ],
};
const byExpiry: Order = {
  name: 'expiry',
  direction: 'ascending',
  by: [
    ['c.expires_at', 'expiresAt'],
    ['c.code_id', 'codeId'],
  ],
};
export const codeSorts = { slot: bySlot, expiresAt: byExpiry } as const;

/** What holds at `now`, whether or not the sweep has recorded it (E20). */
export const stateAt = (now: string): string =>
  `CASE WHEN c.expires_at <= ${now}::timestamptz AND c.state IN (${unused.map((each) => `'${each}'`).join(', ')})
    THEN 'EXPIRED' ELSE c.state END`;

type CodeRow = RowOf<typeof codes> &
  Pick<InventoryCode, 'orderId' | 'lineNo' | 'invoiceNo' | 'productKey'> & { readonly shownState: CodeState };

const select = (now: string): string => `SELECT ${selectList(codes, 'c')}, ${stateAt(now)} AS "shownState",
  s.order_id AS "orderId", s.line_no AS "lineNo", s.invoice_no AS "invoiceNo", s.product_key AS "productKey"
  FROM codes c LEFT JOIN sources s ON s.entitlement_id = c.entitlement_id`;

const inventoryCode = (row: CodeRow, now: Instant): InventoryCode => {
  const { shownState, state, streamRevision, expiresAt, zone, personRef, role, reason, ...code } = row;
  return {
    ...code,
    state: shownState,
    reason: shownState === state ? reason : 'TERM_ENDED',
    assignee: personRef === null ? null : { personRef, role },
    expiry: expiryOf(expiresAt, zone, now),
    revision: streamRevision,
  };
};

export interface CodesAsked extends Asking, Paging {
  readonly filter?: CodeFilter;
  readonly sort?: keyof typeof codeSorts;
  /** For days left, and for what has expired by the clock. */
  readonly now: Instant;
}

export function codesWhere(
  asking: Asking,
  filter: CodeFilter,
  now: Instant,
): { readonly where: Where; readonly now: string } {
  const where = new Where(asking, 'c');
  const at = where.parameter(now);
  where
    .anyOf(stateAt(at), filter.states)
    .equals('c.entitlement_id', filter.entitlementId)
    .equals('c.person_ref', filter.personRef)
    .equals('c.provider', filter.provider)
    .equals('c.last4', filter.last4);
  const { orderId, productKey } = filter;
  if (orderId !== undefined)
    where.and('c.entitlement_id IN (SELECT entitlement_id FROM sources WHERE order_id = ?)', orderId);
  if (productKey !== undefined) where.and('s.product_key = ?', productKey);
  if (filter.expiresBefore !== undefined) where.and('c.expires_at < ?', filter.expiresBefore);
  if (filter.stranded !== undefined) where.and(`(c.stranded IS NOT NULL) = ?`, filter.stranded);
  return { where, now: at };
}

/** The inventory, by entitlement and slot unless asked otherwise. @throws InvalidCursor, ModelBehind */
export const listCodes = (reads: ModelReads, asked: CodesAsked): Promise<Page<InventoryCode>> =>
  reads.ask(codeModel, asked, async (view) => {
    const { filter = {}, sort = 'slot' } = asked;
    const { where, now } = codesWhere(view, filter, asked.now);
    const page = await pageOf<CodeRow>(view, select(now), where, codeSorts[sort], asked);
    return { ...page, items: page.items.map((row) => inventoryCode(row, asked.now)) };
  });

export interface CodeAsked extends Asking {
  readonly codeId: string;
  /** Only if it is of this provider. */
  readonly provider?: string | undefined;
  readonly now: Instant;
}

const findTexts: Partial<Record<'all' | 'own', string>> = {};

/** One code; undefined when there is none that the caller may see. @throws ModelBehind */
export async function findCode(
  reads: ModelReads,
  asked: CodeAsked,
): Promise<(InventoryCode & { readonly asOf: AsOf }) | undefined> {
  const { where, now } = codesWhere(asked, { provider: asked.provider }, asked.now);
  where.equals('c.code_id', asked.codeId);
  const scope = asked.institutions === '*' ? 'all' : 'own';
  // One text each, whatever is asked: it is long, and what the connections have prepared is found by it.
  const text = (findTexts[scope] ??= `${select(now)} WHERE ${where.text}`);
  const statement = { text, parameters: where.parameters, prepared: true };
  const {
    rows: [row],
    asOf,
  } = await reads.find<CodeRow>(codeModel, asked, statement);
  return row && { ...inventoryCode(row, asked.now), asOf };
}
