import { expiryInstant, localDateAt, plusDays } from '#kernel/calendar.js';
import { type CalendarDate, type Instant } from '#kernel/time.js';
import { type Accreditation, type InstitutionFacts } from './institution-facts.js';

/** Policy 11: for so many days after accreditation was lost, what was bought can be used as before (R71, E52). */
export const accreditationGrace = { name: 'accreditation-grace-30-days@1', days: 30 } as const;

/** Whether the grace after a lost accreditation is over at that instant; a company has none to lose. */
export function lostAccreditationAt(institution: InstitutionFacts, at: Instant): boolean {
  const { registered, accreditations } = institution;
  if (registered?.segment !== 'ACADEMIC') return false;
  const day = localDateAt(at, registered.zone);
  const from = plusDays(day, -accreditationGrace.days);
  return !accreditations.some((each) => {
    const lastDay = lastDayOf(each);
    return each.validFrom <= lastDay && each.validFrom <= day && lastDay >= from;
  });
}

const lastDayOf = ({ validUntil, withdrawnOn }: Accreditation): CalendarDate =>
  withdrawnOn !== undefined && withdrawnOn <= validUntil ? plusDays(withdrawnOn, -1) : validUntil;

/** Last day of any accreditation, as known now; undefined when there never was one. */
export const lastAccreditedDay = ({ accreditations }: InstitutionFacts): CalendarDate | undefined =>
  accreditations.map(lastDayOf).toSorted().at(-1);

/** First instant after the grace that follows the last accredited day, in the zone of the institution. */
export const graceEndsAt = (lastDay: CalendarDate, zone: string): Instant =>
  expiryInstant(plusDays(lastDay, accreditationGrace.days), zone);
