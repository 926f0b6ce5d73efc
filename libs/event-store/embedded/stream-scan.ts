import { setImmediate as nextTurn } from 'node:timers/promises';
import { type StoredEvent, type StreamSlice } from '../port.js';
import { CHUNK, type StreamChunk, type StreamCursor } from './log-reader.js';
import { parsePosition } from './position.js';
import { corrupt } from './record.js';

/** How one look at a stream is made: `LogReader.streamChunk` of an open log. */
export type LookAtStream = (
  direction: 'forwards' | 'backwards',
  cursor: StreamCursor,
  limit: number,
) => StreamChunk;

/**
 * The events of one stream, a chunk at a time.
 * @throws StoreFailure `corrupt` when a revision is missing between two others
 */
export async function* scanStream(
  stream: string,
  slice: StreamSlice,
  look: LookAtStream,
): AsyncGenerator<StoredEvent, void> {
  const direction = slice.direction ?? 'forwards';
  const step = direction === 'forwards' ? 1 : -1;
  const from = slice.from ?? (step === 1 ? 0 : Number.MAX_SAFE_INTEGER - 1);
  // Cursors are exclusive, and no record has position 0.
  let cursor: StreamCursor | undefined = { revision: step === 1 ? from : from + 1, position: 0 };
  // Going backwards, the first may lie below the one asked for: the stream is shorter.
  let previous = step === 1 ? Math.max(from, 0) - 1 : undefined;
  let left = slice.limit ?? Infinity;
  while (cursor !== undefined && left > 0) {
    const chunk = look(direction, cursor, Math.min(left, CHUNK));
    for (const event of chunk.events) {
      if (previous !== undefined && event.revision !== previous + step) {
        throw corrupt(parsePosition(event.position), `follows a gap in ${stream}`);
      }
      previous = event.revision;
      yield event;
    }
    left -= chunk.events.length;
    cursor = chunk.next;
    if (cursor !== undefined && left > 0) await nextTurn();
  }
}
