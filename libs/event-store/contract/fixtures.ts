import { randomUUID } from 'node:crypto';
import {
  type EventStore,
  type EventToAppend,
  type Feed,
  type FeedMessage,
  type JsonObject,
  type StoredEvent,
} from '../port.js';

/** A store under test. The log may hold events of others: every test looks at streams of its own only. */
export interface ContractSubject {
  readonly name: string;
  open(): Promise<EventStore>;
  /** Runs of each property; fewer where every append crosses a network. */
  readonly runs: number;
  /** Milliseconds for a test; absent: Jest's default. */
  readonly timeout?: number;
}

export interface Given {
  /** The open store; valid inside a test. */
  readonly store: () => EventStore;
  readonly runs: number;
}

/** A name that no other test, run or process uses. */
export const unique = (what: string): string => `${what}_${randomUUID().replaceAll('-', '')}`;

export const newEvent = (data: JsonObject = {}, type = 'Noted'): EventToAppend => ({
  id: randomUUID(),
  type,
  data,
  metadata: { salt: randomUUID() },
});

export const newEvents = (count: number, type = 'Noted'): EventToAppend[] =>
  Array.from({ length: count }, (_, n) => newEvent({ n }, type));

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

export const ids = (events: readonly { readonly id: string }[]): string[] => events.map((event) => event.id);

/** Reads a feed until the predicate holds for a message, that one included; then closes it. */
export async function readUntil(feed: Feed, done: (message: FeedMessage) => boolean): Promise<FeedMessage[]> {
  const messages: FeedMessage[] = [];
  for await (const message of feed) {
    messages.push(message);
    if (done(message)) break;
  }
  await feed.close();
  return messages;
}

export const eventsIn = (messages: readonly FeedMessage[]): StoredEvent[] =>
  messages.flatMap((message) => (message.kind === 'event' ? [message.event] : []));

/** The first `count` events of a feed. */
export async function takeEvents(feed: Feed, count: number): Promise<StoredEvent[]> {
  let left = count;
  return eventsIn(await readUntil(feed, (message) => message.kind === 'event' && --left === 0));
}

/** What a promise was rejected with; fails when it was not. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('error' in outcome) return outcome.error;
  throw new Error(`Expected a rejection, got ${JSON.stringify(outcome.value)}`);
}
