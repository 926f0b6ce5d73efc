import { type Instant } from '#kernel/time.js';
import { type Asking, type ModelReads } from '#projecting/model-reads.js';
import { selectList } from '#projecting/table-sql.js';
import { type RowOf } from '#projecting/table.js';
import { type SitePackStatus } from '#site-packs/contracts/vocabulary.js';
import { type Expiry } from '../code-inventory/expiry.js';
import { type Order, type Page, pageOf, type Paging } from '../page.js';
import { Where } from '../where.js';
import { balanceOf, sitePackModel } from './query.js';
import { deactivations, sitePacks } from './tables.js';

/** The licence of a test centre as its provider sees it: our balance beside that of the portal. */
export interface Licence {
  readonly entitlementId: string;
  readonly institutionId: string;
  readonly provider: string;
  /** Test centre that it was activated for; null while it waits for that. */
  readonly catcId: string | null;
  readonly productKey: string;
  readonly status: SitePackStatus;
  readonly suspendedBy: string | null;
  readonly expiry: Expiry;
  readonly activatedAt: Instant | null;
  /** Units neither drawn nor forfeited; negative when overdrawn. Seats that are only reserved are among them. */
  readonly left: number;
  readonly portalLeft: number | null;
  readonly portalStatedAt: Instant | null;
  /** Of the portal, less ours; null while the portal's is unknown. */
  readonly difference: number | null;
}

export interface LicencesAsked extends Asking, Paging {
  readonly now: Instant;
  readonly filter?: {
    readonly institutionId?: string | undefined;
    readonly provider?: string | undefined;
    readonly catcId?: string | undefined;
    /** True: only those where the two balances differ. */
    readonly differs?: boolean | undefined;
  };
}

type PackRow = RowOf<typeof sitePacks>;

const byExpiry: Order = {
  name: 'licence-expiry',
  direction: 'ascending',
  by: [
    ['p.expires_at', 'expiresAt'],
    ['p.entitlement_id', 'entitlementId'],
  ],
};

function licenceOf(row: PackRow, now: Instant): Licence {
  const { entitlementId, institutionId, provider, catcId, productKey, activatedAt } = row;
  const { portalLeft, portalStatedAt, capacity, adjusted, drawn, forfeited } = row;
  const { status, suspendedBy, expiry } = balanceOf(row, now);
  const left = capacity + adjusted - drawn - forfeited;
  const difference = portalLeft === null ? null : portalLeft - left;
  return {
    ...{
      entitlementId,
      institutionId,
      provider,
      catcId,
      productKey,
      status,
      suspendedBy,
      expiry,
      activatedAt,
    },
    ...{ left, portalLeft, portalStatedAt, difference },
  };
}

const differs = `p.portal_left IS NOT NULL
  AND p.portal_left <> p.capacity + p.adjusted - p.drawn - p.forfeited`;

/** Licences, those that expire first in front. @throws InvalidCursor, ModelBehind */
export const listLicences = (reads: ModelReads, asked: LicencesAsked): Promise<Page<Licence>> =>
  reads.ask(sitePackModel, asked, async (view) => {
    const { filter = {}, now } = asked;
    const where = new Where(view, 'p')
      .equals('p.institution_id', filter.institutionId)
      .equals('p.provider', filter.provider)
      .equals('p.catc_id', filter.catcId);
    if (filter.differs !== undefined) where.and(`(${differs}) = ?`, filter.differs);
    const select = `SELECT ${selectList(sitePacks, 'p')} FROM site_packs p`;
    const page = await pageOf<PackRow>(view, select, where, byExpiry, asked);
    return { ...page, items: page.items.map((row) => licenceOf(row, now)) };
  });

const oldestFirst: Order = {
  name: 'cancelled',
  direction: 'ascending',
  by: [
    ['d.cancelled_at', 'cancelledAt'],
    ['d.entitlement_id', 'entitlementId'],
  ],
};

export type DeactivationsAsked = Asking & Paging;

/** What is to be taken back, the longest asked for first (E34). @throws InvalidCursor, ModelBehind */
export const listDeactivations = (
  reads: ModelReads,
  asked: DeactivationsAsked,
): Promise<Page<RowOf<typeof deactivations>>> =>
  reads.ask(sitePackModel, asked, (view) => {
    const select = `SELECT ${selectList(deactivations, 'd')} FROM deactivations d`;
    return pageOf(view, select, new Where(view, 'd'), oldestFirst, asked);
  });
