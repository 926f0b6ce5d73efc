import { calendarSources, holidaysOf } from './holidays.js';

/*
 * Prints a calendar's years as JSON, for `data/`: node dist/libs/catalogue/seed/make-calendar.js DE-NATIONWIDE 2019 2028
 */

const [calendarId, first = NaN, last = first] = process.argv
  .slice(2)
  .map((text, at) => (at === 0 ? text : Number(text)));
const source = calendarSources.find((each) => each.calendarId === calendarId);
if (source === undefined || typeof first !== 'number' || typeof last !== 'number' || !(first <= last)) {
  const known = calendarSources.map((each) => each.calendarId).join(' | ');
  process.stderr.write(`usage: make-calendar ${known} <first year> [last year]\n`);
  process.exitCode = 2;
} else {
  const years = Array.from({ length: last - first + 1 }, (_, at) => {
    const year = first + at;
    return { year, holidays: holidaysOf(source, year) };
  });
  const { zone, weekendDays } = source;
  process.stdout.write(`${JSON.stringify({ calendarId, zone, weekendDays, years }, undefined, 2)}\n`);
}
