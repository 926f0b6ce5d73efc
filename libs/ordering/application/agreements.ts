import { decisionsOf } from '#deciding/binding.js';
import { institutionFacts } from '#institutions/contracts/institution-facts.js';
import {
  AddEnrollment,
  ChangePriceLevel,
  DesignateContact,
  ExtendAgreement,
  RegisterAgreement,
  TerminateAgreement,
} from '../contracts/agreement-commands.js';
import { agreementFacts } from '../contracts/agreement-facts.js';
import { RaisePriceLevel } from '../contracts/points-commands.js';
import { enrollmentFacts } from '../contracts/enrollment-facts.js';
import {
  agreementIdOf,
  changePriceLevel,
  designateContact,
  extendAgreement,
  raisePriceLevel,
  registerAgreement,
  terminateAgreement,
} from '../domain/agreement.js';
import { CustomerUnknown } from '../domain/agreement-refusals.js';
import { addEnrollment, enrollmentIdOf } from '../domain/enrollment.js';
import { unknownContact } from './contacts.js';

const agreementId = (command: { readonly agreementId: string }): string => command.agreementId;

// The published facts are all that the decisions need: each stream has one fold.
export const agreementDecisions = decisionsOf(agreementFacts)
  .on<RegisterAgreement, undefined>({
    command: RegisterAgreement,
    id: ({ number }) => agreementIdOf(number),
    facts: async ({ institutionId, contacts = [] }, look) => {
      const { registered } = await look.at(institutionFacts, institutionId);
      if (registered === undefined) return CustomerUnknown({}, '/institutionId');
      return unknownContact(contacts, institutionId, look);
    },
    decide: registerAgreement,
  })
  .on<DesignateContact, undefined>({
    command: DesignateContact,
    id: agreementId,
    facts: ({ contact }, look, _, { registered }) =>
      registered === undefined ? undefined : unknownContact([contact], registered.institutionId, look),
    decide: designateContact,
  })
  .on({ command: ChangePriceLevel, id: agreementId, decide: changePriceLevel })
  .on({ command: RaisePriceLevel, id: agreementId, decide: raisePriceLevel })
  .on({ command: ExtendAgreement, id: agreementId, decide: extendAgreement })
  .on({ command: TerminateAgreement, id: agreementId, decide: terminateAgreement });

export const enrollmentDecisions = decisionsOf(enrollmentFacts).on({
  command: AddEnrollment,
  id: ({ number }) => enrollmentIdOf(number),
  facts: (command, look) => look.at(agreementFacts, command.agreementId),
  decide: addEnrollment,
});
