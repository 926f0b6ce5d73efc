import { Command } from '#messages/command.js';
import { Day, Parts, Text, Whole, Wholes, ZoneName } from '#messages/fields.js';
import { namedIdForm } from './vocabulary.js';

export class Holiday {
  @Day('The day') date!: string;
  @Text('Its name') name!: string;
}

@Command({
  summary: 'Publish a year of a business calendar',
  description:
    'The calendar of an operations centre, not of a customer (E17). Publishing a year again changes later clocks only: a clock that runs keeps its due date (E16).',
  roles: ['catalogue', 'vendor-operations'],
  example: {
    calendarId: 'DE-NATIONWIDE',
    year: 2019,
    version: 1,
    zone: 'Europe/Berlin',
    weekendDays: [6, 7],
    holidays: [{ date: '2019-10-03', name: 'German Unity Day' }],
  },
})
export class PublishCalendar {
  @Text('Id of the calendar', { max: 40, pattern: namedIdForm, example: 'DE-NATIONWIDE' })
  calendarId!: string;
  @Whole('The year', { min: 1900, max: 2999 }) year!: number;
  @Whole('Number of the publication, counted per calendar from 1 without gaps', { min: 1 }) version!: number;
  @ZoneName('Zone of the operations centre') zone!: string;
  @Wholes('Days of the weekend, Monday 1 to Sunday 7', {
    min: 0,
    max: 6,
    unique: true,
    item: { min: 1, max: 7 },
  })
  weekendDays!: readonly number[];
  @Parts(() => Holiday, 'Public holidays', { min: 0, max: 100 }) holidays!: readonly Holiday[];
}
