import { type StoreFailure } from './failures.js';

/** Any JSON value of the canonicalisable profile (see `profile.ts`). */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = Readonly<Record<string, Json>>;

/** Where an event stands in the whole log: opaque, and ordered as a string is ordered. */
export type Position = string;

/** The revision the caller has seen: a number is exact, counted from 0. */
export type ExpectedRevision = number | 'no-stream' | 'exists' | 'any';

export interface EventToAppend {
  /**
   * UUID in lower case. A repeat of the same ids at the same place is answered as the first time when type and
   * data are the same too; metadata may differ, it names the attempt. Ids are unique only where they stand.
   */
  readonly id: string;
  readonly type: string;
  readonly data: JsonObject;
  readonly metadata: JsonObject;
}

export interface StoredEvent extends EventToAppend {
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
}

export interface Appended {
  /** Revision and position of the last event of the append. */
  readonly revision: number;
  readonly position: Position;
}

/** What one stream gets of an append to several. */
export interface StreamAppend {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly EventToAppend[];
}

export interface StreamSlice {
  readonly direction?: 'forwards' | 'backwards';
  /** First revision to return; default: the first (forwards) or the last (backwards). */
  readonly from?: number;
  readonly limit?: number;
}

/** An event passes when its type or its stream starts with one of the prefixes given. */
export type LogFilter =
  { readonly typePrefixes: readonly string[] } | { readonly streamPrefixes: readonly string[] };

export interface LogSlice {
  /** Exclusive: the position of the last event the reader already has; absent: from the beginning. */
  readonly after?: Position;
  readonly filter?: LogFilter;
  readonly limit?: number;
}

export type FeedMessage =
  | { readonly kind: 'event'; readonly event: StoredEvent }
  /**
   * Everything stored when it was emitted has been delivered; after it the feed is live.
   * Comes again when a lost connection has been made good.
   */
  | { readonly kind: 'caught-up'; readonly position: Position | undefined }
  /** Nothing matched up to here: a reader may store this position instead of reading it all again. */
  | { readonly kind: 'progress'; readonly position: Position };

/** What a feed has at hand at one moment: the same as its messages, without a promise for each of them. */
export interface FeedChunk {
  /** In the order of the log; empty when nothing matched. */
  readonly events: readonly StoredEvent[];
  /** Everything that passes the filter up to here has been delivered; undefined in an empty log. */
  readonly position: Position | undefined;
  /** As the message `caught-up`: everything stored when it was emitted has been delivered. */
  readonly caughtUp: boolean;
}

/** Read by message or by chunk, not both. */
export interface Feed extends AsyncIterable<FeedMessage> {
  /** A chunk waits for nothing but its first event. */
  chunks(): AsyncIterable<FeedChunk>;
  /** Ends the iteration at the next message; idempotent. */
  close(): Promise<void>;
}

/**
 * The one door to the log. Every method rejects only with a {@link StoreFailure}; what no log could ever keep or
 * find is a mistake of the caller and throws a `ProfileViolation` (events, names) or a RangeError (positions, filters).
 * Both adapters pass the one contract suite in `contract/`.
 */
export interface EventStore {
  /**
   * Appends all events or none; durable when it resolves. Events must be one or more, 1 MiB at most together.
   * With `any` and `exists` there is no place, so a repeat of them may be written twice.
   * @throws StoreFailure `conflict` (with the actual revision), `unavailable`, `outcome-unknown`, `too-large`, `denied`
   */
  append(stream: string, expected: ExpectedRevision, events: readonly EventToAppend[]): Promise<Appended>;
  /**
   * Appends to several streams, each named once: all of it or nothing, durable when it resolves. A part that is a repeat
   * is answered as such. Absent where the log has no such append (EventStoreDB): there, what belongs together is written
   * one after another, in an order in which the first alone is harmless.
   * @returns the places in the order of the parts
   * @throws StoreFailure as `append`; `conflict` for the first part that does not fit
   */
  appendTogether?(parts: readonly StreamAppend[]): Promise<readonly Appended[]>;
  /** The events of one stream; a stream that does not exist is empty. */
  readStream(stream: string, slice?: StreamSlice): AsyncIterable<StoredEvent>;
  /**
   * What `readStream` would answer from a revision on, when that is few events which are at hand without waiting for
   * anything; undefined: read the stream. Absent where every read waits.
   * @throws StoreFailure as `readStream`
   */
  streamAtHand?(stream: string, from: number): readonly StoredEvent[] | undefined;
  /** The whole log in order, up to what is stored now. */
  readAll(slice?: LogSlice): AsyncIterable<StoredEvent>;
  /**
   * Catches up from a position, then stays live; pulls only as fast as it is consumed.
   * Survives lost connections by itself: no gap, no double.
   */
  subscribe(slice?: Omit<LogSlice, 'limit'>): Feed;
  /** Position of the last event in the log; undefined while it is empty. */
  head(): Promise<Position | undefined>;
  close(): Promise<void>;
}

export type { StoreFailure };
