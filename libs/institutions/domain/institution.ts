import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { derivedId } from '#kernel/ids.js';
import {
  type RecordAccreditation,
  type RegisterInstitution,
  type WithdrawAccreditation,
} from '../contracts/institution-commands.js';
import {
  AccreditationConfirmed,
  AccreditationWithdrawn,
  InstitutionRegistered,
} from '../contracts/institution-events.js';
import {
  type Accreditation,
  type InstitutionEvent,
  type InstitutionFacts,
} from '../contracts/institution-facts.js';
import {
  AcademicLevelUnexpected,
  AccreditationEndsBeforeItBegins,
  InstitutionAlreadyRegistered,
  NoAccreditationThen,
  NoSuchInstitution,
  NotAcademic,
} from './refusals.js';

type Decides<Command> = Decision<Readonly<Command>, InstitutionFacts, InstitutionEvent>;

/** Of whatever country and region: there is no region in which the products are not sold (R38). */
export const registerInstitution: Decides<RegisterInstitution> = (command, { registered }, { commandId }) => {
  if (registered !== undefined) return InstitutionAlreadyRegistered();
  if (command.level !== undefined && command.segment !== 'ACADEMIC')
    return AcademicLevelUnexpected({}, '/level');
  return [event(InstitutionRegistered, { institutionId: derivedId('ins', commandId), ...command })];
};

export const recordAccreditation: Decides<RecordAccreditation> = (
  command,
  { registered, accreditations },
) => {
  const { validFrom, validUntil } = command;
  if (registered === undefined) return NoSuchInstitution();
  if (registered.segment !== 'ACADEMIC') return NotAcademic();
  if (validUntil < validFrom)
    return AccreditationEndsBeforeItBegins({ validFrom, validUntil }, '/validUntil');
  const known = accreditations.some(
    (each) =>
      each.evidenceRef === command.evidenceRef &&
      each.validFrom === validFrom &&
      each.validUntil === validUntil &&
      each.withdrawnOn === undefined,
  );
  return known ? [] : [event(AccreditationConfirmed, { ...command })];
};

/** Ends what is confirmed so far; a later confirmation accredits anew. What was paid before stays paid (R71). */
export const withdrawAccreditation: Decides<WithdrawAccreditation> = (
  command,
  { registered, accreditations },
) => {
  const { effectiveOn } = command;
  if (registered === undefined) return NoSuchInstitution();
  const lasts = ({ validUntil, withdrawnOn }: Accreditation) =>
    validUntil >= effectiveOn && (withdrawnOn === undefined || withdrawnOn > effectiveOn);
  if (!accreditations.some(lasts)) return NoAccreditationThen({ effectiveOn }, '/effectiveOn');
  return [event(AccreditationWithdrawn, { ...command })];
};
