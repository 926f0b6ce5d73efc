import { type Instant } from '#kernel/time.js';
import { type Asking, type ModelReads } from '#projecting/model-reads.js';
import { selectList } from '#projecting/table-sql.js';
import { type RowOf } from '#projecting/table.js';
import { type Order, type Page, pageOf, type Paging } from '../page.js';
import { Where } from '../where.js';
import { LegacyELearningProjector } from './projector.js';
import { legacy } from './tables.js';

export const legacyStates = ['IMPORTED', 'ACTIVATED', 'EXPIRED'] as const;
export type LegacyState = (typeof legacyStates)[number];

type Row = RowOf<typeof legacy>;
export type ListedLegacy = Row & { readonly state: LegacyState };

export interface LegacyAsked extends Asking, Paging {
  /** For what has ended by the clock. */
  readonly now: Instant;
  readonly filter?: {
    readonly institutionId?: string | undefined;
    readonly agreementId?: string | undefined;
    /** Exclusive. */
    readonly endsBefore?: Instant | undefined;
  };
}

export const legacyModel = new LegacyELearningProjector();

const byEnd: Order = {
  name: 'end',
  direction: 'ascending',
  by: [
    ['l.ends_at', 'endsAt'],
    ['l.entitlement_id', 'entitlementId'],
  ],
};

const stateOf = ({ endsAt, activatedAt }: Row, now: Instant): LegacyState => {
  if (now >= endsAt) return 'EXPIRED';
  return activatedAt === null ? 'IMPORTED' : 'ACTIVATED';
};

/** What is left of e-learning, what ends first at the top. @throws InvalidCursor, ModelBehind */
export const listLegacy = (reads: ModelReads, asked: LegacyAsked): Promise<Page<ListedLegacy>> =>
  reads.ask(legacyModel, asked, async (view) => {
    const { institutionId, agreementId, endsBefore } = asked.filter ?? {};
    const where = new Where(view, 'l')
      .equals('l.institution_id', institutionId)
      .equals('l.agreement_id', agreementId);
    if (endsBefore !== undefined) where.and('l.ends_at < ?', endsBefore);
    const page = await pageOf<Row>(
      view,
      `SELECT ${selectList(legacy, 'l')} FROM legacy l`,
      where,
      byEnd,
      asked,
    );
    return { ...page, items: page.items.map((row) => ({ ...row, state: stateOf(row, asked.now) })) };
  });
