import { type Look } from '#deciding/binding.js';
import { entitlementFacts } from '#entitlement/contracts/entitlement-facts.js';

/**
 * The order that a subject such as `{orderId}:{revision}` or `{entitlementId}` is about. None for a deadline's mail to
 * the reseller, such as `ACK_48H:{orderId}`: when that bounces, it must not go to a contact of the customer instead.
 */
export async function orderOf(subject: string, look: Look): Promise<string | undefined> {
  const [id = ''] = subject.split(':');
  if (id.startsWith('ord_')) return id;
  return id.startsWith('ent_') ? (await look.at(entitlementFacts, id)).granted?.orderId : undefined;
}
