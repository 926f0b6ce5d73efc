import { type Instant } from '#kernel/time.js';
import { type Asking, type ModelReads } from '#projecting/model-reads.js';
import { type ModelView } from '#projecting/model-state.js';
import { selectList } from '#projecting/table-sql.js';
import { type RowOf } from '#projecting/table.js';
import { type Order, type Page, pageOf, type Paging } from '../page.js';
import { Where } from '../where.js';
import { HistoryProjector } from './projector.js';
import { entries } from './tables.js';

export interface HistoryFilter {
  readonly institutionId?: string | undefined;
  /** Id of an order, a code, an entitlement… */
  readonly thing?: string | undefined;
  /** Also what the thing comes from: for a code its entitlement and its order. */
  readonly withOrigins?: boolean | undefined;
  readonly stream?: string | undefined;
  readonly types?: readonly string[] | undefined;
  readonly actorId?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly recordedFrom?: Instant | undefined;
  /** Exclusive. */
  readonly recordedBefore?: Instant | undefined;
}

export type HistoryEntry = RowOf<typeof entries>;

const model = new HistoryProjector();

const inOrder: Order = { name: 'order', direction: 'ascending', by: [['e.position', 'position']] };
const newestFirst: Order = { name: 'newest', direction: 'descending', by: [['e.position', 'position']] };
export const historySorts = { position: inOrder, '-position': newestFirst } as const;

export interface HistoryAsked extends Asking, Paging {
  readonly filter?: HistoryFilter;
  readonly sort?: keyof typeof historySorts;
}

async function thingAndOrigins({ sql }: ModelView, thing: string): Promise<readonly string[]> {
  const rows = await sql.query<{ readonly thing: string }>(
    `WITH RECURSIVE chain AS (SELECT $1::text COLLATE "C" AS thing
       UNION SELECT o.origin FROM origins o JOIN chain USING (thing)) SELECT thing FROM chain`,
    [thing],
  );
  return rows.map((row) => row.thing);
}

/** All events in the order of the log, each with actor, reason and both times. @throws InvalidCursor, ModelBehind */
export const listHistory = (reads: ModelReads, asked: HistoryAsked): Promise<Page<HistoryEntry>> =>
  reads.ask(model, asked, async (view) => {
    const { filter = {}, sort = 'position' } = asked;
    const { thing, withOrigins = false } = filter;
    const where = new Where(view, 'e')
      .equals('e.institution_id', filter.institutionId)
      .equals('e.stream', filter.stream)
      .anyOf('e.type', filter.types)
      .equals('e.actor_id', filter.actorId)
      .equals('e.correlation_id', filter.correlationId);
    if (thing !== undefined)
      where.anyOf('e.thing', withOrigins ? await thingAndOrigins(view, thing) : [thing]);
    if (filter.recordedFrom !== undefined) where.and('e.recorded_at >= ?', filter.recordedFrom);
    if (filter.recordedBefore !== undefined) where.and('e.recorded_at < ?', filter.recordedBefore);
    return pageOf<HistoryEntry>(
      view,
      `SELECT ${selectList(entries, 'e')} FROM entries e`,
      where,
      historySorts[sort],
      asked,
    );
  });
