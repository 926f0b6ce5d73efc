import { type Instant, millisecondsOf } from '#kernel/time.js';
import { type RowOf } from '#projecting/table.js';
import { type clocks } from './tables.js';

export type Colour = 'green' | 'amber' | 'red' | 'grey';

type Clock = Pick<
  RowOf<typeof clocks>,
  'startedAt' | 'targetAt' | 'dueAt' | 'provisional' | 'metAt' | 'breachedAt' | 'superseded'
>;

/** Without a target, the last quarter of the time is amber. */
const warnFrom = ({ startedAt, targetAt, dueAt }: Clock): number =>
  targetAt === null
    ? millisecondsOf(startedAt) / 4 + (millisecondsOf(dueAt) * 3) / 4
    : millisecondsOf(targetAt);

/**
 * How a promise stands at an instant; a clock that has run out is red before anybody has recorded it. One that is
 * provisional breaks nothing before its calendar says which day it ends (E16).
 */
export function colourOf(clock: Clock, now: Instant): Colour {
  if (clock.superseded) return 'grey';
  if (clock.breachedAt !== null) return 'red';
  if (clock.metAt !== null) return 'green';
  if (now >= clock.dueAt) return clock.provisional ? 'amber' : 'red';
  return millisecondsOf(now) >= warnFrom(clock) ? 'amber' : 'green';
}
