import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PublishCalendar } from '../contracts/calendar-commands.js';
import { type SeedCommand, seedCommand } from './seed-command.js';

/** What `make-calendar` prints. */
interface CalendarFile extends Pick<PublishCalendar, 'calendarId' | 'zone' | 'weekendDays'> {
  readonly years: readonly Pick<PublishCalendar, 'year' | 'holidays'>[];
}

const files = ['calendar-de-nationwide.json', 'calendar-us-federal.json'];

/** Each year is a publication of its own, in order. */
export const calendarCommands = (): readonly SeedCommand[] =>
  files.flatMap((file) => {
    const text = readFileSync(join(import.meta.dirname, 'data', file), 'utf8');
    const { calendarId, zone, weekendDays, years } = JSON.parse(text) as CalendarFile;
    return years.map(({ year, holidays }, index) =>
      seedCommand(PublishCalendar, `calendar/${calendarId}`, String(year), {
        calendarId,
        year,
        version: index + 1,
        zone,
        weekendDays,
        holidays,
      }),
    );
  });
