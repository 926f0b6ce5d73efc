import { toInstant } from '#kernel/calendar.js';
import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { derivedId } from '#kernel/ids.js';
import { type Refusal } from '#kernel/refusal.js';
import { type InstitutionFacts } from '../contracts/institution-facts.js';
import {
  type ErasePerson,
  type GiveConsent,
  type RecordPersonLeft,
  type RegisterPerson,
} from '../contracts/person-commands.js';
import { ConsentGiven, PersonErased, PersonLeft, PersonRegistered } from '../contracts/person-events.js';
import { type PersonEvent, type PersonFacts } from '../contracts/person-facts.js';
import { type PersonRole, type Segment } from '../contracts/vocabulary.js';
import {
  ConsentNotNeeded,
  LeavingInFuture,
  NoSuchInstitution,
  NoSuchPerson,
  PersonAlreadyLeft,
  PersonAlreadyRegistered,
  RoleNotOfInstitution,
} from './refusals.js';

type Decides<Command, Facts = undefined> = Decision<Readonly<Command>, PersonFacts, PersonEvent, Facts>;

const rolesOf: Readonly<Record<Segment, readonly PersonRole[]>> = {
  COMMERCIAL: ['EMPLOYEE', 'CONTACT'],
  ACADEMIC: ['STUDENT', 'FACULTY', 'STAFF', 'CONTACT'],
};

/** Why the institution can have no such person; asked before sealing too, so that a refusal leaves no key behind. */
export function admissionOf(role: PersonRole, { registered }: InstitutionFacts): Refusal | undefined {
  if (registered === undefined) return NoSuchInstitution({}, '/institutionId');
  const { segment } = registered;
  return rolesOf[segment].includes(role) ? undefined : RoleNotOfInstitution({ segment, role }, '/role');
}

export interface RegistrationFacts {
  readonly institution: InstitutionFacts;
  /** The personal data, in a box that only the key ring opens (I32). */
  readonly sealed: string;
}

// Product Terms speak of faculty and registered students only; staff are admitted, and marked for audit (R25).
const staffAdmitted = { basis: { policies: ['staff-admitted'] } };

/** The personal fields of the command go nowhere from here: the event holds the box. */
export const registerPerson: Decides<RegisterPerson, RegistrationFacts> = (
  command,
  { registered },
  given,
) => {
  const { institutionId, role, minor, consent = false } = command;
  const { institution, sealed } = given.facts;
  if (registered !== undefined) return PersonAlreadyRegistered();
  const refused = admissionOf(role, institution);
  if (refused !== undefined) return refused;
  const personRef = derivedId('per', given.commandId);
  const data = { personRef, institutionId, role, minor, consent, sealed };
  return [event(PersonRegistered, data, role === 'STAFF' ? staffAdmitted : {})];
};

export const giveConsent: Decides<GiveConsent> = ({ personRef }, { registered, consent }) => {
  if (registered === undefined) return NoSuchPerson();
  if (!registered.minor) return ConsentNotNeeded();
  return consent ? [] : [event(ConsentGiven, { personRef })];
};

/** May be backdated: leaving counts from when it happened, however late it is reported (E29, E30). */
export const recordPersonLeft: Decides<RecordPersonLeft> = (command, { registered, leftAt }, { now }) => {
  if (registered === undefined) return NoSuchPerson();
  const effectiveAt = toInstant(command.effectiveAt);
  if (effectiveAt > now) return LeavingInFuture({ effectiveAt }, '/effectiveAt');
  if (leftAt !== undefined) return leftAt === effectiveAt ? [] : PersonAlreadyLeft({ leftAt });
  const { personRef, institutionId } = registered;
  return [event(PersonLeft, { personRef, institutionId, effectiveAt }, { occurredAt: effectiveAt })];
};

/** The fact comes first: whoever destroys the key can be asked for it again, until it is gone (E62, R3). */
export const erasePerson: Decides<ErasePerson> = (_, { registered, erased }) => {
  if (registered === undefined) return NoSuchPerson();
  const { personRef, institutionId } = registered;
  return erased === true ? [] : [event(PersonErased, { personRef, institutionId })];
};
