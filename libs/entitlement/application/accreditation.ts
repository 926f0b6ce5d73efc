import { type Look } from '#deciding/binding.js';
import { accreditedOn, institutionFacts } from '#institutions/contracts/institution-facts.js';
import { localDateAt, plusDays } from '#kernel/calendar.js';
import { type LostAccreditation } from '../domain/accreditation.js';

/** Policy 11: so many days after accreditation was lost, codes that nobody has seen are suspended (E52). */
const graceDays = 30;

const never: LostAccreditation = () => false;

/** What the institution's stream says of its accreditation, at whatever instant the decision asks for. */
export async function accreditationOf(
  look: Look,
  institutionId: string | undefined,
): Promise<LostAccreditation> {
  if (institutionId === undefined) return never;
  const institution = await look.reference(institutionFacts, institutionId);
  const { registered } = institution;
  if (registered?.segment !== 'ACADEMIC') return never;
  return (at) => {
    const day = localDateAt(at, registered.zone);
    // Nearly always the first look; the days before are asked for only where it fails.
    if (accreditedOn(institution, day)) return false;
    for (let ago = 1; ago <= graceDays; ago += 1)
      if (accreditedOn(institution, plusDays(day, -ago))) return false;
    return true;
  };
}
