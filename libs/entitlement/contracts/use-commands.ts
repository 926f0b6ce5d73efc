import { Command } from '#messages/command.js';
import { Flag, Moment, OneOf, Ref, Text, ZoneName } from '#messages/fields.js';
import {
  deliveryProviders,
  type DeliveryProvider,
  forfeitCauses,
  regionForm,
  releaseCauses,
  zoneConfidences,
} from './vocabulary.js';

const code = '0123456789ABCDEFX';
const codeId = 'cod_00000000000000000000000001';

/** Names a code by its value, as a provider knows it, or by its id. */
abstract class NamesCode {
  @Ref('cod', 'Id of the code; this or code', { optional: true }) codeId?: string;
  @Text('The code itself; this or codeId', { max: 64, optional: true }) code?: string;
}

@Command({
  summary: 'Book an exam on a code',
  description:
    'The exam must be of the code’s families, not retired on its date, and take place before the code expires.',
  roles: ['pearson-vue', 'certiport', 'vl-administrator', 'candidate'],
  example: {
    codeId,
    provider: 'PEARSON_VUE',
    bookingKey: 'BK-1001',
    examCode: '70-480',
    examAt: '2019-11-04T09:00:00+01:00',
    examZone: 'Europe/Berlin',
  },
})
export class BookExam extends NamesCode {
  @OneOf(deliveryProviders, 'Delivery provider') provider!: DeliveryProvider;
  @Text('Booking at the provider', { max: 60 }) bookingKey!: string;
  @Text('Exam', { max: 20 }) examCode!: string;
  @Moment('When the exam takes place') examAt!: string;
  @ZoneName('Zone of the test centre') examZone!: string;
  @Moment('When it was booked; now unless said otherwise', { optional: true }) occurredAt?: string;
  @Flag('The provider reports a booking that it has already made: what cannot stand becomes a case (E24)', {
    optional: true,
  })
  reported?: boolean;
}

@Command({
  summary: 'Release a booking',
  description:
    'In time means at least 24 hours before the exam, inclusive (E25); the provider’s own cancellation is always in time, and ' +
    'only the provider reports it (E27). Anybody else cancels now: a time more than 5 minutes ago is refused.',
  roles: ['pearson-vue', 'certiport', 'vl-administrator', 'candidate'],
  example: {
    codeId,
    bookingKey: 'BK-1001',
    cause: 'CANCELLED_IN_TIME',
    occurredAt: '2019-11-01T09:00:00+01:00',
  },
})
export class ReleaseBooking extends NamesCode {
  @Text('Booking', { max: 60 }) bookingKey!: string;
  @OneOf(releaseCauses, 'Why') cause!: (typeof releaseCauses)[number];
  @Moment('When it was cancelled; what counts is the provider’s word, else when it arrives here')
  occurredAt!: string;
}

@Command({
  summary: 'Move a booking to another date or exam',
  description:
    'The release of the old booking and the new reservation in one (E26); as often as wanted, each time at least 24 hours before.',
  roles: ['pearson-vue', 'certiport', 'vl-administrator', 'candidate'],
  example: {
    codeId,
    bookingKey: 'BK-1001',
    newBookingKey: 'BK-1002',
    provider: 'PEARSON_VUE',
    examCode: '70-480',
    examAt: '2019-12-04T09:00:00+01:00',
    examZone: 'Europe/Berlin',
    occurredAt: '2019-11-01T09:00:00+01:00',
  },
})
export class RescheduleExam extends NamesCode {
  @Text('Booking to give up', { max: 60 }) bookingKey!: string;
  @Text('New booking', { max: 60 }) newBookingKey!: string;
  @OneOf(deliveryProviders, 'Delivery provider') provider!: DeliveryProvider;
  @Text('Exam', { max: 20 }) examCode!: string;
  @Moment('When the exam takes place now') examAt!: string;
  @ZoneName('Zone of the test centre') examZone!: string;
  @Moment('When it was moved; what counts is the provider’s word, else when it arrives here')
  occurredAt!: string;
}

@Command({
  summary: 'Redeem a code',
  description:
    'Reported by the provider for an exam that was sat, passed or not. Judged by when the exam started: at or after expiry it is ' +
    'refused, before expiry it counts although it is reported late. A code pays once.',
  roles: ['pearson-vue', 'certiport'],
  example: {
    code,
    provider: 'PEARSON_VUE',
    registrationKey: 'REG-301234567',
    examCode: '70-480',
    occurredAt: '2019-11-04T09:00:00+01:00',
    occurredZone: 'Europe/Berlin',
  },
})
export class RedeemCode extends NamesCode {
  @OneOf(deliveryProviders, 'Delivery provider') provider!: DeliveryProvider;
  @Text('Registration at the provider', { max: 60 }) registrationKey!: string;
  @Text('Exam', { max: 20 }) examCode!: string;
  @Moment('When the exam started') occurredAt!: string;
  @ZoneName('Zone in which the provider’s time was read') occurredZone!: string;
  @OneOf(zoneConfidences, 'Whether the provider stated that zone; STATED unless said otherwise', {
    optional: true,
  })
  zoneConfidence?: (typeof zoneConfidences)[number];
  @Ref('per', 'Candidate, when known', { optional: true }) personRef?: string;
  @Text('Region of the test centre', { max: 40, pattern: regionForm, optional: true }) region?: string;
  @Flag('Whether it was passed, when known', { optional: true }) passed?: boolean;
}

@Command({
  summary: 'Forfeit a code',
  description:
    'The candidate did not come, or cancelled less than 24 hours before: the code is consumed without an exam.',
  roles: ['pearson-vue', 'certiport'],
  example: { codeId, bookingKey: 'BK-1001', cause: 'NO_SHOW', occurredAt: '2019-11-04T09:00:00+01:00' },
})
export class ForfeitCode extends NamesCode {
  @Text('Booking', { max: 60 }) bookingKey!: string;
  @OneOf(forfeitCauses, 'Why') cause!: (typeof forfeitCauses)[number];
  @Moment('When the exam was missed or cancelled') occurredAt!: string;
  @Moment('When the exam was to be, for a booking that the ledger has not heard of (E42)', { optional: true })
  examAt?: string;
}
