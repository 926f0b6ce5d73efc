import { type Database } from '#database/database.js';
import { type EventStore, type Position } from '#event-store/port.js';
import { type Phase } from './generation.js';
import { readStatusRows, type StatusRow } from './status-rows.js';
import { type LastVerification } from './verifications.js';

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
  /** Counted up to {@link LAG_LIMIT}; beyond it, as many as the model that is furthest on has seen more. */
  readonly lagEvents: number;
  /** Seconds of system time between the last event seen and the end of the log; 0 when nothing is behind. */
  readonly lagSeconds: number;
  readonly parkedStreams: number;
  /** Over some ten seconds, by all workers together. */
  readonly eventsPerSecond: number;
  /** Until what is being built has seen the whole log, at that rate; undefined when nothing tells. */
  readonly secondsLeft: number | undefined;
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
  /** The last comparison with a fresh replay that was begun by the clock; undefined before the first. */
  readonly verified: LastVerification | undefined;
}

export const LAG_LIMIT = 10_000;

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
  const rows = await readStatusRows(database);
  const lagOf = lagReader(store, await store.head(), now);
  const status = await Promise.all(
    rows.map(async (row) => ({
      row,
      lag: row.generation === null ? { events: 0, seconds: 0 } : await lagOf(row.position),
    })),
  );
  // Every model sees every event; so the one that is furthest on has counted the log.
  const most = Math.max(0, ...rows.map(({ seen }) => seen));
  return [...Map.groupBy(status, ({ row }) => row.model)].map(([model, each]) => ({
    model,
    paused: each[0]?.row.paused ?? false,
    generations: each.flatMap(({ row, lag }) =>
      row.generation === null ? [] : [generationStatus({ ...row, generation: row.generation }, lag, most)],
    ),
    verified: each[0]?.row.verified ?? undefined,
  }));
}

function generationStatus(
  row: StatusRow & { readonly generation: number },
  lag: Lag,
  most: number,
): GenerationStatus {
  const lagEvents = lag.events < LAG_LIMIT ? lag.events : Math.max(lag.events, most - row.seen);
  const all = row.seen + lagEvents;
  const isBuilding = row.phase === 'building';
  const rate = row.rate ?? 0;
  return {
    generation: row.generation,
    version: row.version,
    phase: row.phase,
    state: stateOf(row, lag),
    position: row.position === '' ? undefined : row.position,
    seen: row.seen,
    lagEvents,
    lagSeconds: lag.seconds,
    parkedStreams: row.parked,
    eventsPerSecond: rate,
    secondsLeft: isBuilding && rate > 0 ? lagEvents / rate : undefined,
    rebuilt: !isBuilding ? 1 : all === 0 ? undefined : row.seen / all,
    failure: row.failure,
    owners: row.owners ?? [],
  };
}
