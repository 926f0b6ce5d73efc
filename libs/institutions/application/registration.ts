import { type Look } from '#deciding/binding.js';
import { type CommandContext } from '#deciding/context.js';
import { derivedId } from '#kernel/ids.js';
import { type Refusal } from '#kernel/refusal.js';
import { type Sealer } from '#privacy/sealer.js';
import { institutionFacts } from '../contracts/institution-facts.js';
import { type RegisterPerson } from '../contracts/person-commands.js';
import { type RegistrationFacts, admissionOf } from '../domain/person.js';

/** Seals name and address under the person's own key before anything is decided; a dry run seals nothing. */
export const registrationFacts =
  (sealer: Sealer) =>
  async (
    { institutionId, role, personal }: RegisterPerson,
    look: Look,
    { caller, commandId, dryRun }: CommandContext,
  ): Promise<RegistrationFacts | Refusal> => {
    // A refusal must not tell a caller what another institution is.
    const visible = caller.institutions === '*' || caller.institutions.includes(institutionId);
    const institution = visible
      ? await look.at(institutionFacts, institutionId)
      : institutionFacts.fold.initial;
    const refused = admissionOf(role, institution);
    if (refused !== undefined) return refused;
    if (dryRun === true) return { institution, sealed: 'dry-run' };
    const { givenName, familyName, email } = personal;
    const sealed = await sealer.seal(
      derivedId('per', commandId),
      JSON.stringify({ givenName, familyName, email }),
    );
    return { institution, sealed };
  };
