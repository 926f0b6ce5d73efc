import { type Asking, type ModelReads } from '#projecting/model-reads.js';
import { selectList } from '#projecting/table-sql.js';
import { type RowOf } from '#projecting/table.js';
import { type Order, type Page, pageOf, type Paging } from '../page.js';
import { Where } from '../where.js';
import { BlockListProjector } from './projector.js';
import { blocks } from './tables.js';

export const blockModel = new BlockListProjector();

export interface BlocksAsked extends Asking, Paging {
  readonly filter?: { readonly provider?: string | undefined; readonly confirmed?: boolean | undefined };
}

const oldestFirst: Order = {
  name: 'requested',
  direction: 'ascending',
  by: [
    ['b.requested_at', 'requestedAt'],
    ['b.code_id', 'codeId'],
  ],
};

/** Codes to block, or that were blocked, the longest asked for first. @throws InvalidCursor, ModelBehind */
export const listBlocks = (reads: ModelReads, asked: BlocksAsked): Promise<Page<RowOf<typeof blocks>>> =>
  reads.ask(blockModel, asked, (view) => {
    const { provider, confirmed } = asked.filter ?? {};
    const where = new Where(view, 'b')
      .and('b.requested_at IS NOT NULL AND NOT b.withdrawn')
      .equals('b.provider', provider);
    if (confirmed !== undefined) where.and('(b.confirmed_at IS NOT NULL) = ?', confirmed);
    return pageOf(view, `SELECT ${selectList(blocks, 'b')} FROM blocks b`, where, oldestFirst, asked);
  });
