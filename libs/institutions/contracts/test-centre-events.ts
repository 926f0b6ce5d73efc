import { Moment, OneOf, Ref, Text } from '#messages/fields.js';
import { type CentreStatus, centreIdForm, centreStatuses } from './vocabulary.js';

export class CatcApplicationStarted {
  static readonly type = 'CatcApplicationStarted';
  static readonly version = 1;
  @Ref('ins', 'The institution') institutionId!: string;
  @Moment('When it applied') at!: string;
}

export class CatcStatusChanged {
  static readonly type = 'CatcStatusChanged';
  static readonly version = 1;
  @Ref('ins', 'The institution') institutionId!: string;
  @Text('Number of the test centre at Certiport', { max: 40, pattern: centreIdForm }) catcId!: string;
  @OneOf(centreStatuses, 'What it was just before, as known when this was recorded') from!: CentreStatus;
  @OneOf(centreStatuses, 'What it is from then on') to!: CentreStatus;
  @Moment('From when; it may have been recorded later') effectiveAt!: string;
}

export class TechnicalRequirementsAttested {
  static readonly type = 'TechnicalRequirementsAttested';
  static readonly version = 1;
  @Ref('ins', 'The institution') institutionId!: string;
  @Text('Reference to the attestation', { max: 100 }) evidenceRef!: string;
  @Moment('From when they are met') effectiveAt!: string;
}

export class VueCenterStatusChanged {
  static readonly type = 'VueCenterStatusChanged';
  static readonly version = 1;
  @Ref('ins', 'The institution') institutionId!: string;
  @Text('Number of the test centre at Pearson VUE', { max: 40, pattern: centreIdForm }) siteId!: string;
  @OneOf(centreStatuses, 'What it was just before, as known when this was recorded') from!: CentreStatus;
  @OneOf(centreStatuses, 'What it is from then on') to!: CentreStatus;
  @Moment('From when; it may have been recorded later') effectiveAt!: string;
}
