import { type StoredEvent, type StreamSlice } from '../port.js';
import { eventsOf, PAUSE } from './event-walk.js';
import { CHUNK, type LogReader } from './log-reader.js';
import { parsePosition } from './position.js';
import { corrupt } from './record.js';

/**
 * The events of one stream, a chunk at a time.
 * @param look makes one look at the log, as long as it is open
 * @throws StoreFailure `corrupt` when a revision is missing between two others
 */
export const scanStream = (
  reader: LogReader,
  stream: string,
  slice: StreamSlice,
  look: <T>(read: () => T) => T,
): AsyncIterable<StoredEvent> => eventsOf(() => chunksOf(reader, stream, slice, look));

function* chunksOf(
  reader: LogReader,
  stream: string,
  { direction = 'forwards', from, limit = Infinity }: StreamSlice,
  look: <T>(read: () => T) => T,
): Generator<readonly StoredEvent[] | typeof PAUSE, undefined> {
  const step = direction === 'forwards' ? 1 : -1;
  const start = from ?? (step === 1 ? 0 : Number.MAX_SAFE_INTEGER);
  const chunks = reader.streamChunks(stream, direction, start, limit);
  // Going backwards, the first may lie below the one asked for: the stream is shorter.
  let previous = step === 1 ? Math.max(start, 0) - 1 : undefined;
  for (let chunk = look(() => chunks.next()); chunk.done !== true; chunk = look(() => chunks.next())) {
    previous = expectGapless(stream, chunk.value, previous, step);
    yield chunk.value;
    if (chunk.value.length === CHUNK) yield PAUSE;
  }
  return undefined;
}

/** All events of a stream from a revision on, in one look; undefined when they are more than that. */
export function firstOfStream(
  reader: LogReader,
  stream: string,
  from: number,
): readonly StoredEvent[] | undefined {
  const events = reader.shortStream(stream, from);
  if (events !== undefined) expectGapless(stream, events, from - 1, 1);
  return events;
}

/** @returns the last revision @throws StoreFailure `corrupt` */
function expectGapless(
  stream: string,
  events: readonly StoredEvent[],
  before: number | undefined,
  step: number,
): number | undefined {
  let previous = before;
  for (const event of events) {
    if (previous !== undefined && event.revision !== previous + step) {
      throw corrupt(parsePosition(event.position), `follows a gap in ${stream}`);
    }
    previous = event.revision;
  }
  return previous;
}
