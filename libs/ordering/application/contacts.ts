import { type Look } from '#deciding/binding.js';
import { personFacts } from '#institutions/contracts/person-facts.js';
import { type Refusal } from '#kernel/refusal.js';
import { type Contact } from '../contracts/agreement-commands.js';
import { type OrderContacts } from '../contracts/order-commands.js';
import { ContactUnknown } from '../domain/agreement-refusals.js';

/** Mail to somebody unknown would be promised and never sent; codes go to the customer's own people only (R66). */
export async function unknownContact(
  contacts: readonly Contact[],
  institutionId: string | undefined,
  look: Look,
): Promise<Refusal | undefined> {
  for (const { personRef, role } of contacts) {
    const { registered, leftAt } = await look.at(personFacts, personRef);
    // The account manager is the vendor's and not the customer's (R50).
    const ofCustomer = role === 'ACCOUNT_MANAGER' || registered?.institutionId === institutionId;
    if (registered === undefined || !ofCustomer || leftAt !== undefined) return ContactUnknown({ role });
  }
  return undefined;
}

/** The list of the codes goes to these people: nobody of another institution, and nobody who has left (R66). */
export async function strangerAmong(
  { notices, online }: OrderContacts,
  institutionId: string,
  look: Look,
): Promise<Refusal | undefined> {
  for (const [field, personRef] of Object.entries({ notices, online })) {
    if (personRef === undefined) continue;
    const { registered, leftAt } = await look.at(personFacts, personRef);
    // Leaving is never recorded ahead, so whoever has a date has gone.
    if (registered?.institutionId !== institutionId || leftAt !== undefined)
      return ContactUnknown({}, `/contacts/${field}`);
  }
  return undefined;
}
