import { eventRegistry } from '#messages/event-registry.js';
import { Day, Flag, Moment, OneOf, Ref, Text, Whole, ZoneName } from '#messages/fields.js';
import { productKeyForm } from '#catalogue/contracts/vocabulary.js';
import { type ExpiryModel, expiryModels, legacyReferenceForm } from './legacy-commands.js';

export class LegacyEntitlementImported {
  static readonly type = 'LegacyEntitlementImported';
  static readonly version = 2;
  /** Version 1 knew no agreement. */
  static readonly upcasters = {
    1: (data: Readonly<Record<string, unknown>>): Record<string, unknown> => ({ ...data }),
  };
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Ref('ins', 'Institution') institutionId!: string;
  @Text('Number of the contract in the earlier system', { max: 60, pattern: legacyReferenceForm })
  legacyRef!: string;
  @Text('Product', { max: 40, pattern: productKeyForm }) productKey!: string;
  @Whole('People that may learn', { min: 1 }) seats!: number;
  @Day('Day of the contract') contractedOn!: string;
  @Day('Last day of the term, inclusive') termEnd!: string;
  @ZoneName('Zone that the term is read in') zone!: string;
  @Moment('First instant after the term') expiresAt!: string;
  @OneOf(expiryModels, 'How long it gives access once activated') expiryModel!: ExpiryModel;
  @Ref('agr', 'Agreement that it was bought under', { optional: true }) agreementId?: string;
}

/** Its agreement was terminated: it ends earlier, and never later than it was imported for (I37). */
export class LegacyEntitlementShortened {
  static readonly type = 'LegacyEntitlementShortened';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Moment('First instant without access or right to activate, before') previously!: string;
  @Moment('First instant without access or right to activate, now') endsAt!: string;
}

export class LegacyEntitlementActivated {
  static readonly type = 'LegacyEntitlementActivated';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Moment('When') activatedAt!: string;
  @Moment('First instant without access') accessUntil!: string;
}

/** The record of what the clock has done. */
export class LegacyEntitlementExpired {
  static readonly type = 'LegacyEntitlementExpired';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Moment('First instant without access or right to activate') effectiveAt!: string;
  @Flag('It had been activated') wasActivated!: boolean;
}

export const legacyEvents = eventRegistry(
  LegacyEntitlementImported,
  LegacyEntitlementShortened,
  LegacyEntitlementActivated,
  LegacyEntitlementExpired,
);
