import { defineTable, flag, instant, orNull, text, whole } from '#projecting/table.js';

/** Every clock of a promise, with its one outcome. */
export const clocks = defineTable(
  'clocks',
  {
    subject: text,
    kind: text,
    /** Calendar of the office that delivers; null for promises in hours (E17). */
    calendarId: orNull(text),
    calendarVersion: orNull(whole),
    startedAt: instant,
    targetAt: orNull(instant),
    /** First instant that is too late. */
    dueAt: instant,
    /** Its calendar lacks days: the dates are the earliest that they can be (E16). */
    provisional: flag,
    /** As recorded: OPEN, MET, BREACHED or SUPERSEDED. */
    outcome: text,
    /** When it was done, as far as that was recorded: also while the calendar cannot judge it yet. */
    doneAt: orNull(instant),
    breachedAt: orNull(instant),
  },
  ['subject', 'kind'],
  ['dueAt', 'subject', 'kind'],
  ['outcome', 'dueAt', 'subject', 'kind'],
  ['institutionId', 'dueAt', 'subject', 'kind'],
  ['calendarId', 'dueAt', 'subject', 'kind'],
  ['startedAt'],
);
