import { type BusinessCalendar, endOfBusinessDayAfter } from '#kernel/business-days.js';
import { hoursAfter } from '#kernel/calendar.js';
import { type Decision, type Fold } from '#kernel/decider.js';
import { type EventOf, type EventOptions, event } from '#kernel/event.js';
import { refusal } from '#kernel/refusal.js';
import { type Instant } from '#kernel/time.js';
import {
  type BreachSla,
  type MeetSla,
  SlaBreached,
  SlaClockStarted,
  type SlaKind,
  SlaMet,
  SlaSuperseded,
  type StartSlaClock,
  type SupersedeSla,
} from '../contracts/sla.js';

type SlaEvent = EventOf<typeof SlaClockStarted | typeof SlaMet | typeof SlaBreached | typeof SlaSuperseded>;

export interface SlaState {
  readonly status: 'NONE' | 'RUNNING' | 'MET' | 'BREACHED' | 'SUPERSEDED';
  readonly institutionId?: string;
  readonly dueAt?: Instant;
}

export const slaClock: Fold<SlaState, SlaEvent> = {
  initial: { status: 'NONE' },
  evolve(state, { type, data }) {
    switch (type) {
      case 'SlaClockStarted':
        return { status: 'RUNNING', dueAt: data.dueAt };
      case 'SlaMet':
        return { ...state, status: 'MET' };
      case 'SlaBreached':
        return { ...state, status: 'BREACHED' };
      case 'SlaSuperseded':
        return { ...state, status: 'SUPERSEDED' };
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
  { subject, kind, startedAt, dayZero },
  state,
  { facts: calendar },
) => {
  if (state.status !== 'NONE') return [];
  if (kind !== 'CODE_DELIVERY') {
    return [
      event(SlaClockStarted, { subject, kind, startedAt, dueAt: hoursAfter(startedAt, promisedHours[kind]) }),
    ];
  }
  if (calendar === undefined || dayZero === undefined) return CalendarMissing();
  const targetAt = endOfBusinessDayAfter(calendar, dayZero, targetDays);
  const dueAt = endOfBusinessDayAfter(calendar, dayZero, lastDays);
  if (targetAt === undefined || dueAt === undefined)
    return CalendarMissing({ calendarId: calendar.calendarId });
  const { calendarId, version } = calendar;
  return [
    event(
      SlaClockStarted,
      { subject, kind, startedAt, dueAt, targetAt, calendarId, calendarVersion: Number(version) },
      { basis: { calendar: `${calendarId}@${version}` } },
    ),
  ];
};

const outcome = (
  type: typeof SlaMet | typeof SlaBreached | typeof SlaSuperseded,
  { subject, kind }: Pick<BreachSla, 'subject' | 'kind'>,
  at: Instant,
): readonly SlaEvent[] => {
  const options: EventOptions = { occurredAt: at };
  return [event(type, { subject, kind, at }, options)];
};

/** Judged by the time it was done, whether or not a timer looked in between: done too late is a breach. */
export const meetSla: Decision<MeetSla, SlaState, SlaEvent> = (command, { status, dueAt }) => {
  if (status !== 'RUNNING' || dueAt === undefined) return [];
  return command.at < dueAt ? outcome(SlaMet, command, command.at) : outcome(SlaBreached, command, dueAt);
};

export const breachSla: Decision<BreachSla, SlaState, SlaEvent> = (command, { status, dueAt }, { now }) =>
  status === 'RUNNING' && dueAt !== undefined && now >= dueAt ? outcome(SlaBreached, command, dueAt) : [];

export const supersedeSla: Decision<SupersedeSla, SlaState, SlaEvent> = (command, { status }, { now }) =>
  status === 'RUNNING' ? outcome(SlaSuperseded, command, now) : [];
