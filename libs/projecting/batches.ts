import { type FeedMessage, type Position, type StoredEvent } from '#event-store/port.js';

export interface Batch {
  readonly events: readonly StoredEvent[];
  /** Up to here the log has been read; undefined in an empty log. */
  readonly position: Position | undefined;
  /** Everything that was stored has been read. */
  readonly caughtUp: boolean;
}

export interface BatchSize {
  readonly count: number;
  /** How long the first event of a batch waits for company. */
  readonly waitMs: number;
}

/**
 * Cuts a feed into batches by count and time. Not an rxjs buffer: those are pushed to and would hold the whole log
 * while the database is busy; this one asks the feed only for what the next batch takes.
 */
export async function* batched(
  feed: AsyncIterable<FeedMessage>,
  { count, waitMs }: BatchSize,
): AsyncGenerator<Batch, void> {
  const messages = feed[Symbol.asyncIterator]();
  let next = messages.next();
  for (;;) {
    let message = await next;
    if (message.done === true) return;
    const events: StoredEvent[] = [];
    let position: Position | undefined;
    let caughtUp: boolean;
    let timer: NodeJS.Timeout | undefined;
    let late: Promise<undefined> | undefined;
    for (;;) {
      if (message.value.kind === 'event') events.push(message.value.event);
      const at = message.value.kind === 'event' ? message.value.event.position : message.value.position;
      if (at !== undefined && at > (position ?? '')) position = at;
      caughtUp = message.value.kind === 'caught-up';
      next = messages.next();
      if (caughtUp || events.length >= count) break;
      late ??= new Promise((resolve) => {
        timer = setTimeout(resolve, waitMs, undefined);
      });
      const following = await Promise.race([next, late]);
      if (following === undefined || following.done === true) break;
      message = following;
    }
    clearTimeout(timer);
    // Asked for ahead; who waits for it hears of its failure, and a closed feed has nobody waiting.
    next.catch(() => undefined);
    yield { events, position, caughtUp };
  }
}
