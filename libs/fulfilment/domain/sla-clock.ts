import { type BusinessCalendar, endOfBusinessDayAfter } from '#kernel/business-days.js';
import { hoursAfter } from '#kernel/calendar.js';
import { type Decision, type Fold } from '#kernel/decider.js';
import { type EventOf, type EventOptions, event } from '#kernel/event.js';
import { refusal } from '#kernel/refusal.js';
import { type CalendarDate, type Instant } from '#kernel/time.js';
import {
  type BreachSla,
  type MeetSla,
  type SettleSlaClock,
  SlaBreached,
  SlaClockSettled,
  SlaClockStarted,
  SlaJudgementDeferred,
  type SlaKind,
  SlaMet,
  SlaSuperseded,
  type StartSlaClock,
  type SupersedeSla,
} from '../contracts/sla.js';

type SlaEvent = EventOf<
  | typeof SlaClockStarted
  | typeof SlaClockSettled
  | typeof SlaJudgementDeferred
  | typeof SlaMet
  | typeof SlaBreached
  | typeof SlaSuperseded
>;

export interface SlaState {
  readonly started: boolean;
  readonly institutionId?: string | undefined;
  /** Until it has its one outcome. */
  readonly running?: Running | undefined;
}

interface Running {
  readonly dueAt: Instant;
  readonly calendarId: string | undefined;
  /** While the calendar lacks days: what it will be counted from, and when it was done, if it was. */
  readonly waits?: { readonly dayZero: CalendarDate; readonly doneAt?: Instant } | undefined;
}

export const slaClock: Fold<SlaState, SlaEvent> = {
  initial: { started: false },
  evolve({ started, institutionId, running }, { type, data }) {
    switch (type) {
      case 'SlaClockStarted': {
        const { dueAt, calendarId, dayZero } = data;
        const waits = dayZero === undefined ? undefined : { dayZero };
        return { started: true, institutionId: data.institutionId, running: { dueAt, calendarId, waits } };
      }
      case 'SlaClockSettled':
        return {
          started,
          institutionId,
          running: running && { ...running, dueAt: data.dueAt, waits: undefined },
        };
      case 'SlaJudgementDeferred': {
        const waits = running?.waits && { ...running.waits, doneAt: data.at };
        return { started, institutionId, running: running && { ...running, waits } };
      }
      case 'SlaMet':
      case 'SlaBreached':
      case 'SlaSuperseded':
        return { started, institutionId };
    }
  },
};

export const CalendarMissing = refusal({
  code: 'calendar-year-missing',
  kind: 'conflict',
  rules: ['R65', 'E17'],
  sentence: 'The business calendar does not cover the days that this promise counts; publish the year first.',
});

/** 48 and 24 hours on the clock of instants (R64, R67); business days of a named calendar (R65). */
const promisedHours: Readonly<Record<Exclude<SlaKind, 'CODE_DELIVERY'>, number>> = {
  ACK_48H: 48,
  SITE_PACK_WELCOME: 24,
};
const targetDays = 5;
const lastDays = 10;

/** A clock starts once; a calendar published later changes only later clocks (E16). */
export const startSlaClock: Decision<StartSlaClock, SlaState, SlaEvent, BusinessCalendar | undefined> = (
  { subject, kind, startedAt, dayZero, institutionId },
  state,
  { facts: calendar },
) => {
  if (state.started) return [];
  const clock = { subject, kind, startedAt, ...(institutionId === undefined ? {} : { institutionId }) };
  if (kind !== 'CODE_DELIVERY')
    return [event(SlaClockStarted, { ...clock, dueAt: hoursAfter(startedAt, promisedHours[kind]) })];
  if (calendar === undefined || dayZero === undefined) return CalendarMissing();
  const settled = deliveryDates(calendar, dayZero);
  const dates = settled ?? deliveryDates(withoutHolidays(calendar, dayZero), dayZero);
  if (dates === undefined) return CalendarMissing({ calendarId: calendar.calendarId });
  const { counted, basis } = countedBy(calendar);
  const provisional = settled === undefined ? { provisional: true, dayZero } : {};
  return [event(SlaClockStarted, { ...clock, ...dates, ...counted, ...provisional }, basis)];
};

/** Undefined while the calendar lacks days that count. */
export const deliveryDates = (calendar: BusinessCalendar, dayZero: CalendarDate) => {
  const targetAt = endOfBusinessDayAfter(calendar, dayZero, targetDays);
  const dueAt = endOfBusinessDayAfter(calendar, dayZero, lastDays);
  return targetAt === undefined || dueAt === undefined ? undefined : { targetAt, dueAt };
};

const countedBy = ({ calendarId, version }: BusinessCalendar) => ({
  counted: { calendarId, calendarVersion: Number(version) },
  basis: { basis: { calendar: `${calendarId}@${version}` } },
});

/** The years that are not published, as if they had no holidays: a date counted so is never too late. */
function withoutHolidays(calendar: BusinessCalendar, dayZero: CalendarDate): BusinessCalendar {
  const year = Number(dayZero.slice(0, 4));
  return { ...calendar, holidays: { [year]: [], [year + 1]: [], ...calendar.holidays } };
}

/** The calendar has been published: the clock gets its dates, once, and what was done meanwhile is judged by them. */
export const settleSlaClock: Decision<SettleSlaClock, SlaState, SlaEvent, BusinessCalendar | undefined> = (
  { subject, kind },
  { running },
  { facts: calendar },
) => {
  const waits = running?.waits;
  if (waits === undefined || calendar === undefined) return [];
  const dates = deliveryDates(calendar, waits.dayZero);
  if (dates === undefined) return [];
  const { counted, basis } = countedBy(calendar);
  const settled = event(SlaClockSettled, { subject, kind, ...dates, ...counted }, basis);
  if (waits.doneAt === undefined) return [settled];
  return [settled, ...judged({ subject, kind }, waits.doneAt, dates.dueAt)];
};

const outcome = (
  type: typeof SlaJudgementDeferred | typeof SlaMet | typeof SlaBreached | typeof SlaSuperseded,
  { subject, kind }: Pick<BreachSla, 'subject' | 'kind'>,
  at: Instant,
): readonly SlaEvent[] => {
  const options: EventOptions = { occurredAt: at };
  return [event(type, { subject, kind, at }, options)];
};

/** Judged by the time it was done, whether or not a timer looked in between: done too late is a breach. */
export const meetSla: Decision<MeetSla, SlaState, SlaEvent> = (command, { running }) => {
  if (running === undefined) return [];
  const { dueAt, waits } = running;
  // Before the earliest date it can have, a provisional clock is met whatever the calendar will say.
  if (waits === undefined || command.at < dueAt) return judged(command, command.at, dueAt);
  return waits.doneAt === undefined ? outcome(SlaJudgementDeferred, command, command.at) : [];
};

const judged = (of: Pick<BreachSla, 'subject' | 'kind'>, doneAt: Instant, dueAt: Instant) =>
  doneAt < dueAt ? outcome(SlaMet, of, doneAt) : outcome(SlaBreached, of, dueAt);

/** A provisional clock breaks no promise: nobody knows yet which day it ends. */
export const breachSla: Decision<BreachSla, SlaState, SlaEvent> = (command, { running }, { now }) =>
  running !== undefined && running.waits === undefined && now >= running.dueAt
    ? outcome(SlaBreached, command, running.dueAt)
    : [];

export const supersedeSla: Decision<SupersedeSla, SlaState, SlaEvent> = (command, { running }, { now }) =>
  running === undefined ? [] : outcome(SlaSuperseded, command, now);
