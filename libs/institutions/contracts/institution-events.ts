import { Day, OneOf, Ref, Text, ZoneName } from '#messages/fields.js';
import { type AcademicLevel, type Segment, academicLevels, segments } from './vocabulary.js';

export class InstitutionRegistered {
  static readonly type = 'InstitutionRegistered';
  static readonly version = 1;
  @Ref('ins', 'The institution') institutionId!: string;
  @Text('Name of the organisation', { optional: true }) name?: string;
  @OneOf(segments, 'Kind of customer') segment!: Segment;
  @OneOf(academicLevels, 'What it teaches at', { optional: true }) level?: AcademicLevel;
  @Text('Country, ISO 3166-1 alpha-2') country!: string;
  @Text('Sales region') region!: string;
  @ZoneName('Zone in which its terms end') zone!: string;
}

export class AccreditationConfirmed {
  static readonly type = 'AccreditationConfirmed';
  static readonly version = 1;
  @Ref('ins', 'The institution') institutionId!: string;
  @Text('Reference to the evidence') evidenceRef!: string;
  @Day('First day on which it holds') validFrom!: string;
  @Day('Last day on which it holds') validUntil!: string;
}

export class AccreditationWithdrawn {
  static readonly type = 'AccreditationWithdrawn';
  static readonly version = 1;
  @Ref('ins', 'The institution') institutionId!: string;
  @Day('First day without accreditation') effectiveOn!: string;
  @Text('Why', { max: 500 }) reason!: string;
}
