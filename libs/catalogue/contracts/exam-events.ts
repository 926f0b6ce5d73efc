import { Day, SomeOf, Text } from '#messages/fields.js';
import { type DeliveryProvider, type ExamFamily, deliveryProviders, examFamilies } from './vocabulary.js';

export class ExamListed {
  static readonly type = 'ExamListed';
  static readonly version = 1;
  @Text('Code of the exam', { max: 10 }) examCode!: string;
  @Text('Title') title!: string;
  @SomeOf(examFamilies, 'Families it counts toward', { min: 0 }) families!: readonly ExamFamily[];
  @SomeOf(deliveryProviders, 'Who delivers it') providers!: readonly DeliveryProvider[];
  @Text('Where to prepare for it', { max: 500 }) preparationUrl!: string;
  @Day('First day on which this holds') effectiveFrom!: string;
  @Text('Certifications it counts toward, in words', { optional: true }) creditToward?: string;
  @Text('What is known of its retirement beside a date', { optional: true }) retirementNote?: string;
  @Text('Where this is known from', { optional: true }) source?: string;
}

class Retirement {
  @Text('Code of the exam', { max: 10 }) examCode!: string;
  @Day('Last day on which it can be sat') lastExamOn!: string;
  @Day('Last day on which rights to it are sold', { optional: true }) saleEndsOn?: string;
}

export class ExamRetirementAnnounced extends Retirement {
  static readonly type = 'ExamRetirementAnnounced';
  static readonly version = 1;
}

export class ExamRetirementRescheduled extends Retirement {
  static readonly type = 'ExamRetirementRescheduled';
  static readonly version = 1;
  @Day('The day that was announced before') movedFrom!: string;
}

export class ExamRetired {
  static readonly type = 'ExamRetired';
  static readonly version = 1;
  @Text('Code of the exam', { max: 10 }) examCode!: string;
  @Day('Last day on which it could be sat') lastExamOn!: string;
}
