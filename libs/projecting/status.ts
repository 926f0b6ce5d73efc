import { type Database, type Sql } from '#database/database.js';
import { type EventStore, type Position } from '#event-store/port.js';
import { type Phase } from './generation.js';

/** One set of tables, as an operator sees it. Plain data: the command line, HTTP and the metrics all show this. */
export interface GenerationStatus {
  readonly generation: number;
  readonly version: number;
  readonly phase: Phase;
  /** `new` has seen nothing yet; `failed` needs somebody to look; `idle` is kept for a rollback. */
  readonly state: 'new' | 'catching-up' | 'live' | 'paused' | 'failed' | 'idle';
  readonly position: Position | undefined;
  /** Events seen, handled or not. */
  readonly seen: number;
  /** Counted up to {@link LAG_LIMIT}. */
  readonly lagEvents: number;
  /** Seconds of system time between the last event seen and the end of the log; 0 when nothing is behind. */
  readonly lagSeconds: number;
  readonly parkedStreams: number;
  /** 1 when done; undefined when nothing tells how much there is. */
  readonly rebuilt: number | undefined;
  readonly failure: string | null;
  /** Workers that hold it. */
  readonly owners: readonly string[];
}

export interface ProjectionStatus {
  readonly model: string;
  readonly paused: boolean;
  readonly generations: readonly GenerationStatus[];
}

export const LAG_LIMIT = 10_000;

interface StatusRow {
  readonly model: string;
  readonly paused: boolean;
  readonly generation: number | null;
  readonly version: number;
  readonly phase: Phase;
  readonly failure: string | null;
  readonly position: string;
  readonly seen: number;
  readonly recordedAt: string | null;
  readonly owners: readonly string[] | null;
  readonly parked: number;
}

const readRows = (sql: Sql): Promise<readonly StatusRow[]> =>
  sql.query<StatusRow>(
    `SELECT m.name AS model, m.paused, g.generation, g.version, g.phase, g.failure, b.position, b.seen, b.recorded_at AS "recordedAt",
       b.owners, (SELECT count(*) FROM projecting.parked_stream p WHERE p.model = m.name AND p.generation = g.generation) AS parked
     FROM projecting.model m LEFT JOIN projecting.generation g ON g.model = m.name
     LEFT JOIN LATERAL (
       SELECT min(position) AS position, sum(seen)::int8 AS seen, max(recorded_at) AS recorded_at,
         array_agg(DISTINCT owner) FILTER (WHERE owner IS NOT NULL AND expires_at > clock_timestamp()) AS owners
       FROM projecting.bucket WHERE model = g.model AND generation = g.generation) AS b ON true
     ORDER BY m.name, g.generation`,
  );

interface Lag {
  readonly events: number;
  readonly seconds: number;
}

/** Generations that stand at one place share the reading. */
function lagReader(
  store: EventStore,
  head: Position | undefined,
  now: number,
): (position: string) => Promise<Lag> {
  const known = new Map<string, Promise<Lag>>();
  const read = async (position: string): Promise<Lag> => {
    if (head === undefined || position >= head) return { events: 0, seconds: 0 };
    let events = 0;
    let first: string | undefined;
    for await (const event of store.readAll({
      ...(position === '' ? {} : { after: position }),
      limit: LAG_LIMIT,
    })) {
      events += 1;
      first ??= typeof event.metadata['recordedAt'] === 'string' ? event.metadata['recordedAt'] : undefined;
    }
    return { events, seconds: first === undefined ? 0 : Math.max(0, (now - Date.parse(first)) / 1000) };
  };
  return (position) => {
    const lag = known.get(position) ?? read(position);
    known.set(position, lag);
    return lag;
  };
}

function stateOf({ paused, phase, failure, seen }: StatusRow, { events }: Lag): GenerationStatus['state'] {
  if (paused) return 'paused';
  if (phase === 'previous') return 'idle';
  if (failure !== null) return 'failed';
  if (phase === 'building') return seen === 0 ? 'new' : 'catching-up';
  return events === 0 ? 'live' : 'catching-up';
}

/**
 * Every projection as it stands, whichever process works on it.
 * @param now milliseconds, for the lag in seconds
 */
export async function projectionsStatus(
  database: Database,
  store: EventStore,
  now: number,
): Promise<readonly ProjectionStatus[]> {
  const rows = await readRows(database);
  const lagOf = lagReader(store, await store.head(), now);
  const status = await Promise.all(
    rows.map(async (row) => ({
      row,
      lag: row.generation === null ? { events: 0, seconds: 0 } : await lagOf(row.position),
    })),
  );
  return [...Map.groupBy(status, ({ row }) => row.model)].map(([model, each]) => {
    const most = Math.max(...each.map(({ row }) => row.seen));
    return {
      model,
      paused: each[0]?.row.paused ?? false,
      generations: each.flatMap(({ row, lag }) =>
        row.generation === null ? [] : [generationStatus({ ...row, generation: row.generation }, lag, most)],
      ),
    };
  });
}

const generationStatus = (
  row: StatusRow & { readonly generation: number },
  lag: Lag,
  most: number,
): GenerationStatus => ({
  generation: row.generation,
  version: row.version,
  phase: row.phase,
  state: stateOf(row, lag),
  position: row.position === '' ? undefined : row.position,
  seen: row.seen,
  lagEvents: lag.events,
  lagSeconds: lag.seconds,
  parkedStreams: row.parked,
  // The live tables have counted the log; those being built are measured by them.
  rebuilt:
    row.phase === 'building'
      ? most === 0
        ? undefined
        : row.seen / Math.max(most, row.seen + lag.events)
      : 1,
  failure: row.failure,
  owners: row.owners ?? [],
});
