import { type Database } from '#database/database.js';
import { Turn } from '#database/turn.js';

const turns = new WeakMap<Database, Map<string, Turn>>();

function turnOf(database: Database, model: string): Turn {
  const ofModels = turns.get(database) ?? new Map<string, Turn>();
  turns.set(database, ofModels);
  const turn = ofModels.get(model) ?? new Turn();
  ofModels.set(model, turn);
  return turn;
}

/**
 * Whoever writes a model, or reads it in several transactions, has it alone where the database has one connection for
 * everybody: a long reading in one transaction would hold it from everybody else. With a connection for each reader the
 * database's own snapshots do that, and nobody waits. Not to be nested.
 */
export const alone = <T>(database: Database, model: string, work: () => Promise<T>): Promise<T> =>
  database.kind === 'pglite' ? turnOf(database, model).take(work) : work();
