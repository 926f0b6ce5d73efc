import { type Look, decisionsOf } from '#deciding/binding.js';
import { institutionFacts } from '#institutions/contracts/institution-facts.js';
import { personFacts } from '#institutions/contracts/person-facts.js';
import { type Refusal } from '#kernel/refusal.js';
import {
  AddEnrollment,
  ChangePriceLevel,
  type Contact,
  DesignateContact,
  ExtendAgreement,
  RegisterAgreement,
  TerminateAgreement,
} from '../contracts/agreement-commands.js';
import { agreementFacts } from '../contracts/agreement-facts.js';
import { enrollmentFacts } from '../contracts/enrollment-facts.js';
import {
  agreementIdOf,
  changePriceLevel,
  designateContact,
  extendAgreement,
  registerAgreement,
  terminateAgreement,
} from '../domain/agreement.js';
import { ContactUnknown, CustomerUnknown } from '../domain/agreement-refusals.js';
import { addEnrollment, enrollmentIdOf } from '../domain/enrollment.js';

const agreementId = (command: { readonly agreementId: string }): string => command.agreementId;

// The published facts are all that the decisions need: each stream has one fold.
export const agreementDecisions = decisionsOf(agreementFacts)
  .on<RegisterAgreement, undefined>({
    command: RegisterAgreement,
    id: ({ number }) => agreementIdOf(number),
    facts: async ({ institutionId, contacts = [] }, look) => {
      const { registered } = await look.at(institutionFacts, institutionId);
      if (registered === undefined) return CustomerUnknown({}, '/institutionId');
      return unknownContact(contacts, look);
    },
    decide: registerAgreement,
  })
  .on<DesignateContact, undefined>({
    command: DesignateContact,
    id: agreementId,
    facts: ({ contact }, look) => unknownContact([contact], look),
    decide: designateContact,
  })
  .on({ command: ChangePriceLevel, id: agreementId, decide: changePriceLevel })
  .on({ command: ExtendAgreement, id: agreementId, decide: extendAgreement })
  .on({ command: TerminateAgreement, id: agreementId, decide: terminateAgreement });

export const enrollmentDecisions = decisionsOf(enrollmentFacts).on({
  command: AddEnrollment,
  id: ({ number }) => enrollmentIdOf(number),
  facts: (command, look) => look.at(agreementFacts, command.agreementId),
  decide: addEnrollment,
});

/** Mail to somebody unknown would be promised and never sent. */
async function unknownContact(contacts: readonly Contact[], look: Look): Promise<Refusal | undefined> {
  for (const { personRef, role } of contacts) {
    const { registered } = await look.at(personFacts, personRef);
    if (registered === undefined) return ContactUnknown({ role });
  }
  return undefined;
}
