import { type Look } from '#deciding/binding.js';
import { entitlementFacts } from '#entitlement/contracts/entitlement-facts.js';

/** The order that a subject such as `{orderId}:{revision}` or `{entitlementId}` is about. */
export async function orderOf(subject: string, look: Look): Promise<string | undefined> {
  const [id = ''] = subject.split(':');
  if (id.startsWith('ord_')) return id;
  return id.startsWith('ent_') ? (await look.at(entitlementFacts, id)).granted?.orderId : undefined;
}
