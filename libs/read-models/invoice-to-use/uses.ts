import { type CalendarDate, type Instant } from '#kernel/time.js';
import { type Asking, type ModelReads } from '#projecting/model-reads.js';
import { selectList } from '#projecting/table-sql.js';
import { type RowOf } from '#projecting/table.js';
import { type Order, type Page, pageOf, type Paging } from '../page.js';
import { Where } from '../where.js';
import { invoiceToUseModel } from './projector.js';
import { uses } from './tables.js';

export const useStates = [
  'OPEN',
  'BOOKED',
  'REDEEMED',
  'ACTIVATED',
  'DRAWN',
  'FORFEITED',
  'EXPIRED',
  'VOIDED',
] as const;
export type UseState = (typeof useStates)[number];

/** A use with the invoice line that paid for it; of two invoices of one order the later one, which replaced the other. */
export interface PaidUse extends Omit<RowOf<typeof uses>, 'useId' | 'state'> {
  readonly state: UseState;
  readonly issuer: string | null;
  readonly invoiceNo: string | null;
  readonly invoiceDate: CalendarDate | null;
  readonly lineNo: number | null;
  readonly orderId: string | null;
  readonly agreementId: string | null;
  readonly productKey: string | null;
}

export interface UsesAsked extends Asking, Paging {
  /** For what has expired by the clock. */
  readonly now: Instant;
  readonly filter?: {
    readonly institutionId?: string | undefined;
    readonly invoiceNo?: string | undefined;
    readonly orderId?: string | undefined;
    readonly entitlementId?: string | undefined;
    readonly codeId?: string | undefined;
    /** Registration, booking or exam start at the provider: the other end of the walk. */
    readonly registrationKey?: string | undefined;
    readonly examCode?: string | undefined;
    readonly personRef?: string | undefined;
    readonly states?: readonly UseState[] | undefined;
  };
}

const inOrder: Order = {
  name: 'entitlement',
  direction: 'ascending',
  by: [
    ['u.entitlement_id', 'entitlementId'],
    ['u.use_id', 'useId'],
  ],
};

const select = (state: string): string => `SELECT ${selectList(uses, 'u')}, ${state} AS "shownState",
    l.issuer, l.invoice_no AS "invoiceNo", l.invoice_date AS "invoiceDate", l.line_no AS "lineNo",
    l.order_id AS "orderId", l.agreement_id AS "agreementId", l.product_key AS "productKey"
  FROM uses u LEFT JOIN LATERAL (SELECT * FROM lines WHERE lines.entitlement_id = u.entitlement_id
    ORDER BY lines.invoice_date DESC, lines.invoice_no DESC LIMIT 1) l ON true`;

const paidBy = (column: string): string =>
  `u.entitlement_id IN (SELECT entitlement_id FROM lines WHERE ${column} = ?)`;

/**
 * Invoice line, entitlement, code or draw, exam and outcome in one row each; found from either end.
 * @throws InvalidCursor, ModelBehind
 */
export const listUses = (reads: ModelReads, asked: UsesAsked): Promise<Page<PaidUse>> =>
  reads.ask(invoiceToUseModel, asked, async (view) => {
    const { invoiceNo, orderId, states, ...own } = asked.filter ?? {};
    const where = new Where(view, 'u')
      .equals('u.institution_id', own.institutionId)
      .equals('u.entitlement_id', own.entitlementId)
      .equals('u.code_id', own.codeId)
      .equals('u.registration_key', own.registrationKey)
      .equals('u.exam_code', own.examCode)
      .equals('u.person_ref', own.personRef);
    if (invoiceNo !== undefined) where.and(paidBy('invoice_no'), invoiceNo);
    if (orderId !== undefined) where.and(paidBy('order_id'), orderId);
    const ended = `u.state IN ('OPEN', 'BOOKED') AND u.expires_at <= ${where.parameter(asked.now)}::timestamptz`;
    const state = `CASE WHEN ${ended} THEN 'EXPIRED' ELSE u.state END`;
    where.anyOf(state, states);
    type Row = Omit<PaidUse, 'state'> & { useId: string; state: string; shownState: UseState };
    const page = await pageOf<Row>(view, select(state), where, inOrder, asked);
    const shown = ({ useId: _, shownState, ...row }: Row): PaidUse => ({ ...row, state: shownState });
    return { ...page, items: page.items.map(shown) };
  });
