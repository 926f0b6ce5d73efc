import {
  Day,
  Moment,
  OneOf,
  Parts,
  Ref,
  Refs,
  Text,
  Texts,
  SomeOf,
  Whole,
  Wholes,
  ZoneName,
} from '#messages/fields.js';
import { eventRegistry } from '#messages/event-registry.js';
import { PlannedCode } from './entitlement-commands.js';
import {
  disclosureChannels,
  expiryBases,
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
  maxList,
  type VoidedCause,
  voidedCauses,
} from './vocabulary.js';

/** What one invoiced order line grants; term, expiry and capacity are frozen here (I8, E10, E14). */
export class EntitlementGranted {
  static readonly type = 'EntitlementGranted';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Ref('ins', 'Institution') institutionId!: string;
  @Ref('enr', 'Enrollment') enrollmentId!: string;
  @Ref('ord', 'Order') orderId!: string;
  @Whole('Order line', { min: 1 }) lineNo!: number;
  @Text('Invoice number', { max: 40 }) invoiceNo!: string;
  @Text('Product', { max: 40, pattern: productKeyForm }) productKey!: string;
  @SomeOf(examFamilies, 'Exam families', { min: 0 }) families!: readonly ExamFamily[];
  @OneOf(deliveryProviders, 'Delivery provider; none for a library', { optional: true })
  provider?: DeliveryProvider;
  @OneOf(fulfilments, 'How it is used') fulfilment!: Fulfilment;
  @Whole('Packs', { min: 1 }) packs!: number;
  @Whole('Vouchers in a pack', { min: 1 }) packSize!: number;
  @Whole('Packs times pack size', { min: 1 }) capacity!: number;
  @Day('First day of the term') termStart!: string;
  @Day('Last day of the term, inclusive') termEnd!: string;
  @ZoneName('Zone that the term is read in') zone!: string;
  @Moment('First instant of the term') activeFrom!: string;
  @Moment('First instant after the term') expiresAt!: string;
  @OneOf(expiryBases, 'Which date ended it') expiryBasis!: (typeof expiryBases)[number];
  @Text('Version of the time-zone data', { max: 20 }) tzdbVersion!: string;
  @Text('Region of sale', { max: 40, pattern: regionForm }) salesRegion!: string;
}

/** Its agreement was terminated: it ends with it, and never later than was granted (I37). */
export class EntitlementTermShortened {
  static readonly type = 'EntitlementTermShortened';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Ref('agr', 'Agreement that was terminated') agreementId!: string;
  @OneOf(fulfilments, 'How it is used') fulfilment!: Fulfilment;
  @Day('Last day before, inclusive') previousEnd!: string;
  @Day('Last day now, inclusive') termEnd!: string;
  @Moment('First instant after the term') expiresAt!: string;
}

/** The intent, sealed codes included, before any code exists: an interrupted issuance goes on with these codes. */
export class IssuanceRequested {
  static readonly type = 'IssuanceRequested';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Whole('Batch', { min: 1 }) batchNo!: number;
  @Wholes('Slots', { max: maxBatch, item: { min: 1 } }) slots!: readonly number[];
  @Parts(() => PlannedCode, 'Codes and their slots', { max: maxBatch }) codes!: readonly PlannedCode[];
}

export class CodesIssued {
  static readonly type = 'CodesIssued';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Whole('Batch', { min: 1 }) batchNo!: number;
  @Wholes('Slots that have their code now', { max: maxBatch, item: { min: 1 } }) slots!: readonly number[];
  @Whole('Slots of this batch') count!: number;
  @Whole('Slots of the entitlement still without a code') remaining!: number;
}

/** The supply gave values that the ledger already knows: these slots get other codes; somebody should ask why (E36). */
export class IssuanceSlotsRejected {
  static readonly type = 'IssuanceSlotsRejected';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Whole('Batch', { min: 1 }) batchNo!: number;
  @Wholes('Slots', { max: maxBatch, item: { min: 1 } }) slots!: readonly number[];
  @OneOf(['VALUE_KNOWN'], 'Why') reason!: 'VALUE_KNOWN';
}

/** Partial supply (E35): what exists is delivered, the rest is asked for again at `retryAt`. */
export class IssuanceFailed {
  static readonly type = 'IssuanceFailed';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Texts('Slots without a code, in ranges such as 23-30', { item: { max: 20 } }) slots!: readonly string[];
  @Whole('Slots without a code', { min: 1 }) remaining!: number;
  @OneOf(issuanceFailures, 'Why') reason!: (typeof issuanceFailures)[number];
  @Whole('Failures in a row', { min: 1 }) attempt!: number;
  @Moment('When to try again') retryAt!: string;
}

/** Every slot has its code; the administrator is told (R56). Recorded again when a replacement has been issued. */
export class IssuanceCompleted {
  static readonly type = 'IssuanceCompleted';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Whole('Slots with a code', { min: 1 }) count!: number;
  @Moment('When the last slot got its code') completedAt!: string;
}

/** A voided code's slot is free for a new code. */
export class CodeReplacementRequested {
  static readonly type = 'CodeReplacementRequested';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Ref('cod', 'Voided code') oldCodeId!: string;
  @Whole('Slot', { min: 1 }) slot!: number;
  @OneOf(voidedCauses, 'Why it was voided') cause!: VoidedCause;
}

export class CodeReplacementIssued {
  static readonly type = 'CodeReplacementIssued';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Ref('cod', 'Voided code') oldCodeId!: string;
  @Ref('cod', 'New code') newCodeId!: string;
  @Whole('Slot, unchanged', { min: 1, max: maxCapacity }) slot!: number;
  @Moment('Expiry, unchanged') expiresAt!: string;
}

/** A whole list under one disclosure id: so the list that went to the wrong person can be voided as one (E55). */
export class VoucherListDisclosed {
  static readonly type = 'VoucherListDisclosed';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Ref('dis', 'Disclosure') disclosureId!: string;
  @Ref('per', 'Contact that got it') contactRef!: string;
  @OneOf(disclosureChannels, 'How') channel!: (typeof disclosureChannels)[number];
  @Wholes('Slots', { max: maxList, item: { min: 1 } }) slots!: readonly number[];
  @Refs('cod', 'Codes, in the order of the slots', { max: maxList }) codeIds!: readonly string[];
}

class Stranding {
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @OneOf(fulfilments, 'How it is used') fulfilment!: Fulfilment;
  @OneOf(['EXAM_RETIRED'], 'Why') cause!: 'EXAM_RETIRED';
}

/** On days of its term no exam of its families can be sat any more; it stays valid until then (E57). */
export class EntitlementStranded extends Stranding {
  static readonly type = 'EntitlementStranded';
  static readonly version = 1;
  @Day('Last day on which any of its exams can be sat') lastExamOn!: string;
}

/** A retirement was moved, or another exam was listed (E58). */
export class EntitlementStrandingLifted extends Stranding {
  static readonly type = 'EntitlementStrandingLifted';
  static readonly version = 1;
}

/** The record of what the clock has done: late reports of its uses are cases from now on (E21). */
export class LateWindowClosed {
  static readonly type = 'LateWindowClosed';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Moment('Last instant at which a late report counted by itself') closedAt!: string;
}

/**
 * The invoice was corrected: packs are taken back, or added under the same term (I12). Slots without a code go first;
 * what is left to take back is taken from codes that nobody holds.
 */
export class EntitlementAdjusted {
  static readonly type = 'EntitlementAdjusted';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Text('Invoice that was corrected', { max: 40 }) invoiceNo!: string;
  @Text('Credit note that corrects it', { max: 40 }) creditNo!: string;
  @OneOf(fulfilments, 'How it is used') fulfilment!: Fulfilment;
  @Whole('Packs before') packsFrom!: number;
  @Whole('Packs now') packsTo!: number;
  @Whole('Codes or units added, or taken back when negative', { min: -maxCapacity, max: maxCapacity })
  units!: number;
  @Whole('New slots, numbered after the last one') slotsAdded!: number;
  @Whole('Slots without a code that are gone, the last ones first') slotsClosed!: number;
  @Whole('Codes that are still to be taken back') toWithdraw!: number;
}

/** Codes that nobody holds are taken back, and slots that had none: nothing fills them again (I13, R61). */
export class CodesWithdrawn {
  static readonly type = 'CodesWithdrawn';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Wholes('Slots of the codes', { min: 0, max: maxBatch, item: { min: 1 } }) slots!: readonly number[];
  @Refs('cod', 'Codes, in the order of the slots', { min: 0, max: maxBatch }) codeIds!: readonly string[];
  @Whole('Slots without a code that are gone, the last ones first') slotsClosed!: number;
  @Whole('Codes that are still to be taken back') toWithdraw!: number;
  @Ref('cas', 'The case that decided to take codes from their holders', { optional: true }) caseId?: string;
}

/** A code that was taken back had been used before, or was held by then: it stays with who has it (E54, R61, I38). */
export class CodeWithdrawalFailed {
  static readonly type = 'CodeWithdrawalFailed';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Ref('cod', 'Code') codeId!: string;
  @Whole('Slot', { min: 1 }) slot!: number;
  @Whole('Codes that are still to be taken back') toWithdraw!: number;
}

/** All that is left is held by somebody or used: two persons decide what becomes of the shortfall (I38). */
export class CorrectionFellShort {
  static readonly type = 'CorrectionFellShort';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Whole('Codes more than are paid for', { min: 1 }) codes!: number;
}

export const entitlementEvents = eventRegistry(
  EntitlementGranted,
  EntitlementAdjusted,
  CodesWithdrawn,
  CodeWithdrawalFailed,
  CorrectionFellShort,
  EntitlementTermShortened,
  IssuanceRequested,
  CodesIssued,
  IssuanceSlotsRejected,
  IssuanceFailed,
  IssuanceCompleted,
  CodeReplacementRequested,
  CodeReplacementIssued,
  VoucherListDisclosed,
  EntitlementStranded,
  EntitlementStrandingLifted,
  LateWindowClosed,
);
