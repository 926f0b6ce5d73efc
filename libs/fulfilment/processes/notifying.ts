import { type Look } from '#deciding/binding.js';
import { type Effect, type Process, processNamed, send } from '#processing/process.js';
import { messageOf } from '#messages/command.js';
import { agreementFacts, recipientsOf } from '#ordering/contracts/agreement-facts.js';
import { resellerFacts } from '#ordering/contracts/reseller-facts.js';
import { orderFacts } from '#ordering/contracts/order-facts.js';
import { OrderAcknowledged } from '#ordering/contracts/order-events.js';
import { entitlementFacts } from '#entitlement/contracts/entitlement-facts.js';
import { IssuanceCompleted } from '#entitlement/contracts/entitlement-events.js';
import { RequestNotification, type Template } from '../contracts/notifications.js';

export interface Addressed {
  readonly institutionId: string;
  readonly agreement: Parameters<typeof recipientsOf>[0];
  readonly order: Parameters<typeof recipientsOf>[1] & { readonly resellerId: string };
}

export async function addressedBy(orderId: string, look: Look): Promise<Addressed | undefined> {
  const { placed } = await look.at(orderFacts, orderId);
  if (placed === undefined) return undefined;
  const { institutionId } = placed;
  return { institutionId, agreement: await look.at(agreementFacts, placed.agreementId), order: placed };
}

export function ask(
  template: Template,
  subject: string,
  to: readonly string[],
  institutionId: string,
): readonly Effect[] {
  if (to.length === 0) return [];
  const dedupeKey = `${template}:${subject}`;
  return [send(messageOf(RequestNotification, { template, to, subject, dedupeKey, institutionId }))];
}

export const onlineContacts = ({ agreement, order }: Addressed): readonly string[] => [
  ...new Set([agreement.contacts.ONLINE, order.contacts?.online].filter((person) => person !== undefined)),
];

/** Who handles the reseller's orders, when the reseller has named somebody. */
export const ordersContactOf = async ({ order }: Addressed, look: Look): Promise<string | undefined> =>
  (await look.at(resellerFacts, order.resellerId)).ordersContact;

/**
 * Asks for the mails of an order's life: its confirmation to the reseller and the administrator (N1), the codes to the administrator (N2, R56), and the
 * voucher list of a class pack to Notices and Online contacts of agreement and order, each once (N3, R66). The mails
 * carry a link to a logged disclosure, never a code.
 */
export const notifying: Process = processNamed('notifying')
  .when(OrderAcknowledged, async ({ data }, look) => {
    const addressed = await addressedBy(data.orderId, look);
    if (addressed === undefined) return [];
    const reseller = await ordersContactOf(addressed, look);
    const to = new Set([...(reseller === undefined ? [] : [reseller]), ...onlineContacts(addressed)]);
    return ask('N1', `${data.orderId}:${data.revision}`, [...to], addressed.institutionId);
  })
  .when(IssuanceCompleted, async ({ data: { entitlementId } }, look) => {
    const { granted } = await look.at(entitlementFacts, entitlementId);
    const addressed = granted && (await addressedBy(granted.orderId, look));
    if (granted === undefined || addressed === undefined) return [];
    const { institutionId, agreement, order } = addressed;
    const isClassPack = granted.packSize > 1;
    return [
      ...ask('N2', entitlementId, onlineContacts(addressed), institutionId),
      ...(isClassPack ? ask('N3', entitlementId, recipientsOf(agreement, order), institutionId) : []),
    ];
  });
