import { Command } from '#messages/command.js';
import { Day, OneOf, Ref, Text, ZoneName } from '#messages/fields.js';
import { type AcademicLevel, type Segment, academicLevels, segments } from './vocabulary.js';

const institutionId = 'ins_00000000000000000000000000';

@Command({
  summary: 'Register an institution',
  description: 'A customer, commercial or academic, of any region (R2, R38).',
  roles: ['vendor-operations', 'reseller'],
  example: {
    name: 'Hochschule Musterstadt',
    segment: 'ACADEMIC',
    level: 'FOUR_YEAR',
    country: 'DE',
    region: 'EMEA',
    zone: 'Europe/Berlin',
  },
})
export class RegisterInstitution {
  @Text('Name of the organisation', { optional: true }) name?: string;
  @OneOf(segments, 'Kind of customer') segment!: Segment;
  @OneOf(academicLevels, 'What it teaches at', { optional: true }) level?: AcademicLevel;
  @Text('Country, ISO 3166-1 alpha-2', { min: 2, max: 2, pattern: /^[A-Z]{2}$/ }) country!: string;
  @Text('Sales region', { max: 40, pattern: /^[A-Z0-9]+(?:-[A-Z0-9]+)*$/ }) region!: string;
  @ZoneName('Zone in which its terms end, unless a provider has its own') zone!: string;
}

class InstitutionCommand {
  @Ref('ins', 'The institution') institutionId!: string;
}

@Command({
  summary: 'Record an accreditation',
  description: 'Evidence that an academic institution is recognised, with the days on which it holds.',
  roles: ['vendor-operations', 'reseller'],
  example: {
    institutionId,
    evidenceRef: 'ACQUIN-2018-4711',
    validFrom: '2018-10-01',
    validUntil: '2026-09-30',
  },
})
export class RecordAccreditation extends InstitutionCommand {
  @Text('Reference to the evidence') evidenceRef!: string;
  @Day('First day on which it holds') validFrom!: string;
  @Day('Last day on which it holds') validUntil!: string;
}

@Command({
  summary: 'Withdraw the accreditation',
  description: 'From a day on, which may lie in the past; what was paid before stays paid (R71).',
  roles: ['vendor-operations'],
  example: { institutionId, effectiveOn: '2020-03-01', reason: 'Not renewed by the agency' },
})
export class WithdrawAccreditation extends InstitutionCommand {
  @Day('First day without accreditation') effectiveOn!: string;
  @Text('Why', { max: 500 }) reason!: string;
}
