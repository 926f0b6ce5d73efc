import { Command } from '#messages/command.js';
import { Flag, Moment, OneOf, Part, Ref, Text } from '#messages/fields.js';
import { type PersonRole, personRoles } from './vocabulary.js';

const personRef = 'per_00000000000000000000000000';

/** What only the vault may know: sealed before anything is decided, and in no event (I32). */
export class PersonalData {
  @Text('Given name', { max: 100 }) givenName!: string;
  @Text('Family name', { max: 100 }) familyName!: string;
  @Text('E-mail address', { max: 254, pattern: /^[^\s@<>"]{1,64}@[^\s@<>"]+\.[^\s@<>".]+$/ }) email!: string;
}

@Command({
  summary: 'Register a person',
  description:
    'A candidate or contact of an institution. The ledger keeps a reference; name and address are sealed and can be erased.',
  roles: ['vl-administrator', 'vendor-operations', 'hr-feed'],
  example: {
    institutionId: 'ins_00000000000000000000000000',
    role: 'STUDENT',
    minor: false,
    personal: { givenName: 'Ada', familyName: 'Example', email: 'ada@example.edu' },
  },
})
export class RegisterPerson {
  @Ref('ins', 'The institution') institutionId!: string;
  @OneOf(personRoles, 'What the person is to the institution') role!: PersonRole;
  @Flag('Under the age at which a parent must consent') minor!: boolean;
  @Flag('Consent of a parent is at hand', { optional: true }) consent?: boolean;
  @Part(() => PersonalData, 'Name and address') personal!: PersonalData;
}

class PersonCommand {
  @Ref('per', 'The person') personRef!: string;
}

@Command({
  summary: 'Record that a parent has consented',
  description: 'The flag only; the document stays with the institution (E60).',
  roles: ['vl-administrator', 'vendor-operations'],
  example: { personRef },
})
export class GiveConsent extends PersonCommand {}

@Command({
  summary: 'Erase a person',
  description:
    'The key that opens name and address is destroyed, for good; what was recorded stays, and tells nothing any more (E62). ' +
    'Nothing can be assigned to the person, and codes that were assigned are stranded.',
  roles: ['vl-administrator', 'vendor-operations', 'hr-feed'],
  example: { personRef },
})
export class ErasePerson extends PersonCommand {}

@Command({
  summary: 'Record that a person has left',
  description:
    'From then on nothing can be assigned to the person; a code already assigned is never freed by it (R61, E29, E30).',
  roles: ['vl-administrator', 'hr-feed', 'vendor-operations'],
  example: { personRef, effectiveAt: '2020-02-29T23:00:00Z' },
})
export class RecordPersonLeft extends PersonCommand {
  @Moment('When the person left; not in the future') effectiveAt!: string;
}
