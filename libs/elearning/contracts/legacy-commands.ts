import { Command } from '#messages/command.js';
import { Day, OneOf, Ref, Text, Whole, ZoneName } from '#messages/fields.js';
import { productKeyForm } from '#catalogue/contracts/vocabulary.js';

/** How long an activated entitlement gives access: to the end of its term, or twelve months at most. */
export const expiryModels = ['TERM_END', 'TWELVE_MONTHS_FROM_ACTIVATION'] as const;
export type ExpiryModel = (typeof expiryModels)[number];

/** Number of a contract, as the earlier system has it. */
export const legacyReferenceForm = /^[A-Za-z0-9]+(?:[.:/_-][A-Za-z0-9]+)*$/;

const entitlementId = 'ent_00000000000000000000000001';

@Command({
  summary: 'Import an e-learning entitlement of an existing contract',
  description:
    'E-learning is no longer sold (R40); what was bought before can still be used (R41). The same reference again with ' +
    'another quantity or a later end is refused: nothing is topped up, extended or renewed.',
  roles: ['vendor-operations'],
  example: {
    institutionId: 'ins_00000000000000000000000001',
    legacyRef: 'VL-2017-004711',
    productKey: 'ELEARN',
    seats: 250,
    contractedOn: '2017-11-01',
    termEnd: '2020-10-31',
    zone: 'Europe/Berlin',
    expiryModel: 'TERM_END',
  },
})
export class ImportLegacyEntitlement {
  @Ref('ins', 'Institution') institutionId!: string;
  @Text('Number of the contract in the earlier system', { max: 60, pattern: legacyReferenceForm })
  legacyRef!: string;
  @Text('Product', { max: 40, pattern: productKeyForm }) productKey!: string;
  @Whole('People that may learn', { min: 1, max: 1_000_000 }) seats!: number;
  @Day('Day of the contract') contractedOn!: string;
  @Day('Last day of its term, inclusive') termEnd!: string;
  @ZoneName('Zone that the term is read in') zone!: string;
  @OneOf(expiryModels, 'How long it gives access once activated') expiryModel!: ExpiryModel;
  @Ref('agr', 'Agreement that it was bought under, where it is in the ledger; it ends with it', {
    optional: true,
  })
  agreementId?: string;
}

@Command({
  summary: 'End an e-learning entitlement with its terminated agreement',
  description:
    'Sent by the process that follows terminations; an end that is no earlier changes nothing (I37).',
  roles: [],
  example: { entitlementId, effectiveOn: '2020-01-31' },
})
export class ShortenLegacyEntitlement {
  @Ref('ent', 'The imported entitlement') entitlementId!: string;
  @Day('Last day of the agreement') effectiveOn!: string;
}

@Command({
  summary: 'Activate an e-learning entitlement of an existing contract',
  description: 'Until the last day of its term; access ends with the term at the latest.',
  roles: ['vl-administrator', 'vendor-operations'],
  example: { entitlementId },
})
export class ActivateLegacyEntitlement {
  @Ref('ent', 'The imported entitlement') entitlementId!: string;
}

@Command({
  summary: 'Record that an e-learning entitlement has expired',
  description: 'Sent by a timer. It causes nothing: the entitlement ends by the clock.',
  roles: [],
  example: { entitlementId },
})
export class ExpireLegacyEntitlement {
  @Ref('ent', 'The imported entitlement') entitlementId!: string;
}
