import { daysFrom, localDateAt, plusDays } from '#kernel/calendar.js';
import { type Instant } from '#kernel/time.js';
import { type Asking, type ModelReads } from '#projecting/model-reads.js';
import { type AsOf } from '#projecting/model-state.js';
import { selectList } from '#projecting/table-sql.js';
import { type RowOf } from '#projecting/table.js';
import { balanceAt } from '#site-packs/contracts/balance.js';
import { statusAt, suspendedBy } from '#site-packs/contracts/standing.js';
import { type SitePackStatus } from '#site-packs/contracts/vocabulary.js';
import { type Expiry, expiryOf } from '../code-inventory/expiry.js';
import { type Order, type Page, pageOf, type Paging } from '../page.js';
import { Where } from '../where.js';
import { SitePackBalanceProjector } from './projector.js';
import { sitePacks } from './tables.js';

/** What an administrator must see at once. */
export const sitePackWarnings = ['TERM_RUNS_UNUSED', 'SUSPENDED', 'OVERDRAWN'] as const;

export interface SitePackBalance extends Omit<
  RowOf<typeof sitePacks>,
  'changes' | 'streamRevision' | 'expiresAt' | 'zone' | 'sweptAt'
> {
  readonly status: SitePackStatus;
  readonly suspendedBy: string | null;
  /** Negative when more exams were sat than there were units (E49). */
  readonly available: number;
  readonly expired: number;
  readonly expiry: Expiry;
  /** Days of the term that passed before it could be used; they are not given back (R75). */
  readonly daysLost: number;
  readonly warnings: readonly (typeof sitePackWarnings)[number][];
  /** Of the pack's stream, for If-Match. */
  readonly revision: number;
}

export const sitePackModel = new SitePackBalanceProjector();

export type PackRow = RowOf<typeof sitePacks>;

const byExpiry: Order = {
  name: 'expiry',
  direction: 'ascending',
  by: [
    ['p.expires_at', 'expiresAt'],
    ['p.entitlement_id', 'entitlementId'],
  ],
};
export const selectPacks = `SELECT ${selectList(sitePacks, 'p')} FROM site_packs p`;

function daysLost({ termStart, zone, activatedAt, expiresAt }: PackRow, now: Instant): number {
  const until = [activatedAt ?? now, now, expiresAt].toSorted()[0] ?? now;
  const day = localDateAt(until, zone);
  return day <= termStart ? 0 : daysFrom(termStart, plusDays(day, -1));
}

/** The row as it stands at the instant: status and units are judged by the clock (I17, I23). */
export function balanceOf(row: PackRow, now: Instant): SitePackBalance {
  const { changes, streamRevision, expiresAt, zone, sweptAt: _, ...pack } = row;
  const units = balanceAt(pack, expiresAt, now);
  const status = statusAt({ expiresAt, activatedAt: pack.activatedAt ?? undefined, changes }, now);
  return {
    ...pack,
    ...units,
    status,
    suspendedBy: status === 'SUSPENDED' ? (suspendedBy(changes, now) ?? null) : null,
    expiry: expiryOf(expiresAt, zone, now),
    daysLost: daysLost(row, now),
    warnings: [
      ...(status === 'PENDING_ACTIVATION' ? (['TERM_RUNS_UNUSED'] as const) : []),
      ...(status === 'SUSPENDED' ? (['SUSPENDED'] as const) : []),
      ...(units.available < 0 ? (['OVERDRAWN'] as const) : []),
    ],
    revision: streamRevision,
  };
}

export interface SitePacksAsked extends Asking, Paging {
  readonly orderId?: string | undefined;
  readonly institutionId?: string | undefined;
  readonly now: Instant;
}

/** The site packs, those that expire first in front. @throws InvalidCursor, ModelBehind */
export const listSitePacks = (reads: ModelReads, asked: SitePacksAsked): Promise<Page<SitePackBalance>> =>
  reads.ask(sitePackModel, asked, async (view) => {
    const where = new Where(view, 'p')
      .equals('p.order_id', asked.orderId)
      .equals('p.institution_id', asked.institutionId);
    const page = await pageOf<PackRow>(view, selectPacks, where, byExpiry, asked);
    return { ...page, items: page.items.map((row) => balanceOf(row, asked.now)) };
  });

export interface SitePackAsked extends Asking {
  readonly entitlementId: string;
  readonly now: Instant;
}

/** One site pack; undefined when there is none that the caller may see. @throws ModelBehind */
export const findSitePack = (
  reads: ModelReads,
  asked: SitePackAsked,
): Promise<(SitePackBalance & { readonly asOf: AsOf }) | undefined> =>
  reads.ask(sitePackModel, asked, async (view) => {
    const where = new Where(view, 'p').equals('p.entitlement_id', asked.entitlementId);
    const [row] = await view.sql.query<PackRow>(`${selectPacks} WHERE ${where.text}`, where.parameters);
    return row && { ...balanceOf(row, asked.now), asOf: view.asOf };
  });
