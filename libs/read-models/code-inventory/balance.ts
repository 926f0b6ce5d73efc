import { type Instant } from '#kernel/time.js';
import { type Asking, type ModelReads } from '#projecting/model-reads.js';
import { type AsOf } from '#projecting/model-state.js';
import { Where } from '../where.js';
import { codeModel, type CodeState, codeStates, stateAt } from './query.js';

/** How the slots of entitlements add up (I23): every slot is open or has one code that counts. */
export interface CodeBalance {
  /** What is paid for, after corrections of the invoice. */
  readonly capacity: number;
  /** Slots beyond it that a correction could not take back, or has not yet. */
  readonly surplus: number;
  /** Slots without a code. */
  readonly open: number;
  /** Codes by state, each slot counted once: a voided code counts only while nothing has replaced it. */
  readonly byState: Readonly<Record<CodeState, number>>;
  readonly asOf: AsOf;
}

export interface BalanceAsked extends Asking {
  readonly entitlementId?: string | undefined;
  readonly orderId?: string | undefined;
  /** Only entitlements whose codes are of this provider. */
  readonly provider?: string | undefined;
  readonly now: Instant;
}

/** @throws ModelBehind */
export const codeBalance = (reads: ModelReads, asked: BalanceAsked): Promise<CodeBalance> =>
  reads.ask(codeModel, asked, async (view) => {
    const granted = new Where(view, 's')
      .equals('s.entitlement_id', asked.entitlementId)
      .equals('s.order_id', asked.orderId)
      .equals('s.fulfilment', 'CODES')
      .equals('s.provider', asked.provider);
    const at = granted.parameter(asked.now);
    const rows = await view.sql.query<{
      readonly state: CodeState | null;
      readonly slots: number;
      readonly capacity: number;
      readonly surplus: number;
    }>(
      `WITH mine AS (SELECT s.entitlement_id, s.capacity, s.surplus FROM sources s WHERE ${granted.text}),
        total AS (SELECT coalesce(sum(capacity), 0)::int8 AS capacity, coalesce(sum(surplus), 0)::int8 AS surplus
          FROM mine),
        slot AS (SELECT DISTINCT ON (c.entitlement_id, c.slot) ${stateAt(at)} AS state
          FROM codes c JOIN mine USING (entitlement_id)
          WHERE NOT EXISTS (SELECT FROM withdrawn w
            WHERE w.entitlement_id = c.entitlement_id AND w.slot = c.slot)
          ORDER BY c.entitlement_id, c.slot, c.batch_no DESC)
       SELECT slot.state, count(slot.state) AS slots, total.capacity, total.surplus FROM total LEFT JOIN slot ON true
       GROUP BY slot.state, total.capacity, total.surplus`,
      granted.parameters,
    );
    const counted = new Map(rows.map(({ state, slots }) => [state, slots]));
    const { capacity = 0, surplus = 0 } = rows[0] ?? {};
    const byState = Object.fromEntries(codeStates.map((state) => [state, counted.get(state) ?? 0]));
    const filled = Object.values(byState).reduce((sum, slots) => sum + slots, 0);
    return {
      capacity,
      surplus,
      open: capacity + surplus - filled,
      byState: byState as Record<CodeState, number>,
      asOf: view.asOf,
    };
  });
