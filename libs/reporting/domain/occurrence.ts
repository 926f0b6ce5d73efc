import { type LocalTime, readingsAnywhere, readingsIn } from '#kernel/local-time.js';
import { type Instant, instantOf, millisecondsOf, type Zone } from '#kernel/time.js';

/** A local time, read as an instant. */
export interface Occurrence {
  readonly at: Instant;
  readonly zone: Zone;
  /** STATED when the provider’s words allow one reading only. */
  readonly zoneConfidence: 'STATED' | 'ASSUMED';
}

/** The term of a code: from the first instant on, before the last. */
export interface Term {
  readonly activeFrom: Instant;
  readonly expiresAt: Instant;
  readonly zone: Zone;
}

/**
 * When it happened. What allows several readings (no zone, or an hour that the clock showed twice) is read in favour
 * of the candidate: as near to the reading in the term's zone as can be, but within the term and not in the future
 * if any reading is (E22).
 */
export function occurrenceOf(
  local: LocalTime,
  stated: Zone | undefined,
  term: Term,
  now?: Instant,
): Occurrence {
  const zone = stated ?? term.zone;
  const { earliest: likely, latest } = readingsIn(local, zone);
  if (stated !== undefined && likely === latest) return { at: likely, zone, zoneConfidence: 'STATED' };
  const possible = stated === undefined ? readingsAnywhere(local) : { earliest: likely, latest };
  const last = instantOf(millisecondsOf(term.expiresAt) - 1);
  const from = laterOf(possible.earliest, term.activeFrom);
  const to = [possible.latest, last, now ?? last].reduce(earlierOf);
  const at = from > to ? likely : earlierOf(laterOf(likely, from), to);
  return { at, zone, zoneConfidence: 'ASSUMED' };
}

/** Whether every reading lies after now. */
export const isInFuture = (local: LocalTime, stated: Zone | undefined, now: Instant): boolean =>
  (stated === undefined ? readingsAnywhere(local) : readingsIn(local, stated)).earliest > now;

const earlierOf = (a: Instant, b: Instant): Instant => (a < b ? a : b);
const laterOf = (a: Instant, b: Instant): Instant => (a > b ? a : b);
