import { type Look } from '#deciding/binding.js';
import { lostAccreditationAt } from '#institutions/contracts/accreditation-grace.js';
import { institutionFacts } from '#institutions/contracts/institution-facts.js';
import { type LostAccreditation } from '../domain/accreditation.js';

const never: LostAccreditation = () => false;

/** What the institution's stream says of its accreditation, at whatever instant the decision asks for (E52). */
export async function accreditationOf(
  look: Look,
  institutionId: string | undefined,
): Promise<LostAccreditation> {
  if (institutionId === undefined) return never;
  const institution = await look.reference(institutionFacts, institutionId);
  return (at) => lostAccreditationAt(institution, at);
}
