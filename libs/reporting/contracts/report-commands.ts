import { deliveryProviders, type DeliveryProvider } from '#catalogue/contracts/vocabulary.js';
import { localTimeForm } from '#kernel/local-time.js';
import { Command } from '#messages/command.js';
import { Flag, OneOf, Ref, Text, Whole, ZoneName } from '#messages/fields.js';
import { cancelledBy, type CancelledBy, fileHashForm, reportKinds, type ReportKind } from './vocabulary.js';

const localTime = { min: 19, max: 19, pattern: localTimeForm };

@Command({
  summary: 'Report a booking, a result, a cancellation or a no-show',
  description:
    'Stored first, then matched and applied. Judged by when it happened; a report that comes twice is counted and changes ' +
    'nothing (E39), one that comes out of order ends in the same (E42). A time without a zone, or one that the clock ' +
    'showed twice, is read in favour of the candidate and listed for review (E22).',
  roles: ['pearson-vue', 'certiport'],
  example: {
    provider: 'PEARSON_VUE',
    kind: 'RESULT',
    eventKey: 'RTEN-90001',
    registrationKey: 'REG-301234567',
    code: '0123456789ABCDEFX',
    examCode: '70-480',
    occurredLocal: '2019-11-04T09:00:00',
    zone: 'Europe/Berlin',
    passed: true,
  },
})
export class IngestProviderReport {
  @OneOf(deliveryProviders, 'Delivery provider') provider!: DeliveryProvider;
  @OneOf(reportKinds, 'What is reported') kind!: ReportKind;
  @Text('Key of the report at the provider; without one, the report is known by its content (E41)', {
    max: 100,
    optional: true,
  })
  eventKey?: string;
  @Text('Registration at the provider: the booking, and the exam that comes of it', { max: 60 })
  registrationKey!: string;
  @Ref('cod', 'Id of the code; this or code', { optional: true }) codeId?: string;
  @Text('The code itself; this or codeId. Only its keyed hash is kept', { max: 64, optional: true })
  code?: string;
  @Text('Exam; a booking or a result names it', { max: 20, optional: true }) examCode?: string;
  @Text(
    'When it happened, as the provider’s clock showed it: when the exam was booked, cancelled, missed, or first started',
    localTime,
  )
  occurredLocal!: string;
  @Text('When an interrupted exam was resumed; what counts is when it was started (E23)', {
    ...localTime,
    optional: true,
  })
  resumedLocal?: string;
  @Text('When the booked exam takes place, on the same clock; a booking names it', {
    ...localTime,
    optional: true,
  })
  examLocal?: string;
  @ZoneName('Zone of that clock, when the provider states it', { optional: true }) zone?: string;
  @OneOf(cancelledBy, 'Who cancelled; the candidate unless said otherwise (E27)', { optional: true })
  cancelledBy?: CancelledBy;
  @Text('Candidate at the provider; only a keyed hash is kept', { max: 60, optional: true })
  candidateId?: string;
  @Ref('per', 'Candidate, when known', { optional: true }) personRef?: string;
  @Text('Region of the test centre', { max: 40, pattern: /^[A-Z0-9]+(?:-[A-Z0-9]+)*$/, optional: true })
  region?: string;
  @Flag('Whether the exam was passed', { optional: true }) passed?: boolean;
  @Text('SHA-256 of the file that it came in', { max: 64, pattern: fileHashForm, optional: true })
  fileHash?: string;
  @Whole('Line of that file', { min: 1, optional: true }) line?: number;
}

@Command({
  summary: 'Match a report again and apply it',
  description:
    'Done at once after it was recorded, and again and again for 10 days while its code or booking is unknown (E43).',
  roles: ['reconciler'],
  example: { reportId: 'rep_00000000000000000000000000' },
})
export class ApplyProviderReport {
  @Ref('rep', 'The report') reportId!: string;
}
