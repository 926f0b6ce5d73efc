import { type DomainEvent } from '#kernel/event.js';
import { type EventStore, type Position, type StoredEvent } from '#event-store/port.js';
import { type EventMetadata, metadataFromJson } from '#messages/metadata.js';
import { type Aggregate, streamOf } from './aggregate.js';
import { UsedAgain } from './used-again.js';

/** A view has a key of its own; no stream's name holds a blank. */
const keyOf = ({ view }: Pick<Aggregate<unknown, never>, 'view'>, stream: string): string =>
  view === undefined ? stream : `${view} ${stream}`;

/** What a stream recorded for one command. */
export interface Remembered {
  readonly hash: string;
  readonly refused: string | undefined;
  revision: number;
  position: Position;
  readonly events: string[];
}

/** A stream folded up to a revision. */
export interface Folded<S = unknown> {
  readonly state: S;
  /** -1 while the stream does not exist. */
  readonly revision: number;
  readonly position: Position | undefined;
  readonly recordedAt: string;
  /** Shared by all folds of the stream and only ever added to: a copy per append would make long streams slow. */
  readonly commands: Map<string, Remembered>;
  /** Milliseconds of the monotonic clock when it was last compared with the log. */
  readonly checkedAt: number;
}

export interface FoldedRead<S> {
  readonly folded: Folded<S>;
  /** It was read from the log now, not taken from the cache. */
  readonly fresh: boolean;
}

const weigh = (folded: Folded): number => 4 + folded.revision + 1;

type Now<T> = T | Promise<T>;

/**
 * Recently folded streams. A stale one is harmless for the stream that decides, because the append expects
 * the folded revision; facts from other streams are refreshed by reading only what is new.
 */
export class FoldCache {
  private readonly cache: UsedAgain<Folded>;

  constructor(
    private readonly store: EventStore,
    maxEvents = 100_000,
  ) {
    this.cache = new UsedAgain(maxEvents, weigh);
  }

  /**
   * The cached fold when there is one, else a fresh read.
   * @param isNew nobody can have written to the stream yet, as far as is known: nothing is read
   */
  some<S, E extends DomainEvent>(aggregate: Aggregate<S, E>, id: string, isNew = false): Now<FoldedRead<S>> {
    const cached = this.get(aggregate, streamOf(aggregate, id)) ?? (isNew ? emptyFold(aggregate) : undefined);
    if (cached !== undefined) return { folded: cached, fresh: false };
    const read = this.fresh(aggregate, id);
    return read instanceof Promise
      ? read.then((folded) => ({ folded, fresh: true }))
      : { folded: read, fresh: true };
  }

  /** The fold no older than `maxAgeMs`. */
  recent<S, E extends DomainEvent>(aggregate: Aggregate<S, E>, id: string, maxAgeMs: number): Now<Folded<S>> {
    const cached = this.get(aggregate, streamOf(aggregate, id));
    if (cached !== undefined && performance.now() - cached.checkedAt <= maxAgeMs) return cached;
    return this.fresh(aggregate, id);
  }

  /** The fold as the log is now: what is cached, and what came since. At once, where the log is at hand. */
  fresh<S, E extends DomainEvent>(aggregate: Aggregate<S, E>, id: string): Now<Folded<S>> {
    const stream = streamOf(aggregate, id);
    const cached = this.get(aggregate, stream) ?? emptyFold(aggregate);
    const checkedAt = performance.now();
    const from = cached.revision + 1;
    const folded = (added: readonly StoredEvent[]): Folded<S> =>
      this.put(aggregate, stream, { ...foldOn(aggregate, cached, added), checkedAt });
    const atHand = this.store.streamAtHand?.(stream, from);
    return atHand === undefined
      ? Array.fromAsync(this.store.readStream(stream, { from })).then(folded)
      : folded(atHand);
  }

  put<S, E extends DomainEvent>(aggregate: Aggregate<S, E>, stream: string, folded: Folded<S>): Folded<S> {
    const key = keyOf(aggregate, stream);
    const known = this.cache.peek(key) as Folded<S> | undefined;
    if (known !== undefined && known.revision > folded.revision) return known;
    // A missing stream is not kept: probing for unknown codes must not push out what is in use.
    if (folded.revision >= 0) this.cache.set(key, folded);
    return folded;
  }

  private get<S, E extends DomainEvent>(aggregate: Aggregate<S, E>, stream: string): Folded<S> | undefined {
    // Streams of one category and view hold one kind of state: the aggregate that put it is the one that reads it.
    return this.cache.get(keyOf(aggregate, stream)) as Folded<S> | undefined;
  }
}

export const emptyFold = <S, E extends DomainEvent>(aggregate: Aggregate<S, E>): Folded<S> => ({
  state: aggregate.fold.initial,
  revision: -1,
  position: undefined,
  recordedAt: '',
  commands: new Map(),
  checkedAt: 0,
});

/** Folds further events on. @throws UnknownEvent */
export function foldOn<S, E extends DomainEvent>(
  aggregate: Aggregate<S, E>,
  from: Folded<S>,
  events: readonly StoredEvent[],
): Folded<S> {
  if (events.length === 0) return from;
  let { state, revision, position, recordedAt } = from;
  const { commands } = from;
  for (const stored of events) {
    const metadata = metadataFromJson(stored.metadata);
    // The registry has validated and upcast the payload: it is one of the aggregate's own events.
    state = aggregate.fold.evolve(
      state,
      aggregate.events.read(stored.type, metadata.schemaVersion, stored.data) as E,
    );
    ({ revision, position } = stored);
    recordedAt = metadata.recordedAt > recordedAt ? metadata.recordedAt : recordedAt;
    remember(commands, metadata, stored);
  }
  return { ...from, state, revision, position, recordedAt };
}

function remember(
  commands: Map<string, Remembered>,
  { commandId, commandHash, refused }: EventMetadata,
  { type, revision, position }: StoredEvent,
): void {
  const known = commands.get(commandId);
  if (known === undefined)
    commands.set(commandId, { hash: commandHash, refused, revision, position, events: [type] });
  else if (revision > known.revision) {
    known.events.push(type);
    known.revision = revision;
    known.position = position;
  }
}
