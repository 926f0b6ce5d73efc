import { Moment, Ref, Text } from '#messages/fields.js';
import { providerKeyForm } from './vocabulary.js';

export class SitePackListed {
  static readonly type = 'SitePackListed';
  static readonly version = 1;
  @Ref('ins', 'Institution') institutionId!: string;
  @Ref('ent', 'Entitlement of the site pack') entitlementId!: string;
  @Moment('Its expiry instant') expiresAt!: string;
}

/** Which of its packs an institution's exam was drawn from (E47); the draw itself is on the pack. */
export class DrawAllocated {
  static readonly type = 'DrawAllocated';
  static readonly version = 1;
  @Ref('ins', 'Institution') institutionId!: string;
  @Text('Exam start at the provider', { max: 60, pattern: providerKeyForm }) drawKey!: string;
  @Ref('ent', 'Entitlement of the site pack') entitlementId!: string;
}
