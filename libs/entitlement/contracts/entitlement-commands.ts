import { Command } from '#messages/command.js';
import { Day, OneOf, Parts, Ref, SomeOf, Text, Whole, Wholes, ZoneName } from '#messages/fields.js';
import {
  disclosureChannels,
  fulfilments,
  type Fulfilment,
  issuanceFailures,
  deliveryProviders,
  type DeliveryProvider,
  examFamilies,
  type ExamFamily,
  productKeyForm,
  regionForm,
  maxBatch,
  maxCapacity,
} from './vocabulary.js';

const example = {
  institutionId: 'ins_00000000000000000000000001',
  enrollmentId: 'enr_00000000000000000000000001',
  orderId: 'ord_00000000000000000000000001',
  entitlementId: 'ent_00000000000000000000000001',
  codeId: 'cod_00000000000000000000000001',
  contactRef: 'per_00000000000000000000000001',
};

@Command({
  summary: 'Grant what an invoiced order line pays for',
  description:
    'Sent by the process that follows invoices. Capacity is packs times pack size, never prorated (R52, I12); ' +
    'the term ends with the agreement, the anchor order or after twelve months, whichever is first (I8).',
  roles: [],
  example: {
    institutionId: example.institutionId,
    enrollmentId: example.enrollmentId,
    orderId: example.orderId,
    lineNo: 1,
    invoiceNo: 'INV-2019-0801',
    invoiceDate: '2019-08-01',
    productKey: 'CP-30',
    families: ['MCSA', 'MCSE', 'MCSD'],
    provider: 'PEARSON_VUE',
    fulfilment: 'CODES',
    packs: 2,
    packSize: 30,
    zone: 'Europe/Berlin',
    salesRegion: 'DE',
  },
})
export class GrantEntitlement {
  @Ref('ins', 'Institution that bought it') institutionId!: string;
  @Ref('enr', 'Enrollment of the order') enrollmentId!: string;
  @Ref('ord', 'Invoiced order') orderId!: string;
  @Whole('Line of the order', { min: 1, max: 999 }) lineNo!: number;
  @Text('Invoice number', { max: 40 }) invoiceNo!: string;
  @Whole('Which invoice of the order it is, from the second on', { min: 2, optional: true }) billing?: number;
  @Day('Invoice date; the term starts on it') invoiceDate!: string;
  @Text('Product', { max: 40, pattern: productKeyForm }) productKey!: string;
  @SomeOf(examFamilies, 'Exam families it may be spent on', { min: 0 }) families!: readonly ExamFamily[];
  @OneOf(deliveryProviders, 'Delivery provider; none for a library', { optional: true })
  provider?: DeliveryProvider;
  @OneOf(fulfilments, 'How it is used') fulfilment!: Fulfilment;
  @Whole('Packs invoiced', { min: 1, max: maxCapacity }) packs!: number;
  @Whole('Vouchers in a pack', { min: 1, max: maxCapacity }) packSize!: number;
  @Day('End date of the agreement, when it has one', { optional: true }) agreementEnd?: string;
  @Day('End date of the anchor order, for a follow-on order', { optional: true }) anchorEnd?: string;
  @ZoneName('Zone of the institution') zone!: string;
  @Text('Region of sale', { max: 40, pattern: regionForm }) salesRegion!: string;
}

/** A code that issuance intends to put into a slot; the value is sealed. */
export class PlannedCode {
  @Whole('Slot', { min: 1, max: maxCapacity }) slot!: number;
  @Ref('cod', 'Id of the code, from the keyed hash of its value') codeId!: string;
  @Text('The code and the salt of its commitment, sealed', { max: 500 }) sealed!: string;
  @Text('Last four characters of the code', { max: 4 }) last4!: string;
  @Text('SHA-256 over salt and code, base64url', { min: 43, max: 43 }) commitment!: string;
}

@Command({
  summary: 'Record the intent to put codes into free slots',
  description:
    'Step one of issuance: what is recorded here is what the code streams will get, however often it is interrupted.',
  roles: [],
  example: {
    entitlementId: example.entitlementId,
    batchNo: 1,
    codes: [
      { slot: 1, codeId: example.codeId, sealed: 'k1.key.box', last4: 'X7QK', commitment: 'A'.repeat(43) },
    ],
  },
})
export class RequestIssuance {
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Whole('Number of the batch, one after the last', { min: 1 }) batchNo!: number;
  @Parts(() => PlannedCode, 'Codes and their slots', { max: maxBatch }) codes!: PlannedCode[];
}

@Command({
  summary: 'Record which codes of a batch exist now',
  roles: [],
  example: { entitlementId: example.entitlementId, batchNo: 1, rejectedSlots: [] },
})
export class ConfirmIssuance {
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Whole('Batch', { min: 1 }) batchNo!: number;
  @Wholes('Slots whose code value was already known (E36)', { min: 0, max: maxBatch, unique: true })
  rejectedSlots!: number[];
}

@Command({
  summary: 'Record that slots cannot be filled for now',
  roles: [],
  example: { entitlementId: example.entitlementId, reason: 'SUPPLY_EXHAUSTED' },
})
export class ReportIssuanceFailure {
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @OneOf(issuanceFailures, 'Why') reason!: (typeof issuanceFailures)[number];
}

@Command({
  summary: 'End an entitlement with its terminated agreement',
  description:
    'Sent by the process that follows terminations. Never later than it would have ended (I37, I36).',
  roles: [],
  example: {
    entitlementId: example.entitlementId,
    agreementId: 'agr_00000000000000000000000001',
    effectiveOn: '2020-01-31',
  },
})
export class ShortenEntitlement {
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Ref('agr', 'Agreement that was terminated') agreementId!: string;
  @Day('Last day of the agreement, inclusive') effectiveOn!: string;
}

@Command({
  summary: 'Bring an entitlement to what its corrected invoice grants',
  description:
    'Sent by the process that follows corrections, which two persons have approved (I38). It looks at the credit notes itself: telling it too often, or too early, does nothing.',
  roles: [],
  example: { entitlementId: example.entitlementId },
})
export class AdjustEntitlement {
  @Ref('ent', 'Entitlement') entitlementId!: string;
}

@Command({
  summary: 'Take back codes that a correction has taken from an entitlement',
  description:
    'Sent by the process that follows corrections. Codes that nobody holds, until what is left is paid for; from their holders only by the decision of a case, and never a code that is booked or used.',
  roles: [],
  example: { entitlementId: example.entitlementId },
})
export class WithdrawCodes {
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Ref('cas', 'The case that decided to take codes from their holders', { optional: true }) caseId?: string;
}

@Command({
  summary: 'Leave a code to who had used it, or held it, before it was taken back',
  roles: [],
  example: { entitlementId: example.entitlementId, codeId: example.codeId, attempt: 1 },
})
export class ReturnCode {
  @Ref('ent', 'Entitlement of the code') entitlementId!: string;
  @Ref('cod', 'The code') codeId!: string;
  @Whole('The attempt to take it back that failed', { min: 1 }) attempt!: number;
}

@Command({
  summary: 'Replace a voided code',
  description:
    'The new code takes the same slot and the same expiry (I30); a lost code that was not voided is not replaced.',
  roles: ['vendor-operations'],
  example: { entitlementId: example.entitlementId, codeId: example.codeId },
})
export class ReplaceCode {
  @Ref('ent', 'Entitlement of the code') entitlementId!: string;
  @Ref('cod', 'Voided code') codeId!: string;
}

@Command({
  summary: 'Disclose the voucher list of an entitlement',
  description:
    'One logged disclosure for all live codes of a range of slots, 1000 at most, to a registered contact of the institution; the answer holds the codes (R66, I31).',
  roles: ['vl-administrator', 'vendor-operations'],
  example: { entitlementId: example.entitlementId, contactRef: example.contactRef, channel: 'PORTAL' },
})
export class DiscloseCodes {
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Ref('per', 'Registered contact that gets the list') contactRef!: string;
  @OneOf(disclosureChannels, 'How it is handed over') channel!: (typeof disclosureChannels)[number];
  @Whole('First slot; 1 unless said otherwise', { min: 1, max: maxCapacity, optional: true })
  fromSlot?: number;
  @Whole('Last slot; the last of the entitlement unless said otherwise', {
    min: 1,
    max: maxCapacity,
    optional: true,
  })
  toSlot?: number;
}

@Command({
  summary: 'Look which exams are left for an entitlement',
  description:
    'Sent by the process that follows retirements. Stranded is what has days of its term left on which no exam of its families can be sat; its codes stay valid (E57, E58).',
  roles: [],
  example: { entitlementId: 'ent_00000000000000000000000001' },
})
export class JudgeExamsLeft {
  @Ref('ent', 'Entitlement') entitlementId!: string;
}

@Command({
  summary: 'Record that late reports count by themselves no more',
  description:
    'Sent by a timer 45 days after the expiry. It causes nothing: reports are judged by the clock (E21).',
  roles: [],
  example: { entitlementId: 'ent_00000000000000000000000001' },
})
export class CloseLateWindow {
  @Ref('ent', 'Entitlement') entitlementId!: string;
}
