import { Command } from '#messages/command.js';
import { Day, OneOf, Part, Parts, Ref, Text } from '#messages/fields.js';
import {
  type ContactRole,
  contactRoles,
  type VolumeLevel,
  volumeLevels,
  type Program,
  programs,
  typedNumberForm,
} from './vocabulary.js';

const agreementId = 'agr_6t17jf8jgj0jkk43debysmcvq9';
const personRef = 'per_hbhstwmeb7x3yyxbaa4a7w0000';
const institutionId = 'ins_6t17jf8jgj0jkk43debysmcvq9';

/** Who fills a role; the person's data is in the vault. */
export class Contact {
  @OneOf(contactRoles, 'What the person is addressed for') role!: ContactRole;
  @Ref('per', 'The person') personRef!: string;
}

@Command({
  summary: 'Register an agreement',
  description:
    'The number makes the id, so a second registration of a number is refused. Select Plus has no end date (R47); the others but VL and VL_SA need one.',
  roles: ['vendor-operations', 'reseller'],
  example: {
    number: 'E0123456',
    program: 'EES',
    start: '2018-08-01',
    end: '2021-07-31',
    priceLevel: 'A',
    institutionId,
    contacts: [{ role: 'ONLINE', personRef }],
  },
})
export class RegisterAgreement {
  @Text('Number of the agreement', { max: 20, pattern: typedNumberForm, example: 'E0123456' })
  number!: string;
  @OneOf(programs, 'Contract family') program!: Program;
  @Day('First day') start!: string;
  @Day('Last day, inclusive', { optional: true }) end?: string;
  @OneOf(volumeLevels, 'Price level from the first day on') priceLevel!: VolumeLevel;
  @Ref('ins', 'The customer') institutionId!: string;
  @Parts(() => Contact, 'Who is addressed', { optional: true, max: 3 }) contacts?: readonly Contact[];
}

@Command({
  summary: 'Add an enrollment to an agreement',
  description: 'An enrollment is a contract of its own, with its own number, under which orders are placed.',
  roles: ['vendor-operations', 'reseller'],
  example: { agreementId, number: '7654321', start: '2018-08-01' },
})
export class AddEnrollment {
  @Ref('agr', 'The parent agreement') agreementId!: string;
  @Text('Number of the enrollment', { max: 20, pattern: typedNumberForm, example: '7654321' })
  number!: string;
  @Day('First day on which orders may be placed') start!: string;
}

@Command({
  summary: 'Name who is addressed for an agreement',
  roles: ['vendor-operations', 'reseller'],
  example: { agreementId, contact: { role: 'NOTICES', personRef } },
})
export class DesignateContact {
  @Ref('agr', 'The agreement') agreementId!: string;
  @Part(() => Contact, 'Role and person; replaces who had the role') contact!: Contact;
}

@Command({
  summary: "Change an agreement's price level from a day on",
  description: 'Invoices of the past keep the level they were made with.',
  roles: ['vendor-operations'],
  example: { agreementId, priceLevel: 'B', effectiveFrom: '2019-08-01' },
})
export class ChangePriceLevel {
  @Ref('agr', 'The agreement') agreementId!: string;
  @OneOf(volumeLevels, 'The new level') priceLevel!: VolumeLevel;
  @Day('First day of the new level') effectiveFrom!: string;
}

@Command({
  summary: 'Extend an agreement to a later last day',
  description: 'Entitlements that exist keep their end (I36, E10).',
  roles: ['vendor-operations', 'reseller'],
  example: { agreementId, end: '2024-07-31' },
})
export class ExtendAgreement {
  @Ref('agr', 'The agreement') agreementId!: string;
  @Day('New last day, inclusive') end!: string;
}

@Command({
  summary: 'Terminate an agreement',
  description: 'Ends what it granted at the effective day, never later than it would have ended (I37).',
  roles: ['vendor-operations'],
  example: { agreementId, effectiveOn: '2020-01-31' },
})
export class TerminateAgreement {
  @Ref('agr', 'The agreement') agreementId!: string;
  @Day('Last day, inclusive') effectiveOn!: string;
}
