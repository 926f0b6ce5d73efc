/** RFC 3339 in UTC with milliseconds (`2020-08-01T05:00:00.000Z`): equal instants are equal strings, and sort. */
export type Instant = string;
/** `YYYY-MM-DD`, without a zone. */
export type CalendarDate = string;
/** IANA time-zone name, such as `America/Chicago`. */
export type Zone = string;

export const millisecondsOf = (instant: Instant): number => Date.parse(instant);
export const instantOf = (milliseconds: number): Instant => new Date(milliseconds).toISOString();

/** The clock port: the one source of business and system time. */
export interface Clock {
  now(): Instant;
}

/** Instants of a millisecond share their text. */
export function clockOf(milliseconds: () => number): Clock {
  let at = NaN;
  let text = '';
  return {
    now() {
      const now = milliseconds();
      if (now !== at) text = instantOf((at = now));
      return text;
    },
  };
}

export const systemClock: Clock = clockOf(() => Date.now());
