import { Day, Flag, Moment, OneOf, Ref, SomeOf, Text, Texts, Whole, ZoneName } from '#messages/fields.js';
import {
  adjustmentCauses,
  type DeliveryProvider,
  deliveryProviders,
  type ExamFamily,
  examFamilies,
  productKeyForm,
  providerKeyForm,
  type SitePackQuestionKind,
  sitePackQuestionKinds,
  type SuspensionCause,
  suspensionCauses,
  zoneConfidences,
} from './vocabulary.js';

/** Everything that a draw needs is copied here: families and term do not change after the order (I22, I8). */
export class SitePackOpened {
  static readonly type = 'SitePackOpened';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Ref('ins', 'Institution') institutionId!: string;
  @Ref('ord', 'Order') orderId!: string;
  @Text('Product', { max: 40, pattern: productKeyForm }) productKey!: string;
  @OneOf(deliveryProviders, 'Delivery provider') provider!: DeliveryProvider;
  @Whole('Exams', { min: 1 }) capacity!: number;
  @SomeOf(examFamilies, 'Exam families, one pool for all of them (E46)') families!: readonly ExamFamily[];
  @Day('First day of the term') termStart!: string;
  @Day('Last day of the term, inclusive') termEnd!: string;
  @ZoneName('Zone that the term is read in') zone!: string;
  @Moment('First instant of the term') activeFrom!: string;
  @Moment('First instant after the term') expiresAt!: string;
  @Flag('Whether the institution was a Certiport test centre then; if not, the term runs unused (R75)')
  catcActive!: boolean;
  @Moment('When it was opened') openedAt!: string;
}

export class SitePackActivated {
  static readonly type = 'SitePackActivated';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Text('Number of the test centre at Certiport', { max: 40 }) catcId!: string;
  @Ref('per', 'Who accepted the licence') licenseAcceptedBy!: string;
  @Moment('From when it can be used') at!: string;
  @Whole('Days of the term that had passed unused') daysLost!: number;
}

/** Draws, reservations and expiry stay as they are (E50). */
export class SitePackSuspended {
  static readonly type = 'SitePackSuspended';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @OneOf(suspensionCauses, 'Why') cause!: SuspensionCause;
  @Moment('From when; it may have been recorded later') effectiveAt!: string;
  @Whole('Exams drawn in between that stand (E51)') drawnSince!: number;
}

/**
 * As far as that cause goes it is in order from then on. Also told when it was not suspended: a loss that began earlier
 * and is told later ends there (E51).
 */
export class SitePackResumed {
  static readonly type = 'SitePackResumed';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @OneOf(suspensionCauses, 'Which cause of a suspension is over') cause!: SuspensionCause;
  @Moment('From when') effectiveAt!: string;
}

/** Its agreement was terminated: it ends earlier, and never later than it was opened for (I37). */
export class SitePackTermShortened {
  static readonly type = 'SitePackTermShortened';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Day('Last day before, inclusive') previousEnd!: string;
  @Day('Last day now, inclusive') termEnd!: string;
  @Moment('First instant after the term') expiresAt!: string;
  @Whole('Exams that were drawn after that; they stand') drawnSince!: number;
}

/** The record of what the clock has done; later reports of earlier exams still count (I18). */
export class SitePackExpired {
  static readonly type = 'SitePackExpired';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Moment('Expiry instant') effectiveAt!: string;
  @Moment('When the sweep came by') sweptAt!: string;
  @Whole('Units that expired, as known then') remaining!: number;
  @Whole('Of them still reserved') reserved!: number;
}

/** What one person wants; nothing changes until another one approves it (I38). */
export class SitePackAdjustmentProposed {
  static readonly type = 'SitePackAdjustmentProposed';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Whole('Number of the proposal in this pack', { min: 1 }) proposal!: number;
  @Whole('Units', { min: -100_000, max: 100_000 }) units!: number;
  @OneOf(adjustmentCauses, 'Why') cause!: (typeof adjustmentCauses)[number];
  @Ref('cas', 'The case that it comes from') caseId!: string;
  @Text('Who proposed it', { max: 100 }) by!: string;
}

/** Added to the capacity, or taken from it when negative. */
export class SitePackAdjusted {
  static readonly type = 'SitePackAdjusted';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Whole('Units', { min: -100_000, max: 100_000 }) units!: number;
  @OneOf(adjustmentCauses, 'Why') cause!: (typeof adjustmentCauses)[number];
  @Ref('cas', 'The case that decided it') caseId!: string;
  @Text('The second person', { max: 100 }) approvedBy!: string;
}

/**
 * Its invoice was corrected: units are added, or taken back as far as they are free. What is drawn, forfeited or promised
 * to a session stays, and two persons decide about the shortfall (I38).
 */
export class SitePackCorrected {
  static readonly type = 'SitePackCorrected';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Text('Credit note', { max: 40 }) creditNo!: string;
  @Whole('Units that were added, or taken back when negative', { min: -100_000, max: 100_000 })
  units!: number;
  @Whole('Units more than are paid for') short!: number;
}

/** The order was cancelled before it was invoiced: nothing is opened, and the provider is to take back what it has (E34). */
export class SitePackDeactivationRequested {
  static readonly type = 'SitePackDeactivationRequested';
  static readonly version = 1;
  @Ref('ent', 'Entitlement that the order would have got') entitlementId!: string;
  @Ref('ins', 'Institution') institutionId!: string;
  @Ref('ord', 'Cancelled order') orderId!: string;
  @Moment('When the order was cancelled') cancelledAt!: string;
}

/** The institution is still no test centre, while the term runs (R76). */
export class TestCentreMissing {
  static readonly type = 'TestCentreMissing';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Whole('Days since it was opened, rounded down to the step of the reminder', { min: 1 }) afterDays!: number;
  @Whole('Days of the term that have passed unused') daysLost!: number;
  @Whole('Days of the term that are left, today included') daysLeft!: number;
}

/** A fact that a person has to look into: the process that opens cases reacts to it. */
export class SitePackUseQuestioned {
  static readonly type = 'SitePackUseQuestioned';
  static readonly version = 1;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @OneOf(sitePackQuestionKinds, 'What about') kind!: SitePackQuestionKind;
  @Text('The draw, the suspension that found several, or the no-shows of a session', { max: 100 })
  key!: string;
  @Texts('Draws that it is about; none for no-shows', { min: 0, max: 1000, item: { max: 60 } })
  drawKeys!: readonly string[];
  @Moment('When it happened') occurredAt!: string;
  @Text('Exam', { max: 20, optional: true }) examCode?: string;
  @Ref('per', 'Candidate', { optional: true }) personRef?: string;
  @Text('Session of the draw', { max: 60, pattern: providerKeyForm, optional: true }) sessionId?: string;
  @ZoneName('Zone that it was read in', { optional: true }) occurredZone?: string;
  @OneOf(zoneConfidences, 'How the zone is known', { optional: true })
  zoneConfidence?: (typeof zoneConfidences)[number];
}
