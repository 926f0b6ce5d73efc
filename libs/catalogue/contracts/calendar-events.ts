import { Parts, Text, Whole, Wholes, ZoneName } from '#messages/fields.js';
import { Holiday } from './calendar-commands.js';

export class CalendarPublished {
  static readonly type = 'CalendarPublished';
  static readonly version = 1;
  @Text('Id of the calendar', { max: 40 }) calendarId!: string;
  @Whole('The year', { min: 1900, max: 2999 }) year!: number;
  @Whole('Number of the publication', { min: 1 }) version!: number;
  @ZoneName('Zone of the operations centre') zone!: string;
  @Wholes('Days of the weekend, Monday 1 to Sunday 7', { min: 0, max: 6, item: { min: 1, max: 7 } })
  weekendDays!: readonly number[];
  @Parts(() => Holiday, 'Public holidays', { min: 0, max: 100 }) holidays!: readonly Holiday[];
}
