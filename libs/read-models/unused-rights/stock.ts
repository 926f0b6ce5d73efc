import { type Instant } from '#kernel/time.js';
import { type Lot } from '#planning/contracts/stock.js';
import { type ExamFamily } from '#planning/contracts/vocabulary.js';
import { type ModelReads } from '#projecting/model-reads.js';
import { type AsOf } from '#projecting/model-state.js';
import { expiryOf } from '../code-inventory/expiry.js';
import { type UnusedAsked, unusedCodes } from '../code-inventory/unused.js';
import { unusedSitePacks } from '../site-pack-balance/unused.js';

/** What an institution has unused, what runs out first in front; and how much of the log both models rest on. */
export async function stockOf(
  reads: ModelReads,
  asked: UnusedAsked,
): Promise<{ readonly lots: readonly Lot[]; readonly asOf: AsOf }> {
  const codes = await unusedCodes(reads, asked);
  const packs = await unusedSitePacks(reads, asked);
  const lots = [
    ...codes.lots.map(({ expiresAt, zone, families, ...lot }) => ({
      ...{ kind: 'CODES' as const, ...lot, families: families as readonly ExamFamily[] },
      ...{ lastDay: lastDay(expiresAt, zone, asked.now), usable: true },
    })),
    ...packs.packs.map(({ entitlementId, productKey, families, available: units, expiry, status }) => ({
      ...{ kind: 'SITE_PACK' as const, entitlementId, productKey, units },
      families: families as readonly ExamFamily[],
      ...{ lastDay: expiry.lastDay, usable: status !== 'SUSPENDED' },
    })),
  ];
  return {
    lots: lots.toSorted((a, b) => (a.lastDay < b.lastDay ? -1 : 1)),
    asOf: older(codes.asOf, packs.asOf),
  };
}

const lastDay = (expiresAt: Instant, zone: string, now: Instant) => expiryOf(expiresAt, zone, now).lastDay;

const older = (a: AsOf, b: AsOf): AsOf => ((a.position ?? '') <= (b.position ?? '') ? a : b);
