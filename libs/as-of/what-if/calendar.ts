import { type EntitlementFacts, entitlementFacts } from '#entitlement/contracts/entitlement-facts.js';
import { type SlaClockStarted } from '#fulfilment/contracts/sla.js';
import { deliveryDates } from '#fulfilment/domain/sla-clock.js';
import { type BusinessCalendar } from '#kernel/business-days.js';
import { type Instant } from '#kernel/time.js';
import { type Fact, stateOf } from '../facts.js';

export type Outcome = 'RUNNING' | 'MET' | 'BREACHED' | 'SUPERSEDED';

/** A delivery clock that another calendar would have set or judged otherwise. */
export interface CalendarDifference {
  /** Of the entitlement: a clock's own stream belongs to nobody. */
  readonly institutionId: string;
  readonly subject: string;
  readonly calendar: string;
  readonly targetAt: Instant | null;
  readonly dueAt: Instant;
  readonly outcome: Outcome;
  /** Null where the other calendar lacks days that count: nothing is promised on unknown holidays. */
  readonly targetAtThen: Instant | null;
  readonly dueAtThen: Instant | null;
  readonly outcomeThen: Outcome | null;
}

const outcomes: Readonly<Record<string, Outcome>> = {
  SlaMet: 'MET',
  SlaBreached: 'BREACHED',
  SlaSuperseded: 'SUPERSEDED',
};

/** By when the last code was there, whatever was promised (E35). */
function judged({ completedAt }: EntitlementFacts, dueAt: Instant, knownAt: Instant): Outcome {
  if (completedAt !== undefined) return completedAt < dueAt ? 'MET' : 'BREACHED';
  return knownAt < dueAt ? 'RUNNING' : 'BREACHED';
}

/**
 * One delivery clock under another calendar (R65, E15, E17).
 * @param clock every fact of the clock @param entitlement the facts of what was to be delivered
 */
export function calendarDifference(
  clock: readonly Fact[],
  entitlement: readonly Fact[],
  calendar: BusinessCalendar,
  knownAt: Instant,
): CalendarDifference | undefined {
  const [first] = clock;
  const about = stateOf(entitlementFacts, entitlement);
  if (first?.type !== 'SlaClockStarted' || about.granted === undefined) return undefined;
  const started = first.data as SlaClockStarted;
  const settled = clock.findLast(({ type }) => type === 'SlaClockSettled')?.data as
    SlaClockStarted | undefined;
  const { subject, calendarId, calendarVersion, dueAt, targetAt = null } = settled ?? started;
  const outcome = clock.map(({ type }) => outcomes[type]).findLast((each) => each !== undefined) ?? 'RUNNING';
  // The day of the invoice is the first of the term and day 0 of the promise (E4, E15).
  const then = deliveryDates(calendar, about.granted.termStart);
  const outcomeThen =
    then === undefined ? null : outcome === 'SUPERSEDED' ? outcome : judged(about, then.dueAt, knownAt);
  if (then?.dueAt === dueAt && then.targetAt === targetAt && outcomeThen === outcome) return undefined;
  const { institutionId } = about.granted;
  return {
    institutionId,
    ...{
      subject,
      calendar: `${calendarId ?? ''}@${String(calendarVersion ?? '')}`,
      targetAt,
      dueAt,
      outcome,
    },
    ...{ targetAtThen: then?.targetAt ?? null, dueAtThen: then?.dueAt ?? null, outcomeThen },
  };
}
