import { segments, type Segment } from '#institutions/contracts/vocabulary.js';
import { eventRegistry } from '#messages/event-registry.js';
import { Day, Moment, OneOf, Ref, Text, ZoneName } from '#messages/fields.js';
import { evidenceForm } from './membership-commands.js';

export class MembershipEligibilityConfirmed {
  static readonly type = 'MembershipEligibilityConfirmed';
  static readonly version = 1;
  @Ref('ins', 'The institution') institutionId!: string;
  @Text('Reference to the evidence', { max: 100, pattern: evidenceForm }) evidenceRef!: string;
}

class MembershipTerm {
  @Ref('mbr', 'The membership') membershipId!: string;
  @Ref('ins', 'The institution') institutionId!: string;
  @Day('First day of the membership') termStart!: string;
  @Day('Last day, inclusive') termEnd!: string;
  @Moment('First instant without the grace for a renewal') graceUntil!: string;
}

/** A term that an invoiced line paid for. */
class PaidTerm extends MembershipTerm {
  @Ref('ent', 'What was granted for the order line') entitlementId!: string;
  @ZoneName('Zone that the term is read in') zone!: string;
  @Moment('First instant after the term') endsAt!: string;
}

export class MembershipStarted extends PaidTerm {
  static readonly type = 'MembershipStarted';
  static readonly version = 1;
  @OneOf(segments, 'Kind of customer: not every benefit is for every one (R22)') segment!: Segment;
}

/** Twelve months more, from the old end: a renewal loses no day, whenever in term or grace it is invoiced. */
export class MembershipRenewed extends PaidTerm {
  static readonly type = 'MembershipRenewed';
  static readonly version = 1;
  @Day('Last day before it was renewed') renewedFrom!: string;
}

/** An agreement that paid for it was terminated: it ends with what is still paid, and never later than before (I37). */
export class MembershipShortened extends MembershipTerm {
  static readonly type = 'MembershipShortened';
  static readonly version = 1;
  @Ref('ent', 'What was granted under the terminated agreement') entitlementId!: string;
  @Day('Last day of the agreement') effectiveOn!: string;
  @Moment('First instant after the term') endsAt!: string;
  @Day('Last day before') previousEnd!: string;
}

/** The record of what the clock has done. */
export class MembershipEnded extends MembershipTerm {
  static readonly type = 'MembershipEnded';
  static readonly version = 1;
}

export const membershipEvents = eventRegistry(
  MembershipEligibilityConfirmed,
  MembershipStarted,
  MembershipRenewed,
  MembershipShortened,
  MembershipEnded,
);
