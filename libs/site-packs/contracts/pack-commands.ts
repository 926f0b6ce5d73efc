import { Command } from '#messages/command.js';
import { Day, Moment, OneOf, Ref, Text, Whole } from '#messages/fields.js';
import {
  adjustmentCauses,
  onboardingReminders,
  type SuspensionCause,
  suspensionCauses,
} from './vocabulary.js';

const entitlementId = 'ent_00000000000000000000000001';

class SitePackCommand {
  @Ref('ent', 'Entitlement of the site pack') entitlementId!: string;
}

@Command({
  summary: 'Open the balance of a site pack',
  description:
    'Sent by the process that follows grants; capacity, families and term are those of the grant (R28, R30, R31).',
  roles: [],
  example: { entitlementId },
})
export class OpenSitePack extends SitePackCommand {}

@Command({
  summary: 'Activate a site pack',
  description:
    'Needs an active Certiport test centre, attested technical requirements and an accepted licence (R75). The term has been running since the invoice all the same.',
  roles: ['certiport', 'vendor-operations'],
  example: {
    entitlementId,
    catcId: 'CATC-90012345',
    licenseAcceptedBy: 'per_00000000000000000000000001',
    occurredAt: '2019-09-20T15:00:00Z',
  },
})
export class ActivateSitePack extends SitePackCommand {
  @Text('Number of the test centre at Certiport', { max: 40 }) catcId!: string;
  @Ref('per', 'Organization Administrator who accepted the licence', { optional: true })
  licenseAcceptedBy?: string;
  @Moment('When it was activated; now unless said otherwise', { optional: true }) occurredAt?: string;
}

@Command({
  summary: 'Suspend a site pack',
  description:
    'From an instant that may lie in the past: what was drawn since stands and becomes a case (E50, E51). Reservations stay, and so does the expiry.',
  roles: ['certiport', 'vendor-operations'],
  example: { entitlementId, cause: 'PROVIDER_HOLD', effectiveAt: '2020-03-01T06:00:00Z' },
})
export class SuspendSitePack extends SitePackCommand {
  @OneOf(suspensionCauses, 'Why') cause!: SuspensionCause;
  @Moment('From when') effectiveAt!: string;
}

@Command({
  summary: 'Resume a suspended site pack',
  description: 'Refused while the reason for its suspension lasts.',
  roles: ['certiport', 'vendor-operations'],
  example: { entitlementId, cause: 'PROVIDER_HOLD', effectiveAt: '2020-03-15T05:00:00Z' },
})
export class ResumeSitePack extends SitePackCommand {
  @OneOf(suspensionCauses, 'Which suspension ends') cause!: SuspensionCause;
  @Moment('From when') effectiveAt!: string;
}

@Command({
  summary: 'Propose to put the units of a site pack right',
  description:
    'Through an open case about it; a unit that was consumed is never given back silently. Nothing changes before another person approves it (I38); a newer proposal takes its place.',
  roles: ['reconciler'],
  example: { entitlementId, units: 1, cause: 'EXAM_NOT_STARTED', caseId: 'cas_00000000000000000000000001' },
})
export class ProposeAdjustment extends SitePackCommand {
  @Whole('Units to add, or to take away when negative', { min: -100_000, max: 100_000 }) units!: number;
  @OneOf(adjustmentCauses, 'Why') cause!: (typeof adjustmentCauses)[number];
  @Ref('cas', 'The case that it comes from') caseId!: string;
}

@Command({
  summary: 'Approve that the units of a site pack are put right',
  description: 'By another person than the one who proposed it (I38).',
  roles: ['reconciler', 'vendor-operations'],
  example: { entitlementId, proposal: 1 },
})
export class ApproveAdjustment extends SitePackCommand {
  @Whole('Number of the proposal that was read', { min: 1 }) proposal!: number;
}

@Command({
  summary: 'Bring a site pack to what its corrected invoice grants',
  description:
    'Sent by the process that follows corrections, which two persons have approved (I38). It looks at the entitlement itself: telling it too often, or too early, does nothing.',
  roles: [],
  example: { entitlementId },
})
export class CorrectSitePack extends SitePackCommand {}

@Command({
  summary: "End a site pack with its entitlement's shorter term",
  description:
    'Sent by the process that follows terminations. Exams are judged by when they started (I17, I37); those that were drawn after the new end stand and become a case.',
  roles: [],
  example: { entitlementId, termEnd: '2020-01-31', expiresAt: '2020-02-01T06:00:00Z' },
})
export class ShortenSitePack extends SitePackCommand {
  @Day('Last day, inclusive') termEnd!: string;
  @Moment('First instant of no use') expiresAt!: string;
}

@Command({
  summary: 'Record that a site pack has expired',
  description:
    'Sent by the sweep. It causes nothing: a draw at or after the expiry instant counts for nothing anyway (I17).',
  roles: [],
  example: { entitlementId },
})
export class ExpireSitePack extends SitePackCommand {}

@Command({
  summary: 'Ask the provider to deactivate what a cancelled order would have opened',
  description: 'Sent when an order is cancelled after its welcome: draws in between become cases (E34).',
  roles: [],
  example: {
    entitlementId,
    institutionId: 'ins_00000000000000000000000001',
    orderId: 'ord_00000000000000000000000001',
    cancelledAt: '2019-08-05T10:00:00Z',
  },
})
export class DeactivateSitePack extends SitePackCommand {
  @Ref('ins', 'Institution') institutionId!: string;
  @Ref('ord', 'Cancelled order') orderId!: string;
  @Moment('When the order was cancelled') cancelledAt!: string;
}

@Command({
  summary: 'Look whether a site pack still lacks its test centre',
  description: 'Sent by a timer; records a reminder with the days of the term that are lost (R76).',
  roles: [],
  example: { entitlementId, afterDays: 14 },
})
export class RemindOfTestCentre extends SitePackCommand {
  @Whole('Days since it was opened', { min: onboardingReminders[0], max: 366 }) afterDays!: number;
}

@Command({
  summary: 'List a site pack with its institution',
  description: 'So that a draw can be allocated to one of several (E47).',
  roles: [],
  example: {
    institutionId: 'ins_00000000000000000000000001',
    entitlementId,
    expiresAt: '2020-08-01T05:00:00Z',
  },
})
export class ListSitePack extends SitePackCommand {
  @Ref('ins', 'Institution') institutionId!: string;
  @Moment('Its expiry instant') expiresAt!: string;
}
