import { type Ledger } from '#composition/open-ledger.js';
import { hoursAfter } from '#kernel/calendar.js';
import { type ExpiringCodes, type ExpiringEntitlement } from '#notifying/writing.js';
import { listCodes } from '#read-models/code-inventory/query.js';
import { unusedSitePacks } from '#read-models/site-pack-balance/unused.js';

const horizonHours = 90 * 24;

/** What inventory and balances show as unused and expiring within 90 days, for the digest (N6). */
export const expiringOf =
  ({ reads, clock, store }: Pick<Ledger, 'reads' | 'clock' | 'store'>) =>
  async (institutionId: string): Promise<readonly ExpiringEntitlement[]> => {
    const now = clock.now();
    const horizon = hoursAfter(now, horizonHours);
    const after = await store.head();
    const found = new Map<string, ExpiringCodes>();
    let cursor: string | undefined;
    do {
      const page = await listCodes(reads, {
        institutions: [institutionId],
        after,
        filter: {
          states: ['ISSUED', 'ASSIGNED', 'DISCLOSED', 'RESERVED'],
          expiresBefore: horizon,
        },
        sort: 'expiresAt',
        limit: 500,
        now,
        cursor,
      });
      for (const { entitlementId, expiry, state, examAt, assignee } of page.items) {
        const before = found.get(entitlementId) ?? {
          entitlementId,
          expiresAt: expiry.expiresAt,
          zone: expiry.zone,
          unassigned: 0,
          assignedUnused: 0,
          bookedAfterExpiry: 0,
        };
        const isLate = state === 'RESERVED' && examAt !== null && examAt >= expiry.expiresAt;
        found.set(entitlementId, {
          ...before,
          unassigned: before.unassigned + (assignee === null ? 1 : 0),
          assignedUnused: before.assignedUnused + (assignee === null || state === 'RESERVED' ? 0 : 1),
          bookedAfterExpiry: before.bookedAfterExpiry + (isLate ? 1 : 0),
        });
      }
      cursor = page.next;
    } while (cursor !== undefined);
    const { packs } = await unusedSitePacks(reads, {
      institutions: [institutionId],
      institutionId,
      now,
      after,
    });
    const expiring = packs.filter(({ expiry }) => expiry.expiresAt < horizon);
    return [
      ...found.values(),
      ...expiring.map(({ entitlementId, available: examsLeft, expiry: { expiresAt, zone } }) => ({
        ...{ entitlementId, expiresAt, zone, examsLeft },
      })),
    ];
  };
