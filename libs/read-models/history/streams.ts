import { type Instant } from '#kernel/time.js';
import { type Asking, type ModelReads } from '#projecting/model-reads.js';
import { Where } from '../where.js';
import { HistoryProjector } from './projector.js';

export interface StreamsAsked extends Asking {
  readonly institutionId: string;
  /** Streams that had begun by then. */
  readonly knownAt: Instant;
}

const model = new HistoryProjector();

/** The streams that belong to an institution. @throws ModelBehind */
export const streamsOfInstitution = (reads: ModelReads, asked: StreamsAsked): Promise<readonly string[]> =>
  reads.ask(model, asked, async (view) => {
    const where = new Where(view, 'e')
      .equals('e.institution_id', asked.institutionId)
      .equals('e.revision', 0)
      .and('e.recorded_at <= ?', asked.knownAt);
    const rows = await view.sql.query<{ readonly stream: string }>(
      `SELECT e.stream FROM entries e WHERE ${where.text} ORDER BY e.stream`,
      where.parameters,
    );
    return rows.map(({ stream }) => stream);
  });
