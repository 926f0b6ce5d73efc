import { Command } from '#messages/command.js';
import { Day, SomeOf, Text } from '#messages/fields.js';
import {
  type DeliveryProvider,
  type ExamFamily,
  deliveryProviders,
  examCodeForm,
  examFamilies,
  webAddressForm,
} from './vocabulary.js';

class ExamCommand {
  @Text('Code of the exam', { max: 10, pattern: examCodeForm, example: '70-486' }) examCode!: string;
}

@Command({
  summary: 'List an exam, or list it anew from a later day on',
  description: 'What the exam counts toward and who delivers it, from that day until it is listed anew.',
  roles: ['catalogue', 'vendor-operations'],
  example: {
    examCode: '70-486',
    title: 'Developing ASP.NET MVC Web Applications',
    families: ['MCSA', 'MCSD'],
    providers: ['PEARSON_VUE'],
    preparationUrl: 'https://www.microsoft.com/en-us/learning/exam-70-486.aspx',
    effectiveFrom: '2019-01-01',
  },
})
export class ListExam extends ExamCommand {
  @Text('Title') title!: string;
  @SomeOf(examFamilies, 'Families it counts toward; none: no pack pays it', { min: 0 })
  families!: readonly ExamFamily[];
  @SomeOf(deliveryProviders, 'Who delivers it') providers!: readonly DeliveryProvider[];
  @Text('Where to prepare for it', { max: 500, pattern: webAddressForm }) preparationUrl!: string;
  @Day('First day on which this holds') effectiveFrom!: string;
  @Text('Certifications it counts toward, in words', { optional: true }) creditToward?: string;
  @Text('What is known of its retirement beside a date', { optional: true }) retirementNote?: string;
  @Text('Where this is known from', { optional: true }) source?: string;
}

class RetirementCommand extends ExamCommand {
  @Day('Last day on which it can be sat') lastExamOn!: string;
  @Day('Last day on which rights to it are sold', { optional: true }) saleEndsOn?: string;
}

@Command({
  summary: 'Announce that an exam retires',
  description: 'Codes stay valid for the other exams of their families (E57).',
  roles: ['catalogue', 'vendor-operations'],
  example: { examCode: '98-349', lastExamOn: '2022-06-30', saleEndsOn: '2021-06-30' },
})
export class AnnounceExamRetirement extends RetirementCommand {}

@Command({
  summary: 'Move an announced retirement to another day',
  description: 'Refused when none was announced, or when the exam is recorded as retired (E58).',
  roles: ['catalogue', 'vendor-operations'],
  example: { examCode: '70-486', lastExamOn: '2021-01-31' },
})
export class RescheduleExamRetirement extends RetirementCommand {}

@Command({
  summary: 'Record that an exam has retired',
  description:
    'Closes the matter: the day cannot be moved any more. Refused while that day is still to come.',
  roles: ['catalogue', 'vendor-operations'],
  example: { examCode: '70-486', lastExamOn: '2021-01-31' },
})
export class RetireExam extends ExamCommand {
  @Day('Last day on which it could be sat') lastExamOn!: string;
}
