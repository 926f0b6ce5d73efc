import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { naturalId } from '#kernel/ids.js';
import { type AddEnrollment } from '../contracts/agreement-commands.js';
import { EnrollmentAdded } from '../contracts/agreement-events.js';
import { type AgreementFacts, runsOn } from '../contracts/agreement-facts.js';
import { type EnrollmentEvent, type EnrollmentFacts } from '../contracts/enrollment-facts.js';
import { normalNumber } from './agreement.js';
import { AgreementUnknown, EnrollmentExists, EnrollmentOutsideAgreement } from './agreement-refusals.js';

export const enrollmentIdOf = (number: string) => naturalId('enr', normalNumber(number));

/** A contract of its own under the agreement: two numbers (R46). */
export const addEnrollment: Decision<AddEnrollment, EnrollmentFacts, EnrollmentEvent, AgreementFacts> = (
  { agreementId, number, start },
  state,
  { facts: agreement },
) => {
  if (state.added !== undefined) return EnrollmentExists({}, '/number');
  if (agreement.registered === undefined) return AgreementUnknown({}, '/agreementId');
  if (!runsOn(agreement, start)) return EnrollmentOutsideAgreement({}, '/start');
  const { institutionId } = agreement.registered;
  const enrollmentId = enrollmentIdOf(number);
  return [
    event(EnrollmentAdded, { enrollmentId, number: normalNumber(number), agreementId, institutionId, start }),
  ];
};
