import { type Instant } from '#kernel/time.js';

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What a wall clock in the zone shows: `YYYY-MM-DDTHH:MM:SS`. */
export function wallClock(instant: Instant, zone: string): string {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
    clocks.set(zone, clock);
  }
  return clock.format(new Date(instant)).replace(' ', 'T');
}
