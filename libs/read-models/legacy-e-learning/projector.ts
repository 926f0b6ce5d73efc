import {
  LegacyEntitlementActivated,
  LegacyEntitlementExpired,
  LegacyEntitlementImported,
  LegacyEntitlementShortened,
} from '#elearning/contracts/legacy-events.js';
import { on, type Projector, tenantOf } from '#projecting/projector.js';
import { legacy } from './tables.js';

const handlers = [
  on(LegacyEntitlementImported, (event, write) => {
    const { expiresAt: endsAt, institutionId: _, agreementId = null, ...imported } = event.data;
    const unused = { activatedAt: null, endRecordedAt: null };
    write.put(legacy, { institutionId: tenantOf(event), ...imported, agreementId, ...unused, endsAt });
  }),
  on(LegacyEntitlementShortened, ({ data: { entitlementId, endsAt } }, write) =>
    write.update(legacy, { entitlementId }, (row) => ({ ...row, endsAt })),
  ),
  on(LegacyEntitlementActivated, ({ data: { entitlementId, activatedAt, accessUntil: endsAt } }, write) =>
    write.update(legacy, { entitlementId }, (row) => ({ ...row, activatedAt, endsAt })),
  ),
  on(LegacyEntitlementExpired, ({ data: { entitlementId }, metadata: { recordedAt } }, write) =>
    write.update(legacy, { entitlementId }, (row) => ({ ...row, endRecordedAt: recordedAt })),
  ),
];

/** E-learning that was bought before it was discontinued, and until when it can be used. */
export class LegacyELearningProjector implements Projector {
  readonly name = 'legacy-e-learning';
  readonly version = 2;
  readonly tables = [legacy];
  readonly handlers = handlers;
  readonly rowsOfOneStream = true;
}
