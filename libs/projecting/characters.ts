import { type StoredEvent } from '#event-store/port.js';

/** Characters of JSON of some events, judged by the last of them: exact enough for a bound, and nearly free. */
export const charactersOf = (events: readonly StoredEvent[]): number => {
  const last = events.at(-1);
  return last === undefined ? 0 : events.length * JSON.stringify([last.data, last.metadata]).length;
};
