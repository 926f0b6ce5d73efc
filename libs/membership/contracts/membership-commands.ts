import { Command } from '#messages/command.js';
import { Day, Ref, Text, ZoneName } from '#messages/fields.js';

const institutionId = 'ins_00000000000000000000000001';

/** Number of a file or a report: no free text, which would invite names into the log (I32). */
export const evidenceForm = /^[A-Za-z0-9]+(?:[.:/_-][A-Za-z0-9]+)*$/;

@Command({
  summary: 'Confirm that an institution may become an Imagine Academy',
  description:
    'An accredited academic institution that meets the standards and requirements of the programme (R23, R24). Needed to ' +
    'order the membership, and for nothing else.',
  roles: ['vendor-operations'],
  example: { institutionId, evidenceRef: 'MSIA-CHECK-2019-42' },
})
export class ConfirmMembershipEligibility {
  @Ref('ins', 'The institution') institutionId!: string;
  @Text('Reference to the evidence', { max: 100, pattern: evidenceForm }) evidenceRef!: string;
}

@Command({
  summary: 'Start or renew a membership that was invoiced',
  description:
    'Sent by a process for a granted order line. Within its term or its 30 days of grace a membership is renewed: twelve ' +
    'months from its old end. Later a new one starts, with an id of its own.',
  roles: [],
  example: {
    institutionId,
    entitlementId: 'ent_00000000000000000000000001',
    enrollmentId: 'enr_00000000000000000000000001',
    invoiceDate: '2019-08-01',
    zone: 'Europe/Berlin',
  },
})
export class GrantMembership {
  @Ref('ins', 'The institution') institutionId!: string;
  @Ref('ent', 'What was granted for the order line') entitlementId!: string;
  @Ref('enr', 'Enrollment') enrollmentId!: string;
  @Day('Day of the invoice') invoiceDate!: string;
  @ZoneName('Zone that the term is read in') zone!: string;
}

@Command({
  summary: 'End what an entitlement gave to a membership with its terminated agreement',
  description:
    'Sent by the process that follows terminations. A term that another agreement pays for is not taken away (I37).',
  roles: [],
  example: {
    institutionId,
    entitlementId: 'ent_00000000000000000000000001',
    effectiveOn: '2020-01-31',
  },
})
export class ShortenMembership {
  @Ref('ins', 'The institution') institutionId!: string;
  @Ref('ent', 'What was granted under the agreement') entitlementId!: string;
  @Day('Last day of the agreement') effectiveOn!: string;
}

@Command({
  summary: 'Record that a membership has ended',
  description: 'Sent by a timer after the grace period. It causes nothing: a membership ends by the clock.',
  roles: [],
  example: { institutionId, membershipId: 'mbr_00000000000000000000000001' },
})
export class EndMembership {
  @Ref('ins', 'The institution') institutionId!: string;
  @Ref('mbr', 'The membership') membershipId!: string;
}
