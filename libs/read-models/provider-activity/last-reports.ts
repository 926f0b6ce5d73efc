import { deliveryProviders } from '#catalogue/contracts/vocabulary.js';
import { type Database } from '#database/database.js';
import { type LastReports, readModel } from '#projecting/model-state.js';
import { selectList } from '#projecting/table-sql.js';
import { type RowOf } from '#projecting/table.js';
import { activity, providerActivityModel } from './projector.js';

/** So old may be what an answer says, in milliseconds. */
const FRESH_MS = 1000;
/** So old is what nobody has asked for in a while: the next one waits for a new look. */
const STALE_MS = 5000;

const unheard: LastReports = Object.fromEntries(deliveryProviders.map((provider) => [provider, null]));

async function look(database: Database): Promise<LastReports> {
  const rows = await readModel(database, providerActivityModel, '*', ({ sql }) =>
    sql.query<RowOf<typeof activity>>(`SELECT ${selectList(activity, 'a')} FROM activity a`),
  );
  return { ...unheard, ...Object.fromEntries(rows.map((row) => [row.provider, row.lastReportAt])) };
}

/**
 * When the ledger last heard of each provider, for every answer. Looked up once a second and not once a query: who asks
 * meanwhile gets what is known. While that cannot be read, because the model is being built, nothing is known.
 * @param now milliseconds that never go back
 */
export function lastReportsOf(
  database: Database,
  now: () => number = () => performance.now(),
): () => Promise<LastReports> {
  let known: LastReports = unheard;
  let knownAt = -Infinity;
  let looking: Promise<void> | undefined;
  const refresh = async (): Promise<void> => {
    const at = now();
    known = await look(database).catch(() => unheard);
    knownAt = at;
  };
  return async () => {
    const age = now() - knownAt;
    if (age >= FRESH_MS) looking ??= refresh().finally(() => (looking = undefined));
    if (age >= STALE_MS) await looking;
    return known;
  };
}
