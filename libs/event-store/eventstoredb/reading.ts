import { type EventStoreDBClient } from '@eventstore/db-client';
import { type Position, type StoredEvent, type StreamSlice } from '../port.js';
import { toStoreFailure } from './client-error.js';
import { Backoff, type Patience } from './patience.js';
import { fromWire, isSystemEvent, positionIn } from './wire-event.js';
import { openRead } from './wire/read-call.js';
import { encodeLogEndRead, encodeStreamRead } from './wire/read-message.js';

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
  const { direction = 'forwards' } = slice;
  let { from, limit = Number.MAX_SAFE_INTEGER } = slice;
  while (limit > 0 && (from === undefined || from >= 0)) {
    const request = encodeStreamRead(stream, { direction, limit, ...(from === undefined ? {} : { from }) });
    try {
      for await (const answers of openRead(client, request, true).chunks(patience.silence)) {
        backoff.reset();
        for (const answer of answers) {
          if (answer.kind !== 'event') continue;
          const stored = fromWire(answer.event);
          from = stored.revision + (direction === 'forwards' ? 1 : -1);
          limit--;
          yield stored;
        }
      }
      return;
    } catch (error) {
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
  let before: Position | undefined;
  for (;;) {
    let read = 0;
    for await (const answers of openRead(client, encodeLogEndRead(before, PAGE), true).chunks(
      patience.silence,
    )) {
      for (const answer of answers) {
        if (answer.kind !== 'event') continue;
        read++;
        before = positionIn(answer.event);
        if (!isSystemEvent(answer.event)) return before;
      }
    }
    if (read < PAGE) return undefined;
  }
}

/** Reading changes nothing: it may be tried again whenever the server may come back. */
export async function retryOrThrow(error: unknown, backoff: Backoff, doing: string): Promise<void> {
  const failure = toStoreFailure(error, doing);
  if (failure.kind !== 'unavailable' || !(await backoff.pause())) throw failure;
}
