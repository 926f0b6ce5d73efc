import { Day, OneOf, Part, Ref, Text, Whole } from '#messages/fields.js';
import {
  type ContactRole,
  contactRoles,
  type MasterAgreement,
  masterAgreements,
  numberForm,
  type VolumeLevel,
  volumeLevels,
  type Program,
  programs,
} from './vocabulary.js';

export class AgreementRegistered {
  static readonly type = 'AgreementRegistered';
  static readonly version = 1;
  @Ref('agr', 'The agreement') agreementId!: string;
  @Text('Number of the agreement', { max: 20, pattern: numberForm }) number!: string;
  @OneOf(programs, 'Contract family') program!: Program;
  @OneOf(masterAgreements, 'Umbrella contract', { optional: true }) masterAgreement?: MasterAgreement;
  @Ref('ins', 'The customer') institutionId!: string;
  @Day('First day') start!: string;
  @Day('Last day, inclusive', { optional: true }) end?: string;
}

export class ContactDesignated {
  static readonly type = 'ContactDesignated';
  static readonly version = 1;
  @Ref('agr', 'The agreement') agreementId!: string;
  @OneOf(contactRoles, 'What the person is addressed for') role!: ContactRole;
  @Ref('per', 'The person') personRef!: string;
}

/** What a level rests on that was earned by volume (R8). */
export class EarnedLevel {
  @Whole('Year of the agreement, from 1', { min: 1 }) agreementYear!: number;
  @Whole('Points of that year') points!: number;
}

export class PriceLevelChanged {
  static readonly type = 'PriceLevelChanged';
  static readonly version = 1;
  @Ref('agr', 'The agreement') agreementId!: string;
  @OneOf(volumeLevels, 'The level') priceLevel!: VolumeLevel;
  @Day('First day of the level') effectiveFrom!: string;
  @Part(() => EarnedLevel, 'Points that earned it; absent when a person gave it', { optional: true })
  earned?: EarnedLevel;
}

export class AgreementExtended {
  static readonly type = 'AgreementExtended';
  static readonly version = 1;
  @Ref('agr', 'The agreement') agreementId!: string;
  @Day('Last day before, inclusive') from!: string;
  @Day('Last day now, inclusive') to!: string;
}

export class AgreementTerminated {
  static readonly type = 'AgreementTerminated';
  static readonly version = 1;
  @Ref('agr', 'The agreement') agreementId!: string;
  @Day('Last day, inclusive') effectiveOn!: string;
}

export class EnrollmentAdded {
  static readonly type = 'EnrollmentAdded';
  static readonly version = 1;
  @Ref('enr', 'The enrollment') enrollmentId!: string;
  @Text('Number of the enrollment', { max: 20, pattern: numberForm }) number!: string;
  @Ref('agr', 'The parent agreement') agreementId!: string;
  @Ref('ins', 'The customer') institutionId!: string;
  @Day('First day on which orders may be placed') start!: string;
}
