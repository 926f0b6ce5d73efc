import { type Aggregate } from '#deciding/aggregate.js';
import { type Binding, decisionsOf, type Look } from '#deciding/binding.js';
import { NotFound } from '#deciding/refusals.js';
import { accreditedAt, institutionFacts } from '#institutions/contracts/institution-facts.js';
import { type Refusal } from '#kernel/refusal.js';
import { agreementEnd, agreementFacts } from '#ordering/contracts/agreement-facts.js';
import { enrollmentFacts } from '#ordering/contracts/enrollment-facts.js';
import {
  ConfirmMembershipEligibility,
  EndMembership,
  GrantMembership,
  ShortenMembership,
} from '../contracts/membership-commands.js';
import { membershipEvents } from '../contracts/membership-events.js';
import {
  type ApplicantFacts,
  confirmMembershipEligibility,
  endMembership,
  type GrantFacts,
  grantMembership,
  membershipFold,
  type MembershipEvent,
  type Memberships,
} from '../domain/membership.js';
import { shortenMembership } from '../domain/shortening.js';

/** The streams `membership-{ins_…}`. */
export const memberships: Aggregate<Memberships, MembershipEvent> = {
  category: 'membership',
  events: membershipEvents,
  fold: membershipFold,
  tenant: ({ institutionId }) => institutionId,
};

const institutionId = (command: { readonly institutionId: string }): string => command.institutionId;

/** Every decision of this context. */
export const membershipDecisions: readonly Binding[] = decisionsOf(memberships)
  .on({
    command: ConfirmMembershipEligibility,
    id: institutionId,
    facts: (command, look) => applicantFacts(command.institutionId, look),
    decide: confirmMembershipEligibility,
  })
  .on({ command: GrantMembership, id: institutionId, facts: grantFacts, decide: grantMembership })
  .on({ command: ShortenMembership, id: institutionId, decide: shortenMembership })
  .on({ command: EndMembership, id: institutionId, decide: endMembership }).bindings;

async function applicantFacts(institutionId: string, look: Look): Promise<ApplicantFacts> {
  const institution = await look.at(institutionFacts, institutionId);
  return {
    known: institution.registered !== undefined,
    academic: institution.registered?.segment === 'ACADEMIC',
    accreditedAt: (instant) => accreditedAt(institution, instant),
  };
}

async function grantFacts(
  { institutionId, enrollmentId }: GrantMembership,
  look: Look,
): Promise<GrantFacts | Refusal> {
  const [{ registered }, { added }] = await Promise.all([
    look.at(institutionFacts, institutionId),
    look.at(enrollmentFacts, enrollmentId),
  ]);
  if (registered === undefined || added === undefined) return NotFound();
  const agreement = await look.at(agreementFacts, added.agreementId);
  return { segment: registered.segment, agreementEnd: agreementEnd(agreement) };
}
