import { randomUUID } from 'node:crypto';
import { type EventToAppend, type JsonObject } from '#event-store/port.js';

export type SampleEvent = Pick<EventToAppend, 'type' | 'data' | 'metadata'>;

/** Bytes of an event's type, data and metadata together, as JSON text. */
export const EVENT_BYTES = 325;

const instant = '2026-03-01T09:30:00.000Z';
const metadata = (commandId: string): JsonObject => ({
  schemaVersion: 1,
  commandId,
  actor: { kind: 'service', id: 'bench' },
  recordedAt: instant,
});

const type = 'SampleRedeemed';
const data = (use: number, filler: string): JsonObject => ({ use, redeemedAt: instant, filler });
const bytesOf = (event: SampleEvent): number =>
  Buffer.byteLength(event.type + JSON.stringify(event.data) + JSON.stringify(event.metadata));
const overhead = bytesOf({ type, data: data(100_000_000, ''), metadata: metadata(randomUUID()) });
const filler = 'x'.repeat(EVENT_BYTES - overhead);

let used = 100_000_000;
/** A new event of {@link EVENT_BYTES}; never the same twice. */
export function sampleEvent(): SampleEvent {
  used += 1;
  return { type, data: data(used, filler), metadata: metadata(randomUUID()) };
}

export const sampleEvents = (count: number): SampleEvent[] => Array.from({ length: count }, sampleEvent);

let streams = 0;
/** A name that no stream of this run has yet, 43 characters behind the category as a keyed hash would give. */
export const newStream = (): string => `sample-${String((streams += 1)).padStart(10, '0')}${'k'.repeat(33)}`;

/** The fold of the comparison: counts and sums, so that every payload is looked at. */
export const sampleFold = {
  initial: { count: 0, sum: 0 },
  evolve: (
    { count, sum }: { readonly count: number; readonly sum: number },
    event: { readonly data: object },
  ) => ({
    count: count + 1,
    sum: sum + (event.data as { readonly use: number }).use,
  }),
};
