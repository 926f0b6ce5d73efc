import { randomBytes } from 'node:crypto';
import { deliveryProviders } from '#catalogue/contracts/vocabulary.js';
import { type Ledger } from '#composition/open-ledger.js';
import { type CommandContext, inContext } from '#deciding/context.js';
import { type Answer } from '#deciding/decisions.js';
import { Issuer } from '#entitlement/application/index.js';
import { generatedSupply, ImportedSupply, supplyByProvider } from '#supply/application/index.js';
import { type CodeSupply } from '#supply/contracts/code-supply.js';

/** What fills the slots of entitlements, from the supply that the configuration names. */
export function issuerOf(ledger: Ledger, execute: (command: object) => Promise<Answer>): Issuer {
  const send = (command: object, context: CommandContext) => execute(inContext(command, context));
  return new Issuer({ ...ledger.recording, sealer: ledger.sealer, supply: supplyOf(ledger, send), send });
}

function supplyOf(
  { configuration, store, sealer }: Ledger,
  send: (command: object, context: CommandContext) => Promise<Answer>,
): CodeSupply {
  const generated = generatedSupply(randomBytes);
  if (configuration.codeSupply === 'generated') return generated;
  const imported = new ImportedSupply({ store, sealer, send });
  return supplyByProvider(
    Object.fromEntries(deliveryProviders.map((provider) => [provider, imported])),
    generated,
  );
}
