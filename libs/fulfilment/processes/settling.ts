import { CalendarPublished } from '#catalogue/contracts/calendar-events.js';
import { messageOf } from '#messages/command.js';
import { at, perform, type Process, processNamed, send } from '#processing/process.js';
import { BreachSla, SettleSlaClock, SlaClockSettled, SlaClockStarted } from '../contracts/sla.js';

/** Settles the clocks that wait for a calendar. */
export const settleClocks = 'settle-clocks';

/**
 * A clock that started on a calendar without the days it needs is settled when they are published (R65, E16): the
 * publication looks for such clocks, and such a clock looks for a publication that came just before it.
 */
export const settling: Process = processNamed('settling')
  .when(CalendarPublished, ({ data }) => [perform(settleClocks, data.calendarId)])
  .when(SlaClockStarted, ({ data: { provisional, subject, kind } }) =>
    provisional === true ? [send(messageOf(SettleSlaClock, { subject, kind }))] : [],
  )
  .when(SlaClockSettled, ({ data: { subject, kind, dueAt } }) => [
    at(dueAt, `${kind}:${subject}`, send(messageOf(BreachSla, { subject, kind }))),
  ]);
