import { type Segment } from '#institutions/contracts/vocabulary.js';
import { type Instant } from '#kernel/time.js';

/** What a membership of the Imagine Academy gives (R20, R21); there is no balance to spend. */
export const benefits = [
  'TECHNOLOGY_CURRICULUM',
  'PROFESSIONAL_DEVELOPMENT',
  'ONLINE_COURSES',
  'INSTRUCTOR_LMS',
  'COURSEWARE_DISCOUNT',
  'MARKETING_RESOURCES',
] as const;
export type Benefit = (typeof benefits)[number];

export const membershipStatuses = ['ACTIVE', 'GRACE', 'ENDED'] as const;
export type MembershipStatus = (typeof membershipStatuses)[number];

/** Until when, as instants: first without the membership, and first without the grace for its renewal. */
export interface MembershipEnds {
  readonly endsAt: Instant;
  readonly graceUntil: Instant;
}

/** By the clock, whether or not the end has been recorded. */
export function membershipStatusAt({ endsAt, graceUntil }: MembershipEnds, now: Instant): MembershipStatus {
  if (now < endsAt) return 'ACTIVE';
  return now < graceUntil ? 'GRACE' : 'ENDED';
}

/** Reduced in the grace period: courses that have begun can be taught to their end, nothing new is bought or promoted. */
const inGrace: readonly Benefit[] = ['TECHNOLOGY_CURRICULUM', 'ONLINE_COURSES', 'INSTRUCTOR_LMS'];

/** Discounts on courseware are for academic institutions only (R22). */
export function benefitsOf(segment: Segment, status: MembershipStatus): readonly Benefit[] {
  if (status === 'ENDED') return [];
  return benefits.filter(
    (benefit) =>
      (status === 'ACTIVE' || inGrace.includes(benefit)) &&
      (segment === 'ACADEMIC' || benefit !== 'COURSEWARE_DISCOUNT'),
  );
}
