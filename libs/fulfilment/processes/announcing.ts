import { type Look } from '#deciding/binding.js';
import { codeFacts } from '#entitlement/contracts/code-facts.js';
import { CodeDisclosed, CodeRedeemed } from '#entitlement/contracts/code-events.js';
import { entitlementFacts } from '#entitlement/contracts/entitlement-facts.js';
import { messageOf } from '#messages/command.js';
import { type Process, processNamed, send } from '#processing/process.js';
import { CaseOpened } from '../contracts/cases.js';
import { RequestNotification } from '../contracts/notifications.js';
import { SlaBreached } from '../contracts/sla.js';
import { type Addressed, addressedBy, onlineContacts, ordersContactOf } from './notifying.js';
import { orderOf } from './order-of.js';

/** Whoever an order is for; undefined for what is about no order. */
async function addressedOf(subject: string, look: Look): Promise<Addressed | undefined> {
  const orderId = await orderOf(subject, look);
  return orderId === undefined ? undefined : addressedBy(orderId, look);
}

const concerning = (institutionId: string | undefined) =>
  institutionId === undefined ? {} : { institutionId };

/**
 * Asks for the mails about what has just happened: a code to its candidate (N5), a broken promise to operations, to
 * the reseller and, as escalation, to the account manager of the agreement (N9), a case to the reconcilers (N10), and a use that was
 * reported late and counts to the administrator (N11).
 */
export const announcing: Process = processNamed('announcing')
  .when(CodeDisclosed, ({ data: { codeId, disclosureId, personRef }, metadata }) =>
    personRef === undefined
      ? []
      : [
          send(
            messageOf(RequestNotification, {
              template: 'N5',
              to: [personRef],
              subject: codeId,
              dedupeKey: `N5:${disclosureId}:${codeId}`,
              ...concerning(metadata.institutionId),
            }),
          ),
        ],
  )
  .when(SlaBreached, async ({ data: { kind, subject } }, look) => {
    const addressed = await addressedOf(subject, look);
    const manager = addressed?.agreement.contacts.ACCOUNT_MANAGER;
    const reseller = addressed && (await ordersContactOf(addressed, look));
    const to = [...new Set([reseller, manager].filter((person) => person !== undefined))];
    return [
      send(
        messageOf(RequestNotification, {
          template: 'N9',
          to,
          desks: ['OPERATIONS'],
          subject: `${kind}:${subject}`,
          dedupeKey: `N9:${kind}:${subject}`,
          ...concerning(addressed?.institutionId),
        }),
      ),
    ];
  })
  .when(CaseOpened, ({ data: { caseId, kind, opening, institutionId } }) =>
    // No mail tells that a mail has bounced: that one might bounce too, and so on for ever.
    kind === 'MAIL_BOUNCED'
      ? []
      : [
          send(
            messageOf(RequestNotification, {
              template: 'N10',
              to: [],
              desks: ['RECONCILERS'],
              subject: caseId,
              dedupeKey: `N10:${caseId}:${opening}`,
              ...concerning(institutionId),
            }),
          ),
        ],
  )
  .when(CodeRedeemed, async ({ data: { codeId, registrationKey, late } }, look) => {
    if (!late) return [];
    const { issued } = await look.at(codeFacts, codeId);
    const { granted } = await look.at(entitlementFacts, issued?.entitlementId ?? '');
    const addressed = granted && (await addressedBy(granted.orderId, look));
    const to = addressed === undefined ? [] : onlineContacts(addressed);
    if (addressed === undefined || to.length === 0) return [];
    const { institutionId } = addressed;
    const dedupeKey = `N11:${codeId}:${registrationKey}`;
    return [
      send(
        messageOf(RequestNotification, { template: 'N11', to, subject: codeId, dedupeKey, institutionId }),
      ),
    ];
  });
