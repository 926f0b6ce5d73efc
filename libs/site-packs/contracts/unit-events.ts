import { Flag, Moment, OneOf, Ref, SomeOf, Text, Whole, ZoneName } from '#messages/fields.js';
import {
  type Allocation,
  allocations,
  type CandidateRole,
  candidateRoles,
  type DrawRemark,
  drawRemarks,
  type ExamFamily,
  examFamilies,
  type Launch,
  launches,
  providerKeyForm,
  releaseCauses,
  zoneConfidences,
} from './vocabulary.js';

export class SeatsReserved {
  static readonly type = 'SeatsReserved';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Text('Session at the provider', { max: 60, pattern: providerKeyForm }) sessionId!: string;
  @OneOf(examFamilies, 'Family of the exams, when it is one', { optional: true }) family?: ExamFamily;
  @Whole('Seats', { min: 1 }) count!: number;
  @Moment('When the session starts') sessionStart!: string;
  @ZoneName('Zone of the test centre') zone!: string;
  @OneOf(launches, 'How it is started') launch!: Launch;
}

export class SeatsReleased {
  static readonly type = 'SeatsReleased';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Text('Session at the provider', { max: 60, pattern: providerKeyForm }) sessionId!: string;
  @Whole('Seats', { min: 1 }) count!: number;
  @OneOf(releaseCauses, 'Why') cause!: (typeof releaseCauses)[number];
}

/** Locked seats that nobody took: consumed without an exam (E65). */
export class SeatForfeited {
  static readonly type = 'SeatForfeited';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Text('Session at the provider', { max: 60, pattern: providerKeyForm }) sessionId!: string;
  @Whole('Seats', { min: 1 }) count!: number;
  @Flag('Reported at or after the expiry instant') late!: boolean;
  @Ref('cas', 'Case that decided it, when one did', { optional: true }) caseId?: string;
}

/** One unit consumed by the start of an exam; a retake is another draw (E59). */
export class ExamDrawn {
  static readonly type = 'ExamDrawn';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Text('Exam start at the provider', { max: 60, pattern: providerKeyForm }) drawKey!: string;
  @Text('Session at the provider', { max: 60, pattern: providerKeyForm, optional: true }) sessionId?: string;
  @Flag('It took a seat that was reserved for the session') fromReservation!: boolean;
  @Text('Exam', { max: 20 }) examCode!: string;
  @OneOf(examFamilies, 'Family it counts for; absent when it is none of the pack’s', { optional: true })
  family?: ExamFamily;
  @Ref('per', 'Candidate, when known', { optional: true }) personRef?: string;
  @OneOf(candidateRoles, 'What the candidate is; absent when it is none of those admitted', {
    optional: true,
  })
  role?: CandidateRole;
  @Moment('When the exam started') occurredAt!: string;
  @ZoneName('Zone that it was read in') occurredZone!: string;
  @OneOf(zoneConfidences, 'How the zone is known') zoneConfidence!: (typeof zoneConfidences)[number];
  @Moment('When the ledger learned of it') reportedAt!: string;
  @Flag('Reported at or after the expiry instant') late!: boolean;
  @OneOf(allocations, 'Who chose this pack (E47)') allocation!: Allocation;
  @SomeOf(drawRemarks, 'Noted for auditors', { min: 0 }) remarks!: readonly DrawRemark[];
  @Ref('cas', 'Case that decided it, when one did', { optional: true }) caseId?: string;
}

/** More exams have been sat than there were units: shown, never hidden (E49). */
export class SitePackOverdrawn {
  static readonly type = 'SitePackOverdrawn';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Text('The draw that was one too many', { max: 60, pattern: providerKeyForm }) drawKey!: string;
  @Whole('Units missing after it', { min: 1 }) missing!: number;
}
