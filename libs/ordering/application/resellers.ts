import { decisionsOf, type Look } from '#deciding/binding.js';
import { institutionFacts } from '#institutions/contracts/institution-facts.js';
import { personFacts } from '#institutions/contracts/person-facts.js';
import { type Refusal } from '#kernel/refusal.js';
import {
  AuthorizeReseller,
  DesignateResellerContact,
  EndResellerAuthorization,
  RegisterReseller,
} from '../contracts/reseller-commands.js';
import { resellerFacts } from '../contracts/reseller-facts.js';
import { ContactUnknown, CustomerUnknown } from '../domain/agreement-refusals.js';
import {
  authorizeReseller,
  designateResellerContact,
  endResellerAuthorization,
  registerReseller,
  resellerIdOf,
} from '../domain/reseller.js';

const resellerId = (command: { readonly resellerId: string }): string => command.resellerId;

// The published facts are all that the decisions need: each stream has one fold.
export const resellerDecisions = decisionsOf(resellerFacts)
  .on<RegisterReseller, undefined>({
    command: RegisterReseller,
    id: ({ number }) => resellerIdOf(number),
    facts: async ({ institutionId, ordersContact }, look) => {
      const { registered } = await look.at(institutionFacts, institutionId);
      if (registered === undefined) return CustomerUnknown({}, '/institutionId');
      return ordersContact === undefined
        ? undefined
        : notOfReseller(ordersContact, institutionId, look, '/ordersContact');
    },
    decide: registerReseller,
  })
  .on({ command: AuthorizeReseller, id: resellerId, decide: authorizeReseller })
  .on({ command: EndResellerAuthorization, id: resellerId, decide: endResellerAuthorization })
  .on<DesignateResellerContact, undefined>({
    command: DesignateResellerContact,
    id: resellerId,
    facts: ({ personRef }, look, _, { registered }) =>
      registered === undefined
        ? undefined
        : notOfReseller(personRef, registered.institutionId, look, '/personRef'),
    decide: designateResellerContact,
  });

/** Mail about orders goes to the reseller's own people, and to nobody who has left. */
async function notOfReseller(
  personRef: string,
  institutionId: string,
  look: Look,
  pointer: string,
): Promise<Refusal | undefined> {
  const { registered, leftAt } = await look.at(personFacts, personRef);
  return registered?.institutionId === institutionId && leftAt === undefined
    ? undefined
    : ContactUnknown({}, pointer);
}
