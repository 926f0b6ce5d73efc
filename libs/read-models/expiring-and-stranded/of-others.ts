import {
  EntitlementGranted,
  EntitlementStranded,
  EntitlementStrandingLifted,
} from '#entitlement/contracts/entitlement-events.js';
import { LibraryAccessShortened, LibraryUnlocked } from '#library/contracts/library-events.js';
import {
  MembershipRenewed,
  MembershipShortened,
  MembershipStarted,
} from '#membership/contracts/membership-events.js';
import { on, type ProjectedEvent, tenantOf } from '#projecting/projector.js';
import { type Writer } from '#projecting/writer.js';
import {
  SitePackActivated,
  SitePackAdjusted,
  SitePackCorrected,
  SitePackOpened,
  SitePackResumed,
  SitePackSuspended,
  SitePackTermShortened,
} from '#site-packs/contracts/pack-events.js';
import { suspendedSince } from '#site-packs/contracts/standing.js';
import { ExamDrawn, SeatForfeited } from '#site-packs/contracts/unit-events.js';
import { change, lift, restrand, strand, untouched } from './rows.js';
import { rights, sources } from './tables.js';

/** Other suspensions strand nothing: they are somebody's decision, and end with it. */
const stranding = 'CATC_LOST';

/** Changes are told in any order: what holds follows from all of them (E51). */
const standing =
  (suspended: boolean) =>
  (
    { data: { entitlementId, cause, effectiveAt } }: ProjectedEvent<SitePackSuspended | SitePackResumed>,
    write: Writer,
  ): void => {
    if (cause !== stranding) return;
    change(write, 'SITE_PACK', entitlementId, (row) => {
      const changes = [...row.changes, { cause, suspended, effectiveAt }];
      const since = suspendedSince(changes, cause);
      return { changes, ...(since === undefined ? lift(row, cause) : restrand(row, cause, since)) };
    });
  };

const ofSitePacks = [
  on(SitePackOpened, (event, write) => {
    const { entitlementId, provider, capacity: units, expiresAt, zone } = event.data;
    write.put(rights, {
      ...{ ...untouched, institutionId: tenantOf(event), kind: 'SITE_PACK', rightId: entitlementId },
      ...{ entitlementId, provider, units, state: 'PENDING_ACTIVATION', expiresAt, zone },
    });
  }),
  on(SitePackActivated, ({ data: { entitlementId } }, write) =>
    change(write, 'SITE_PACK', entitlementId, () => ({ state: 'ACTIVE' })),
  ),
  on(SitePackTermShortened, ({ data: { entitlementId, expiresAt } }, write) =>
    change(write, 'SITE_PACK', entitlementId, () => ({ expiresAt })),
  ),
  on(SitePackAdjusted, ({ data: { entitlementId, units } }, write) =>
    change(write, 'SITE_PACK', entitlementId, (row) => ({ units: row.units + units })),
  ),
  on(SitePackCorrected, ({ data: { entitlementId, units } }, write) =>
    change(write, 'SITE_PACK', entitlementId, (row) => ({ units: row.units + units })),
  ),
  on(ExamDrawn, ({ data: { entitlementId } }, write) =>
    change(write, 'SITE_PACK', entitlementId, (row) => ({ units: row.units - 1 })),
  ),
  on(SeatForfeited, ({ data: { entitlementId, count } }, write) =>
    change(write, 'SITE_PACK', entitlementId, (row) => ({ units: row.units - count })),
  ),
  on(SitePackSuspended, standing(true)),
  on(SitePackResumed, standing(false)),
];

const ofEntitlements = [
  on(EntitlementGranted, (event, write) => {
    const { entitlementId, orderId, productKey } = event.data;
    const institutionId = tenantOf(event);
    write.put(sources, { institutionId, entitlementId, orderId, productKey, lastExamOn: null });
  }),
  // Its codes say so themselves.
  on(EntitlementStranded, ({ data: { entitlementId, cause, lastExamOn }, metadata }, write) => {
    write.update(sources, { entitlementId }, (row) => ({ ...row, lastExamOn }));
    change(write, 'SITE_PACK', entitlementId, (row) => strand(row, cause, metadata.occurredAt));
  }),
  on(EntitlementStrandingLifted, ({ data: { entitlementId, cause } }, write) => {
    write.update(sources, { entitlementId }, (row) => ({ ...row, lastExamOn: null }));
    change(write, 'SITE_PACK', entitlementId, (row) => lift(row, cause));
  }),
];

const ofAccess = [
  on(LibraryUnlocked, (event, write) => {
    const { codeId: rightId, personRef, libraryId, accessUntil: expiresAt, zone } = event.data;
    write.put(rights, {
      ...{ ...untouched, institutionId: tenantOf(event), kind: 'LIBRARY_ACCESS', rightId },
      ...{ personRef, libraryId, expiresAt, zone },
    });
  }),
  on(LibraryAccessShortened, ({ data: { codeId, accessUntil: expiresAt } }, write) =>
    change(write, 'LIBRARY_ACCESS', codeId, () => ({ expiresAt })),
  ),
  on(MembershipStarted, (event, write) => {
    const { membershipId: rightId, entitlementId, endsAt: expiresAt, zone } = event.data;
    write.put(rights, {
      ...{ ...untouched, institutionId: tenantOf(event), kind: 'MEMBERSHIP', rightId },
      ...{ entitlementId, expiresAt, zone },
    });
  }),
  on(MembershipRenewed, ({ data: { membershipId, entitlementId, endsAt: expiresAt } }, write) =>
    change(write, 'MEMBERSHIP', membershipId, () => ({ entitlementId, expiresAt })),
  ),
  on(MembershipShortened, ({ data: { membershipId, endsAt: expiresAt } }, write) =>
    change(write, 'MEMBERSHIP', membershipId, () => ({ expiresAt })),
  ),
];

export const ofOthers = [...ofSitePacks, ...ofEntitlements, ...ofAccess];
