import {
  type AllStreamResolvedEvent,
  BACKWARDS,
  END,
  type EventStoreDBClient,
  FORWARDS,
  type ResolvedEvent,
  START,
} from '@eventstore/db-client';
import { type Position, type StoredEvent, type StreamSlice } from '../port.js';
import { meaningOf, toStoreFailure } from './client-error.js';
import { Backoff, type Patience } from './patience.js';
import { formatPosition } from './position.js';
import { pull } from './pulling.js';
import { fromWire, isSystemEvent } from './wire-event.js';

/** Events asked for at once when looking for the last that is not the server's own. */
const PAGE = 32;

/**
 * One stream. A read that breaks off goes on behind the last event that was handed out.
 * @throws StoreFailure `unavailable`, `denied`, `corrupt`
 */
export async function* readStream(
  client: EventStoreDBClient,
  stream: string,
  slice: StreamSlice,
  patience: Patience,
): AsyncGenerator<StoredEvent, void> {
  const backoff = new Backoff(patience);
  const forwards = slice.direction !== 'backwards';
  let from = slice.from;
  let left = slice.limit ?? Number.MAX_SAFE_INTEGER;
  while (left > 0 && (from === undefined || from >= 0)) {
    const reading = client.readStream(stream, {
      direction: forwards ? FORWARDS : BACKWARDS,
      fromRevision: from === undefined ? (forwards ? START : END) : BigInt(from),
      maxCount: left,
      requiresLeader: true,
    });
    try {
      for await (const { event } of pull<ResolvedEvent>(reading, () => reading.cancel(), patience.silence)) {
        if (event === undefined) continue;
        const stored = fromWire(event);
        from = stored.revision + (forwards ? 1 : -1);
        left--;
        backoff.reset();
        yield stored;
      }
      return;
    } catch (error) {
      if (meaningOf(error) === 'no-such-stream') return;
      await retryOrThrow(error, backoff, `reading ${stream}`);
    }
  }
}

/** Position of the last event that is not one of the server's own. */
export async function readHead(
  client: EventStoreDBClient,
  patience: Patience,
): Promise<Position | undefined> {
  const backoff = new Backoff(patience);
  for (;;) {
    try {
      return await lastPosition(client, patience);
    } catch (error) {
      await retryOrThrow(error, backoff, 'reading the end of the log');
    }
  }
}

async function lastPosition(client: EventStoreDBClient, patience: Patience): Promise<Position | undefined> {
  let from: typeof END | { commit: bigint; prepare: bigint } = END;
  for (;;) {
    let read = 0;
    const page = client.readAll({
      direction: BACKWARDS,
      fromPosition: from,
      maxCount: PAGE,
      requiresLeader: true,
    });
    for await (const { event } of pull<AllStreamResolvedEvent>(page, () => page.cancel(), patience.silence)) {
      read++;
      if (event === undefined) continue;
      if (!isSystemEvent(event)) return formatPosition(event.position);
      from = event.position;
    }
    if (read < PAGE) return undefined;
  }
}

/** Reading changes nothing: it may be tried again whenever the server may come back. */
export async function retryOrThrow(error: unknown, backoff: Backoff, doing: string): Promise<void> {
  const failure = toStoreFailure(error, doing);
  if (failure.kind !== 'unavailable' || !(await backoff.pause())) throw failure;
}
