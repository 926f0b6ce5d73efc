import { type StoredEvent } from '#event-store/port.js';

/** Counts what a history holds. */
export class Tally {
  readonly types = new Map<string, number>();
  readonly refusals = new Map<string, number>();
  events = 0;

  recorded(events: readonly StoredEvent[]): void {
    this.events += events.length;
    for (const { type } of events) this.types.set(type, this.count(type) + 1);
  }

  refused(code: string): void {
    this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1);
  }

  count(type: string): number {
    return this.types.get(type) ?? 0;
  }
}
