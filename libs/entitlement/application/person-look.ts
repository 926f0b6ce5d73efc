import { type Look } from '#deciding/binding.js';
import { type Assignee } from '../domain/assigning.js';
import { type AccessCode } from '../domain/code.js';
import { lacksConsent, personFacts } from '#institutions/contracts/person-facts.js';

/**
 * Not from reference data: somebody who left a second ago gets no code (E29). Of who has been erased nobody may know
 * more than that it was somebody (E62).
 */
export async function personFor(personRef: string, look: Look): Promise<Assignee> {
  const person = await look.at(personFacts, personRef);
  if (person.registered === undefined || person.erased === true) return undefined;
  const { institutionId, role } = person.registered;
  return {
    institutionId,
    role: role === 'CONTACT' ? undefined : role,
    leftAt: person.leftAt,
    lacksConsent: lacksConsent(person),
  };
}

/** Whoever is registered may be a contact: people of an institution hold several parts in it (R66). */
export const recipientFor = async (contactRef: string | undefined, look: Look) =>
  contactRef === undefined ? undefined : personFor(contactRef, look);

/** Who has the code. */
export const assigneeOf = (code: AccessCode, look: Look) => recipientFor(code?.assignee, look);
