import { type Refusal } from '#kernel/refusal.js';
import { type Instant } from '#kernel/time.js';
import { type CandidateRole, candidateRoles } from '../contracts/vocabulary.js';
import { CandidateHasLeft, CandidateUnknown, CandidateWithoutConsent, RoleNotAdmitted } from './refusals.js';

/** What may be known of a candidate outside the vault. */
export interface Candidate {
  readonly institutionId: string;
  /** As the institution registered the person, which may be a role that is not admitted. */
  readonly role: string;
  readonly leftAt: Instant | undefined;
  readonly lacksConsent: boolean;
}

const admitted = (role: string): CandidateRole | undefined => candidateRoles.find((each) => each === role);

/** Why this person could not take an exam of the institution's pack then (R25, I25, E60). */
export function candidateRefused(
  institutionId: string,
  candidate: Candidate | undefined,
  at: Instant,
): Refusal | undefined {
  if (candidate?.institutionId !== institutionId) return CandidateUnknown({}, '/personRef');
  if (admitted(candidate.role) === undefined) return RoleNotAdmitted({ role: candidate.role }, '/personRef');
  if (candidate.leftAt !== undefined && candidate.leftAt <= at) return CandidateHasLeft({}, '/personRef');
  return candidate.lacksConsent ? CandidateWithoutConsent({}, '/personRef') : undefined;
}

/** The role that is recorded on the draw; none for somebody who is not admitted, or of elsewhere. */
export const roleOf = (institutionId: string, candidate: Candidate | undefined): CandidateRole | undefined =>
  candidate?.institutionId === institutionId ? admitted(candidate.role) : undefined;
