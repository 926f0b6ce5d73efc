import { Command } from '#messages/command.js';
import { Flag, Moment, OneOf, Ref, Text, ZoneName } from '#messages/fields.js';
import {
  type Allocation,
  allocations,
  type DeliveryProvider,
  deliveryProviders,
  providerKeyForm,
  zoneConfidences,
} from './vocabulary.js';

const draw = {
  drawKey: 'EX-77120034',
  provider: 'CERTIPORT',
  examCode: '77-725',
  personRef: 'per_00000000000000000000000001',
  occurredAt: '2020-03-02T09:05:00-06:00',
  occurredZone: 'America/Chicago',
};

/** One exam that starts, or has started. */
export class Draw {
  @Text('Exam start at the provider: the same key is the same exam, however often it is reported', {
    max: 60,
    pattern: providerKeyForm,
  })
  drawKey!: string;
  @OneOf(deliveryProviders, 'Delivery provider') provider!: DeliveryProvider;
  @Text('Exam', { max: 20 }) examCode!: string;
  @Ref('per', 'Candidate', { optional: true }) personRef?: string;
  @Text('Session at the provider', { max: 60, pattern: providerKeyForm, optional: true }) sessionId?: string;
  @Moment('When the exam started, also when it was resumed later (E23)') occurredAt!: string;
  @ZoneName('Zone in which the provider’s time was read') occurredZone!: string;
  @OneOf(zoneConfidences, 'Whether the provider stated that zone; STATED unless said otherwise', {
    optional: true,
  })
  zoneConfidence?: (typeof zoneConfidences)[number];
  @Flag(
    'The exam has been sat, whatever the ledger says: it is recorded, and what cannot stand becomes a case (E44, E49)',
    { optional: true },
  )
  reported?: boolean;
}

@Command({
  summary: 'Draw an exam from a site pack',
  description:
    'Judged by when the exam started, however late it is reported: the pack active then, the exam of its families, the candidate faculty, staff or a registered student (I21, I24, I25).',
  roles: ['certiport'],
  example: { entitlementId: 'ent_00000000000000000000000001', ...draw },
})
export class DrawExam extends Draw {
  @Ref('ent', 'Entitlement of the site pack') entitlementId!: string;
  @OneOf(allocations, 'Who chose this pack; the provider unless said otherwise', { optional: true })
  allocation?: Allocation;
}

@Command({
  summary: "Draw an exam from one of an institution's site packs",
  description:
    'From the pack that holds the session, else from the one that expires first, else from the one with the fewest families (E47).',
  roles: ['certiport'],
  example: { institutionId: 'ins_00000000000000000000000001', ...draw },
})
export class AllocateDraw extends Draw {
  @Ref('ins', 'Institution') institutionId!: string;
}
