import { Flag, Moment, OneOf, Ref, Text } from '#messages/fields.js';
import { type PersonRole, personRoles } from './vocabulary.js';

export class PersonRegistered {
  static readonly type = 'PersonRegistered';
  static readonly version = 1;
  @Ref('per', 'The person') personRef!: string;
  @Ref('ins', 'The institution') institutionId!: string;
  @OneOf(personRoles, 'What the person is to the institution') role!: PersonRole;
  @Flag('A parent must consent') minor!: boolean;
  @Flag('Consent of a parent is at hand') consent!: boolean;
  @Text('Sealed name and address, under the key of the person', { max: 4000 }) sealed!: string;
}

export class ConsentGiven {
  static readonly type = 'ConsentGiven';
  static readonly version = 1;
  @Ref('per', 'The person') personRef!: string;
}

/** Its key is to be destroyed, and has been as soon as the process came by: the sealed box opens never again (E62). */
export class PersonErased {
  static readonly type = 'PersonErased';
  static readonly version = 1;
  @Ref('per', 'The person') personRef!: string;
  @Ref('ins', 'The institution') institutionId!: string;
}

export class PersonLeft {
  static readonly type = 'PersonLeft';
  static readonly version = 1;
  @Ref('per', 'The person') personRef!: string;
  @Ref('ins', 'The institution') institutionId!: string;
  @Moment('When the person left') effectiveAt!: string;
}
