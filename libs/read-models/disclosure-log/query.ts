import { type Asking, type ModelReads } from '#projecting/model-reads.js';
import { selectList } from '#projecting/table-sql.js';
import { type RowOf } from '#projecting/table.js';
import { type Order, type Page, pageOf, type Paging } from '../page.js';
import { Where } from '../where.js';
import { DisclosureLogProjector } from './projector.js';
import { disclosures } from './tables.js';

export const disclosureModel = new DisclosureLogProjector();

export interface DisclosuresAsked extends Asking, Paging {
  readonly filter?: {
    readonly disclosureId?: string | undefined;
    readonly codeId?: string | undefined;
    readonly personRef?: string | undefined;
    readonly contactRef?: string | undefined;
  };
}

const inOrder: Order = {
  name: 'disclosed',
  direction: 'ascending',
  by: [
    ['d.disclosed_at', 'disclosedAt'],
    ['d.disclosure_id', 'disclosureId'],
    ['d.code_id', 'codeId'],
  ],
};

/** Who was shown what, in the order of time. @throws InvalidCursor, ModelBehind */
export const listDisclosures = (
  reads: ModelReads,
  asked: DisclosuresAsked,
): Promise<Page<RowOf<typeof disclosures>>> =>
  reads.ask(disclosureModel, asked, (view) => {
    const { disclosureId, codeId, personRef, contactRef } = asked.filter ?? {};
    const where = new Where(view, 'd')
      .equals('d.disclosure_id', disclosureId)
      .equals('d.code_id', codeId)
      .equals('d.person_ref', personRef)
      .equals('d.contact_ref', contactRef);
    return pageOf(view, `SELECT ${selectList(disclosures, 'd')} FROM disclosures d`, where, inOrder, asked);
  });
