import { type Position } from '#event-store/port.js';
import { type Sql } from '#database/database.js';

/** How far each process has come; losing it means doing everything again, which changes nothing. */
export const checkpoints = {
  async load(db: Sql, process: string): Promise<Position | undefined> {
    const [row] = await db.query<{ position: string }>(
      'SELECT position FROM process_checkpoint WHERE process = $1',
      [process],
    );
    return row?.position;
  },

  /** Never goes back, also when two workers follow the same process. */
  async save(db: Sql, process: string, position: Position): Promise<void> {
    await db.query(
      `INSERT INTO process_checkpoint (process, position) VALUES ($1, $2)
       ON CONFLICT (process) DO UPDATE SET position = $2 WHERE process_checkpoint.position < $2`,
      [process, position],
    );
  },
};
