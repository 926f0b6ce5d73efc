import { Flag, Moment, OneOf, Ref, SomeOf, Text, Whole, ZoneName } from '#messages/fields.js';
import { eventRegistry } from '#messages/event-registry.js';
import {
  assignmentCorrections,
  candidateRoles,
  disclosureChannels,
  forfeitCauses,
  holdings,
  deliveryProviders,
  type DeliveryProvider,
  examFamilies,
  libraryIdForm,
  type ExamFamily,
  regionForm,
  questionKinds,
  releaseCauses,
  strandingCauses,
  type VoidedCause,
  voidedCauses,
  zoneConfidences,
} from './vocabulary.js';

/** Everything that a later use needs is copied here, so that a redemption reads one stream only. */
export class CodeIssued {
  static readonly type = 'CodeIssued';
  static readonly version = 1;
  @Ref('cod', 'Code') codeId!: string;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Ref('ins', 'Institution') institutionId!: string;
  @Whole('Slot', { min: 1 }) slot!: number;
  @Whole('Batch of the issuance', { min: 1 }) batchNo!: number;
  @Text('The code and the salt of its commitment, sealed', { max: 500 }) valueCipher!: string;
  @Text('Last four characters', { max: 4 }) last4!: string;
  @Text('SHA-256 over salt and code, base64url; opens no code, proves which one it was', { min: 43, max: 43 })
  commitment!: string;
  @Moment('First instant of use (R57)') activeFrom!: string;
  @Moment('First instant of no use (I17)') expiresAt!: string;
  @ZoneName('Zone of the term') zone!: string;
  @SomeOf(examFamilies, 'Exam families', { min: 0 }) families!: readonly ExamFamily[];
  @OneOf(deliveryProviders, 'Delivery provider; none for a library', { optional: true })
  provider?: DeliveryProvider;
  @Text('Region of sale', { max: 40, pattern: regionForm }) salesRegion!: string;
}

/** To one person, for good once disclosed (R61); the exam is chosen at booking (R55). */
export class CodeAssigned {
  static readonly type = 'CodeAssigned';
  static readonly version = 1;
  @Ref('cod', 'Code') codeId!: string;
  @Ref('per', 'Person') personRef!: string;
  @OneOf(candidateRoles, 'Role of the person') role!: (typeof candidateRoles)[number];
}

/** By the first of two persons (R61); it holds until that assignment is over. */
export class AssignmentVoidProposed {
  static readonly type = 'AssignmentVoidProposed';
  static readonly version = 1;
  @Ref('cod', 'Code') codeId!: string;
  @Ref('per', 'Person') personRef!: string;
  @OneOf(assignmentCorrections, 'Why') cause!: (typeof assignmentCorrections)[number];
  @Text('First person') proposedBy!: string;
}

export class AssignmentVoidedBeforeDisclosure {
  static readonly type = 'AssignmentVoidedBeforeDisclosure';
  static readonly version = 1;
  @Ref('cod', 'Code') codeId!: string;
  @Ref('per', 'Person') personRef!: string;
  @OneOf(assignmentCorrections, 'Why') cause!: (typeof assignmentCorrections)[number];
  @Text('Second person') approvedBy!: string;
}

/** Durable before the value is decrypted (I31). */
export class CodeDisclosed {
  static readonly type = 'CodeDisclosed';
  static readonly version = 1;
  @Ref('cod', 'Code') codeId!: string;
  @Ref('dis', 'Disclosure') disclosureId!: string;
  @Ref('per', 'Person that got it', { optional: true }) personRef?: string;
  @Ref('per', 'Contact that got it', { optional: true }) contactRef?: string;
  @OneOf(disclosureChannels, 'How') channel!: (typeof disclosureChannels)[number];
}

/** Somebody tried to give an assigned code to another person; refused, and kept for the audit (R61). */
export class TransferRefused {
  static readonly type = 'TransferRefused';
  static readonly version = 1;
  @Ref('cod', 'Code') codeId!: string;
  @Ref('per', 'Person that has it', { optional: true }) personRef?: string;
  @Ref('per', 'Person that should have got it') toPersonRef!: string;
}

export class CodeStranded {
  static readonly type = 'CodeStranded';
  static readonly version = 1;
  @Ref('cod', 'Code') codeId!: string;
  @Ref('per', 'Person', { optional: true }) personRef?: string;
  @OneOf(strandingCauses, 'Why') cause!: (typeof strandingCauses)[number];
}

/** One reason is gone (E58); it may be stranded for another still. */
export class CodeStrandingLifted {
  static readonly type = 'CodeStrandingLifted';
  static readonly version = 1;
  @Ref('cod', 'Code') codeId!: string;
  @OneOf(strandingCauses, 'What is over') cause!: (typeof strandingCauses)[number];
  @OneOf(strandingCauses, 'Why it is stranded still', { optional: true })
  remaining?: (typeof strandingCauses)[number];
}

export class CodeReserved {
  static readonly type = 'CodeReserved';
  static readonly version = 1;
  @Ref('cod', 'Code') codeId!: string;
  @OneOf(deliveryProviders, 'Delivery provider') provider!: DeliveryProvider;
  @Text('Booking at the provider', { max: 60 }) bookingKey!: string;
  @Text('Exam', { max: 20 }) examCode!: string;
  @Moment('When the exam takes place') examAt!: string;
  @ZoneName('Zone of the test centre') examZone!: string;
  @Moment('When it was booked') bookedAt!: string;
}

export class BookingReleased {
  static readonly type = 'BookingReleased';
  static readonly version = 1;
  @Ref('cod', 'Code') codeId!: string;
  @Text('Booking', { max: 60 }) bookingKey!: string;
  @OneOf([...releaseCauses, 'RESCHEDULED'], 'Why') cause!: (typeof releaseCauses)[number] | 'RESCHEDULED';
  @Moment('When it was cancelled') occurredAt!: string;
}

/** Consumed by a sat exam, passed or not (E59). */
export class CodeRedeemed {
  static readonly type = 'CodeRedeemed';
  static readonly version = 1;
  @Ref('cod', 'Code') codeId!: string;
  @OneOf(deliveryProviders, 'Delivery provider') provider!: DeliveryProvider;
  @Text('Registration at the provider', { max: 60 }) registrationKey!: string;
  @Text('Exam', { max: 20 }) examCode!: string;
  @OneOf(examFamilies, 'Family it counts for; absent when it is none of the code’s', { optional: true })
  family?: ExamFamily;
  @Moment('When the exam started') occurredAt!: string;
  @ZoneName('Zone that it was read in') occurredZone!: string;
  @OneOf(zoneConfidences, 'How the zone is known') zoneConfidence!: (typeof zoneConfidences)[number];
  @Moment('When the ledger learned of it') reportedAt!: string;
  @Flag('Reported at or after the expiry instant') late!: boolean;
  @Flag('Redeemed in another region than it was sold in: a warning, no error (R38)') crossRegion!: boolean;
  @Flag('Result, when reported', { optional: true }) passed?: boolean;
  @Ref('per', 'Candidate', { optional: true }) personRef?: string;
  @Ref('cas', 'Case that decided it, when one did', { optional: true }) caseId?: string;
}

/** Used up by opening a library: it will open no other, and pay for no exam (R58, I33). */
export class CodeActivated {
  static readonly type = 'CodeActivated';
  static readonly version = 1;
  @Ref('cod', 'Code') codeId!: string;
  @Ref('per', 'Person') personRef!: string;
  @Text('Library', { max: 40, pattern: libraryIdForm }) libraryId!: string;
  @Moment('When it was used') activatedAt!: string;
}

export class CodeForfeited {
  static readonly type = 'CodeForfeited';
  static readonly version = 1;
  @Ref('cod', 'Code') codeId!: string;
  @Text('Booking', { max: 60 }) bookingKey!: string;
  @OneOf(forfeitCauses, 'Why') cause!: (typeof forfeitCauses)[number];
  @Moment('When it happened') occurredAt!: string;
  @Flag('Reported at or after the expiry instant') late!: boolean;
  @Ref('cas', 'Case that decided it, when one did', { optional: true }) caseId?: string;
}

/** Its entitlement ends earlier, and the code with it (I37). */
export class CodeTermShortened {
  static readonly type = 'CodeTermShortened';
  static readonly version = 1;
  @Ref('cod', 'Code') codeId!: string;
  @Moment('Expiry instant before') previously!: string;
  @Moment('First instant of no use now') expiresAt!: string;
}

/** The record of what the clock has already done: not using it in time ended it at `effectiveAt` (R63). */
export class CodeExpired {
  static readonly type = 'CodeExpired';
  static readonly version = 1;
  @Ref('cod', 'Code') codeId!: string;
  @Moment('Expiry instant of the code') effectiveAt!: string;
  @Moment('When the sweep came by') sweptAt!: string;
  @Flag('It was assigned') hadAssignee!: boolean;
  @Flag('It was booked') hadBooking!: boolean;
}

/** The sweep had recorded the expiry, then a use from before it was reported (E21). */
export class ExpiryReversed {
  static readonly type = 'ExpiryReversed';
  static readonly version = 1;
  @Ref('cod', 'Code') codeId!: string;
  @Ref('cas', 'Case that decided it', { optional: true }) caseId?: string;
  @OneOf(['USED_BEFORE_EXPIRY'], 'Why') reason!: 'USED_BEFORE_EXPIRY';
  @Moment('When the use happened') occurredAt!: string;
}

export class CodeVoided {
  static readonly type = 'CodeVoided';
  static readonly version = 1;
  @Ref('cod', 'Code') codeId!: string;
  @OneOf(voidedCauses, 'Why') cause!: VoidedCause;
  @Flag('The provider has confirmed that it is blocked') providerConfirmed!: boolean;
  @Moment('When it was voided; the block may be confirmed later') voidedAt!: string;
  @Whole('Which attempt to take it back, of a correction', { min: 1, optional: true }) attempt?: number;
}

/** A use from before the void came to light, or was there already: the void does not stand (E54). */
export class CodeVoidFailed {
  static readonly type = 'CodeVoidFailed';
  static readonly version = 1;
  @Ref('cod', 'Code') codeId!: string;
  @OneOf(voidedCauses, 'Why it was to be voided') cause!: VoidedCause;
  @Moment('When the use happened') usedAt!: string;
  @Whole('Which attempt to take it back, of a correction', { min: 1, optional: true }) attempt?: number;
}

/** Somebody held it when a correction came to void it: it stays, unless two persons decide otherwise (R61, I38). */
export class CodeKept {
  static readonly type = 'CodeKept';
  static readonly version = 1;
  @Ref('cod', 'Code') codeId!: string;
  @Whole('Which attempt to take it back', { min: 1 }) attempt!: number;
  @OneOf(holdings, 'How it is held') holding!: (typeof holdings)[number];
}

/** A fact that a person has to look into: the process that opens cases reacts to it. */
export class CodeUseQuestioned {
  static readonly type = 'CodeUseQuestioned';
  static readonly version = 1;
  @Ref('cod', 'Code') codeId!: string;
  @OneOf(questionKinds, 'What about') kind!: (typeof questionKinds)[number];
  @Text('Registration or booking at the provider', { max: 60 }) key!: string;
  @Text('Exam', { max: 20, optional: true }) examCode?: string;
  @Moment('When it happened') occurredAt!: string;
  @ZoneName('Zone that it was read in', { optional: true }) occurredZone?: string;
  @OneOf(zoneConfidences, 'How the zone is known', { optional: true })
  zoneConfidence?: (typeof zoneConfidences)[number];
  @OneOf(forfeitCauses, 'Why the code was to be consumed without an exam', { optional: true })
  forfeitCause?: (typeof forfeitCauses)[number];
  @Ref('per', 'Candidate', { optional: true }) personRef?: string;
}

/** A consumption that a case has taken back; the registration that it was for never consumes this code again. */
export class CorrectionRecorded {
  static readonly type = 'CorrectionRecorded';
  static readonly version = 1;
  @Ref('cod', 'Code') codeId!: string;
  @Ref('cas', 'Case that decided it') caseId!: string;
  @OneOf(['REDEEMED', 'ACTIVATED', 'FORFEITED'], 'What is taken back') reversed!:
    'REDEEMED' | 'ACTIVATED' | 'FORFEITED';
  @Text('Registration, library or booking that it was for', { max: 60 }) key!: string;
  @Moment('When the use had happened') usedAt!: string;
}

export const codeEvents = eventRegistry(
  CodeIssued,
  CodeAssigned,
  AssignmentVoidProposed,
  AssignmentVoidedBeforeDisclosure,
  CodeDisclosed,
  TransferRefused,
  CodeStranded,
  CodeStrandingLifted,
  CodeReserved,
  BookingReleased,
  CodeRedeemed,
  CodeActivated,
  CodeForfeited,
  CodeTermShortened,
  CodeExpired,
  ExpiryReversed,
  CodeVoided,
  CodeVoidFailed,
  CodeKept,
  CodeUseQuestioned,
  CorrectionRecorded,
);
