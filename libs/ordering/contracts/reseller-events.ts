import { Day, OneOf, Ref, Text } from '#messages/fields.js';
import { numberForm, type ResellerType, resellerTypes } from './vocabulary.js';

export class ResellerRegistered {
  static readonly type = 'ResellerRegistered';
  static readonly version = 1;
  @Ref('res', 'The reseller') resellerId!: string;
  @Text("The vendor's number of the reseller", { max: 20, pattern: numberForm }) number!: string;
  @Ref('ins', "The reseller's own organisation") institutionId!: string;
}

export class ResellerAuthorized {
  static readonly type = 'ResellerAuthorized';
  static readonly version = 1;
  @Ref('res', 'The reseller') resellerId!: string;
  @OneOf(resellerTypes, 'What it is') type!: ResellerType;
  @Day('First day on which it is') from!: string;
  @Day('Last day, inclusive', { optional: true }) until?: string;
}

export class ResellerAuthorizationEnded {
  static readonly type = 'ResellerAuthorizationEnded';
  static readonly version = 1;
  @Ref('res', 'The reseller') resellerId!: string;
  @OneOf(resellerTypes, 'What it is no longer') type!: ResellerType;
  @Day('Last day on which it was') lastDay!: string;
}

export class ResellerContactDesignated {
  static readonly type = 'ResellerContactDesignated';
  static readonly version = 1;
  @Ref('res', 'The reseller') resellerId!: string;
  @Ref('per', 'Who is addressed about its orders') personRef!: string;
}
