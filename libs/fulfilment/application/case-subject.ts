import { type Look } from '#deciding/binding.js';
import { type CommandContext } from '#deciding/context.js';
import { codeFacts } from '#entitlement/contracts/code-facts.js';
import { entitlementFacts } from '#entitlement/contracts/entitlement-facts.js';
import { isId } from '#kernel/ids.js';
import { orderFacts } from '#ordering/contracts/order-facts.js';

/**
 * Who acts for an institution opens cases about what is its own only: the look fails on anything else, as if it did not
 * exist. A key begins with the id of its subject.
 */
export async function lookAtSubject(
  { key }: { readonly key: string },
  look: Look,
  { caller }: CommandContext,
): Promise<undefined> {
  if (caller.institutions === '*') return undefined;
  const [subject = ''] = key.split(':');
  if (isId('cod', subject)) await look.at(codeFacts, subject);
  else if (isId('ent', subject)) await look.at(entitlementFacts, subject);
  else if (isId('ord', subject)) await look.at(orderFacts, subject);
  return undefined;
}
