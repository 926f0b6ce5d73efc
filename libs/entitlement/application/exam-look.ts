import { examFacts, isDeliveredBy, isSittable, payableFamilies } from '#catalogue/contracts/exam-facts.js';
import { type Look } from '#deciding/binding.js';
import { localDateAt } from '#kernel/calendar.js';
import { type Instant, type Zone } from '#kernel/time.js';
import { type AccessCode } from '../domain/code.js';
import { accreditationOf } from './accreditation.js';

interface Sitting {
  readonly examCode: string;
  readonly at: Instant;
  readonly zone: Zone;
}

/** The exam as the catalogue has it on the day of the sitting, where it is sat (I21). */
export async function examFor(code: AccessCode, { examCode, at, zone }: Sitting, look: Look) {
  const exam = await look.reference(examFacts, examCode);
  const day = localDateAt(at, zone);
  const { families = [], provider, institutionId } = code?.issued ?? {};
  const [family] = payableFamilies(exam, families, day);
  return {
    family,
    covered: family !== undefined,
    sittable: isSittable(exam, day),
    delivered: provider !== undefined && isDeliveredBy(exam, provider, day),
    lostAccreditation: await accreditationOf(look, institutionId),
  };
}
