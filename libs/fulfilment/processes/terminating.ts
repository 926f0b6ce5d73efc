import { perform, type Process, processNamed, send } from '#processing/process.js';
import { messageOf } from '#messages/command.js';
import { AgreementTerminated } from '#ordering/contracts/agreement-events.js';
import { agreementFacts } from '#ordering/contracts/agreement-facts.js';
import { enrollmentFacts } from '#ordering/contracts/enrollment-facts.js';
import { ShortenEntitlement } from '#entitlement/contracts/entitlement-commands.js';
import {
  CodesIssued,
  EntitlementGranted,
  EntitlementTermShortened,
} from '#entitlement/contracts/entitlement-events.js';
import { entitlementFacts } from '#entitlement/contracts/entitlement-facts.js';

export const endEntitlements = 'end-entitlements';
export const shortenCodes = 'shorten-codes';

/**
 * A terminated agreement ends what was granted under it, early and never late (I37). What was on its way when it was
 * terminated is caught up with: a grant of an invoice from before, and codes of an issuance that had begun.
 */
export const terminating: Process = processNamed('terminating')
  .when(AgreementTerminated, ({ data }) => [perform(endEntitlements, data.agreementId)])
  .when(EntitlementGranted, async ({ data: { entitlementId, enrollmentId } }, look) => {
    const { added } = await look.at(enrollmentFacts, enrollmentId);
    if (added === undefined) return [];
    const { agreementId } = added;
    const { terminatedOn: effectiveOn } = await look.at(agreementFacts, agreementId);
    if (effectiveOn === undefined) return [];
    return [send(messageOf(ShortenEntitlement, { entitlementId, agreementId, effectiveOn }))];
  })
  .when(EntitlementTermShortened, ({ data }) =>
    data.fulfilment === 'CODES' ? [perform(shortenCodes, data.entitlementId)] : [],
  )
  .when(CodesIssued, async ({ data: { entitlementId } }, look) => {
    const { shortened } = await look.at(entitlementFacts, entitlementId);
    return shortened ? [perform(shortenCodes, entitlementId)] : [];
  });
