import { type FeedChunk, type FeedMessage, type StoredEvent } from './port.js';

/** A chunk, message by message. */
export function* messagesOf({ events, position, caughtUp }: FeedChunk): Generator<FeedMessage, void> {
  for (const event of events) yield { kind: 'event', event };
  if (caughtUp) yield { kind: 'caught-up', position };
  else if (position !== undefined && events.at(-1)?.position !== position)
    yield { kind: 'progress', position };
}

/** Events of one chunk at most, where they are gathered one by one. */
const LARGEST = 256;

/**
 * Messages gathered into chunks, as many as are at hand.
 * @param messages undefined for what is looked at and passed over
 * @param hasMore whether something is at hand that can be had without waiting
 */
export async function* chunksOf(
  messages: AsyncIterable<FeedMessage | undefined>,
  hasMore: () => boolean,
): AsyncGenerator<FeedChunk, void> {
  let events: StoredEvent[] = [];
  let position: FeedChunk['position'];
  let isHeld = false;
  for await (const message of messages) {
    if (message?.kind === 'event') events.push(message.event);
    if (message !== undefined) {
      position = message.kind === 'event' ? message.event.position : message.position;
      isHeld = true;
    }
    const caughtUp = message?.kind === 'caught-up';
    if (!isHeld || (!caughtUp && events.length < LARGEST && hasMore())) continue;
    yield { events, position, caughtUp };
    events = [];
    isHeld = false;
  }
}
