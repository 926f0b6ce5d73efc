import { Command } from '#messages/command.js';
import { Moment, OneOf, Ref, Text } from '#messages/fields.js';
import { type CentreStatus, centreIdForm, centreStatuses } from './vocabulary.js';

const institutionId = 'ins_00000000000000000000000000';

class TestCentreCommand {
  @Ref('ins', 'The institution') institutionId!: string;
}

@Command({
  summary: 'Record that an institution applies to become a Certiport test centre',
  description: 'Needed to use a site pack, never to buy one (R75, R76).',
  roles: ['certiport', 'vendor-operations', 'vl-administrator'],
  example: { institutionId, at: '2019-09-02T08:00:00Z' },
})
export class StartCatcApplication extends TestCentreCommand {
  @Moment('When it applied; not in the future') at!: string;
}

@Command({
  summary: 'Record the status as a Certiport Authorized Testing Center',
  description:
    'Effective from an instant that may lie in the past or in the future; what was drawn in between stands (E50, E51).',
  roles: ['certiport', 'vendor-operations'],
  example: { institutionId, catcId: 'CATC-90012345', status: 'ACTIVE', effectiveAt: '2019-09-20T05:00:00Z' },
})
export class RecordCatcStatus extends TestCentreCommand {
  @Text('Number of the test centre at Certiport', { max: 40, pattern: centreIdForm }) catcId!: string;
  @OneOf(centreStatuses, 'The status') status!: CentreStatus;
  @Moment('From when it holds') effectiveAt!: string;
}

@Command({
  summary: "Attest that Certiport's technical requirements are met",
  description: 'Effective from an instant that may lie in the past (R75).',
  roles: ['certiport', 'vendor-operations', 'vl-administrator'],
  example: { institutionId, evidenceRef: 'TR-2019-017', effectiveAt: '2019-09-18T05:00:00Z' },
})
export class AttestTechnicalRequirements extends TestCentreCommand {
  @Text('Reference to the attestation', { max: 100 }) evidenceRef!: string;
  @Moment('From when they are met; not in the future') effectiveAt!: string;
}

@Command({
  summary: 'Record the status as a Pearson VUE test centre',
  description: 'Needed to host exams of class packs, not to use their codes (R73).',
  roles: ['pearson-vue', 'vendor-operations'],
  example: { institutionId, siteId: 'VUE-70111', status: 'ACTIVE', effectiveAt: '2019-09-20T05:00:00Z' },
})
export class RecordVueCenterStatus extends TestCentreCommand {
  @Text('Number of the test centre at Pearson VUE', { max: 40, pattern: centreIdForm }) siteId!: string;
  @OneOf(centreStatuses, 'The status') status!: CentreStatus;
  @Moment('From when it holds') effectiveAt!: string;
}
