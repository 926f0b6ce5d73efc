import { type ModelReads } from '#projecting/model-reads.js';
import { type AsOf } from '#projecting/model-state.js';
import { type UnusedAsked } from '../code-inventory/unused.js';
import { Where } from '../where.js';
import { balanceOf, type PackRow, selectPacks, type SitePackBalance, sitePackModel } from './query.js';

/** Site packs in term with units left, suspended ones too. @throws ModelBehind */
export const unusedSitePacks = (
  reads: ModelReads,
  asked: UnusedAsked,
): Promise<{ readonly packs: readonly SitePackBalance[]; readonly asOf: AsOf }> =>
  reads.ask(sitePackModel, asked, async (view) => {
    const where = new Where(view, 'p')
      .equals('p.institution_id', asked.institutionId)
      .and('p.expires_at > ?', asked.now);
    const rows = await view.sql.query<PackRow>(
      `${selectPacks} WHERE ${where.text} ORDER BY p.expires_at, p.entitlement_id`,
      where.parameters,
    );
    const packs = rows.map((row) => balanceOf(row, asked.now)).filter(({ available }) => available > 0);
    return { packs, asOf: view.asOf };
  });
