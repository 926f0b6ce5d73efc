import { type Instant } from '#kernel/time.js';
import { type Asking, type ModelReads } from '#projecting/model-reads.js';
import { type AsOf } from '#projecting/model-state.js';
import { Where } from '../where.js';
import { codeModel } from './query.js';

/** Codes of one entitlement that pay for exams until the same instant, and that nobody has. */
export interface UnusedCodes {
  readonly entitlementId: string;
  readonly productKey: string | null;
  readonly families: readonly string[];
  readonly expiresAt: Instant;
  readonly zone: string;
  readonly units: number;
}

export interface UnusedAsked extends Asking {
  readonly institutionId: string;
  readonly now: Instant;
}

/** What can still be assigned: in term, with nobody, and not stranded. @throws ModelBehind */
export const unusedCodes = (
  reads: ModelReads,
  asked: UnusedAsked,
): Promise<{ readonly lots: readonly UnusedCodes[]; readonly asOf: AsOf }> =>
  reads.ask(codeModel, asked, async (view) => {
    const where = new Where(view, 'c')
      .equals('c.institution_id', asked.institutionId)
      .and(
        `c.state = 'ISSUED' AND c.provider IS NOT NULL AND c.stranded IS NULL AND c.expires_at > ?`,
        asked.now,
      );
    const lots = await view.sql.query<UnusedCodes>(
      `SELECT c.entitlement_id AS "entitlementId", s.product_key AS "productKey", c.families,
         c.expires_at AS "expiresAt", c.zone, count(*) AS units
       FROM codes c LEFT JOIN sources s ON s.entitlement_id = c.entitlement_id
       WHERE ${where.text} GROUP BY 1, 2, 3, 4, 5 ORDER BY c.expires_at, c.entitlement_id`,
      where.parameters,
    );
    return { lots, asOf: view.asOf };
  });
