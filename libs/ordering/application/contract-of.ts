import { type Look } from '#deciding/binding.js';
import { accreditedOn, institutionFacts } from '#institutions/contracts/institution-facts.js';
import { Refusal } from '#kernel/refusal.js';
import { type CalendarDate } from '#kernel/time.js';
import { eligibilityFacts } from '#membership/contracts/eligibility-facts.js';
import { agreementEnd, agreementFacts } from '../contracts/agreement-facts.js';
import { enrollmentFacts } from '../contracts/enrollment-facts.js';
import { CustomerUnknown } from '../domain/agreement-refusals.js';
import { type Contract, type Customer } from '../domain/offers.js';
import { EnrollmentUnknown } from '../domain/order-refusals.js';

/** The enrollment, its agreement and whose they are. */
export async function contractOf(enrollmentId: string, look: Look): Promise<Contract | Refusal> {
  const enrollment = await look.at(enrollmentFacts, enrollmentId);
  if (enrollment.added === undefined) return EnrollmentUnknown({}, '/enrollmentId');
  const { agreementId, institutionId } = enrollment.added;
  const [agreement, customer] = await Promise.all([
    look.at(agreementFacts, agreementId),
    customerOf(institutionId, look),
  ]);
  return customer instanceof Refusal ? customer : { enrollment, agreement, customer };
}

/** What a stream of the enrollment needs of its contract. */
export async function customerAndEnd(
  enrollmentId: string,
  look: Look,
): Promise<{ readonly institutionId: string; readonly agreementEnd: CalendarDate | undefined } | Refusal> {
  const contract = await contractOf(enrollmentId, look);
  if (contract instanceof Refusal) return contract;
  const { institutionId } = contract.customer;
  return { institutionId, agreementEnd: agreementEnd(contract.agreement) };
}

export async function customerOf(institutionId: string, look: Look): Promise<Customer | Refusal> {
  const [institution, eligibility] = await Promise.all([
    look.at(institutionFacts, institutionId),
    look.at(eligibilityFacts, institutionId),
  ]);
  if (institution.registered === undefined) return CustomerUnknown({}, '/institutionId');
  const { segment, zone } = institution.registered;
  return {
    institutionId,
    academic: segment === 'ACADEMIC',
    zone,
    accreditedOn: (date) => accreditedOn(institution, date),
    membershipEligible: eligibility.confirmed,
  };
}
