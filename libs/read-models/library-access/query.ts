import { type Instant } from '#kernel/time.js';
import { type Asking, type ModelReads } from '#projecting/model-reads.js';
import { selectList } from '#projecting/table-sql.js';
import { type RowOf } from '#projecting/table.js';
import { type Order, type Page, pageOf, type Paging } from '../page.js';
import { Where } from '../where.js';
import { LibraryAccessProjector } from './projector.js';
import { accesses } from './tables.js';

export const accessStates = ['OPEN', 'ENDED'] as const;
export type AccessState = (typeof accessStates)[number];

type Row = RowOf<typeof accesses>;
export type ListedAccess = Row & { readonly state: AccessState };

export interface AccessAsked extends Asking, Paging {
  /** Whether access is open is a matter of the clock (R59). */
  readonly now: Instant;
  readonly filter?: {
    readonly state?: AccessState | undefined;
    readonly personRef?: string | undefined;
    readonly codeId?: string | undefined;
    readonly libraryId?: string | undefined;
  };
}

export const libraryAccessModel = new LibraryAccessProjector();

const byCode: Order = { name: 'code', direction: 'ascending', by: [['a.code_id', 'codeId']] };

/** @throws InvalidCursor, ModelBehind */
export const listLibraryAccess = (reads: ModelReads, asked: AccessAsked): Promise<Page<ListedAccess>> =>
  reads.ask(libraryAccessModel, asked, async (view) => {
    const { state, personRef, codeId, libraryId } = asked.filter ?? {};
    const where = new Where(view, 'a')
      .equals('a.person_ref', personRef)
      .equals('a.code_id', codeId)
      .equals('a.library_id', libraryId);
    if (state !== undefined) where.and(`a.access_until ${state === 'OPEN' ? '>' : '<='} ?`, asked.now);
    const page = await pageOf<Row>(
      view,
      `SELECT ${selectList(accesses, 'a')} FROM accesses a`,
      where,
      byCode,
      asked,
    );
    const shown = (row: Row): ListedAccess => ({
      ...row,
      state: asked.now < row.accessUntil ? 'OPEN' : 'ENDED',
    });
    return { ...page, items: page.items.map(shown) };
  });
