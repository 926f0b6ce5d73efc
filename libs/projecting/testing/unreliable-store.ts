import { chunksOf } from '#event-store/feed-chunks.js';
import { StoreFailure } from '#event-store/failures.js';
import { type EventStore, type Feed, type FeedMessage } from '#event-store/port.js';

const feedOver = (
  feed: Feed,
  change: (messages: AsyncIterable<FeedMessage>) => AsyncGenerator<FeedMessage>,
): Feed => ({
  [Symbol.asyncIterator]: () => change(feed)[Symbol.asyncIterator](),
  chunks: () => chunksOf(change(feed), () => false),
  close: () => feed.close(),
});

const withFeeds = (
  store: EventStore,
  change: (messages: AsyncIterable<FeedMessage>) => AsyncGenerator<FeedMessage>,
): EventStore => ({
  append: (stream, expected, events) => store.append(stream, expected, events),
  readStream: (stream, slice) => store.readStream(stream, slice),
  readAll: (slice) => store.readAll(slice),
  subscribe: (slice) => feedOver(store.subscribe(slice), change),
  head: () => store.head(),
  close: () => store.close(),
});

/** Every event comes twice, and the one before it once more. */
export const repeating = (store: EventStore): EventStore =>
  withFeeds(store, async function* (messages) {
    let before: FeedMessage | undefined;
    for await (const message of messages) {
      yield message;
      if (message.kind !== 'event') continue;
      yield message;
      if (before !== undefined) yield before;
      before = message;
    }
  });

/** Each subscription breaks after so many messages. */
export const dropping = (store: EventStore, after: number): EventStore =>
  withFeeds(store, async function* (messages) {
    let count = 0;
    for await (const message of messages) {
      if ((count += 1) > after) throw new StoreFailure('unavailable', 'the subscription was dropped');
      yield message;
    }
  });
