import { Command } from '#messages/command.js';
import { Day, OneOf, Part, Ref, Text } from '#messages/fields.js';
import { type ResellerType, resellerTypes, typedNumberForm } from './vocabulary.js';

const resellerId = 'res_hbhstwmeb7x3yyxbaa4a7w0000';
const personRef = 'per_hbhstwmeb7x3yyxbaa4a7w0000';

/** What a reseller is, and on which days. */
export class Authorization {
  @OneOf(resellerTypes, 'LAR: Large Account Reseller, today LSP; AER: Authorized Education Reseller')
  type!: ResellerType;
  @Day('First day on which it holds') from!: string;
  @Day('Last day, inclusive; without it, until it is ended', { optional: true }) until?: string;
}

@Command({
  summary: 'Register a reseller',
  description:
    "The vendor's number makes the id, so a second registration of a number is refused. The reseller's own organisation is registered as an institution before, so that its contacts are people of it.",
  roles: ['vendor-operations'],
  example: {
    number: 'R-4711',
    institutionId: 'ins_6t17jf8jgj0jkk43debysmcvq9',
    authorization: { type: 'AER', from: '2018-08-01' },
  },
})
export class RegisterReseller {
  @Text("The vendor's number of the reseller", { max: 20, pattern: typedNumberForm, example: 'R-4711' })
  number!: string;
  @Ref('ins', "The reseller's own organisation") institutionId!: string;
  @Part(() => Authorization, 'What it is, and from when') authorization!: Authorization;
  @Ref('per', 'Person of the reseller that mails about orders go to', { optional: true })
  ordersContact?: string;
}

@Command({
  summary: 'Authorise a reseller from a day on',
  description: 'A reseller may be of both types at once. Orders that were placed keep their reseller.',
  roles: ['vendor-operations'],
  example: { resellerId, authorization: { type: 'LAR', from: '2019-08-01', until: '2021-07-31' } },
})
export class AuthorizeReseller {
  @Ref('res', 'The reseller') resellerId!: string;
  @Part(() => Authorization, 'What it is, and from when') authorization!: Authorization;
}

@Command({
  summary: "End a reseller's authorisation",
  description: 'From the next day on it places no order as this type; orders that were placed go on.',
  roles: ['vendor-operations'],
  example: { resellerId, type: 'AER', lastDay: '2020-06-30' },
})
export class EndResellerAuthorization {
  @Ref('res', 'The reseller') resellerId!: string;
  @OneOf(resellerTypes, 'What it is no longer') type!: ResellerType;
  @Day('Last day on which it is') lastDay!: string;
}

@Command({
  summary: 'Name who is addressed about the orders of a reseller',
  roles: ['vendor-operations', 'reseller'],
  example: { resellerId, personRef },
})
export class DesignateResellerContact {
  @Ref('res', 'The reseller') resellerId!: string;
  @Ref('per', "Person of the reseller's organisation; replaces who was named") personRef!: string;
}
