import { Command, Option } from 'commander';
import { hashOfToken, newToken } from '#access/bearer-token.js';
import { TokenEntry, grantableRoles } from '#access/token-file.js';
import { ConfigurationError } from '#config/configuration-error.js';
import { violationsOf } from '#messages/validate.js';

interface Asked {
  readonly id: string;
  readonly kind: string;
  readonly role: readonly string[];
  readonly institution: readonly string[];
}

export const tokenCommand = new Command('token')
  .description('Makes a bearer token, and its entry for the tokens file; the token itself is shown only here')
  .requiredOption('--id <id>', 'id of the actor, as it is written into every event; no name of a person')
  .option('--kind <kind>', 'kind of the actor', 'user')
  .addOption(
    new Option('--role <role...>', 'what it may do').choices([...grantableRoles]).makeOptionMandatory(),
  )
  .option('--institution <id...>', 'institutions it may act on; * for all', ['*'])
  .action(({ id, kind, role, institution }: Asked) => {
    const token = newToken();
    const entry = { sha256: hashOfToken(token), kind, id, roles: role, institutions: institution };
    const [wrong] = violationsOf(TokenEntry, entry);
    if (wrong !== undefined) throw new ConfigurationError(`${wrong.pointer.slice(1)} ${wrong.detail}.`);
    console.log(`Token (keep it, it is shown once): ${token}\nEntry for the tokens file:`);
    console.log(JSON.stringify(entry, null, 2));
  });
