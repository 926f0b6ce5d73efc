import { type Segment } from '#institutions/contracts/vocabulary.js';
import { type Instant } from '#kernel/time.js';
import {
  type Benefit,
  benefitsOf,
  membershipStatusAt,
  type MembershipStatus,
} from '#membership/contracts/benefits.js';
import { type Asking, type ModelReads } from '#projecting/model-reads.js';
import { selectList } from '#projecting/table-sql.js';
import { type RowOf } from '#projecting/table.js';
import { type Order, type Page, pageOf, type Paging } from '../page.js';
import { Where } from '../where.js';
import { MembershipsProjector } from './projector.js';
import { memberships } from './tables.js';

type Row = RowOf<typeof memberships>;
export type ListedMembership = Row & {
  readonly status: MembershipStatus;
  readonly benefits: readonly Benefit[];
};

export interface MembershipsAsked extends Asking, Paging {
  /** What it gives is a matter of the clock. */
  readonly now: Instant;
  readonly filter?: {
    readonly institutionId?: string | undefined;
    readonly membershipId?: string | undefined;
  };
}

export const membershipsModel = new MembershipsProjector();

const byId: Order = { name: 'id', direction: 'ascending', by: [['m.membership_id', 'membershipId']] };

/** Memberships and what they give today. @throws InvalidCursor, ModelBehind */
export const listMemberships = (
  reads: ModelReads,
  asked: MembershipsAsked,
): Promise<Page<ListedMembership>> =>
  reads.ask(membershipsModel, asked, async (view) => {
    const where = new Where(view, 'm')
      .equals('m.institution_id', asked.filter?.institutionId)
      .equals('m.membership_id', asked.filter?.membershipId);
    const select = `SELECT ${selectList(memberships, 'm')} FROM memberships m`;
    const page = await pageOf<Row>(view, select, where, byId, asked);
    const shown = (row: Row): ListedMembership => {
      const status = membershipStatusAt(row, asked.now);
      // The segment is an institution's, as the event's schema has checked.
      return { ...row, status, benefits: benefitsOf(row.segment as Segment, status) };
    };
    return { ...page, items: page.items.map(shown) };
  });
