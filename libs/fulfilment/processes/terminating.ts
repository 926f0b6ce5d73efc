import { perform, type Process, processNamed, send } from '#processing/process.js';
import { messageOf } from '#messages/command.js';
import { AgreementTerminated } from '#ordering/contracts/agreement-events.js';
import { agreementFacts } from '#ordering/contracts/agreement-facts.js';
import { enrollmentFacts } from '#ordering/contracts/enrollment-facts.js';
import { ShortenEntitlement } from '#entitlement/contracts/entitlement-commands.js';
import { CodeTermShortened } from '#entitlement/contracts/code-events.js';
import { codeFacts } from '#entitlement/contracts/code-facts.js';
import {
  CodesIssued,
  EntitlementGranted,
  EntitlementTermShortened,
} from '#entitlement/contracts/entitlement-events.js';
import { entitlementFacts } from '#entitlement/contracts/entitlement-facts.js';
import { ShortenLibraryAccess } from '#library/contracts/library-commands.js';
import { LibraryUnlocked } from '#library/contracts/library-events.js';
import { ShortenSitePack } from '#site-packs/contracts/pack-commands.js';

export const endEntitlements = 'end-entitlements';
export const shortenCodes = 'shorten-codes';

/**
 * A terminated agreement ends what was granted under it, early and never late (I37): codes and the libraries that they
 * opened, site packs, memberships, and e-learning of earlier contracts. What was on its way when it was terminated is
 * caught up with: a grant of an invoice from before, codes of an issuance and a library of an unlocking that had begun.
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
  .when(EntitlementTermShortened, ({ data: { entitlementId, fulfilment, termEnd, expiresAt } }) => {
    switch (fulfilment) {
      case 'CODES':
        return [perform(shortenCodes, entitlementId)];
      case 'BALANCE':
        return [send(messageOf(ShortenSitePack, { entitlementId, termEnd, expiresAt }))];
      // A renewed membership outlives its entitlement: the task looks at it whatever became of that.
      case 'ACCESS':
        return [];
    }
  })
  .when(CodeTermShortened, async ({ data: { codeId, expiresAt } }, look) => {
    const { ended } = await look.at(codeFacts, codeId);
    return ended === 'ACTIVATED'
      ? [send(messageOf(ShortenLibraryAccess, { codeId, accessUntil: expiresAt }))]
      : [];
  })
  .when(LibraryUnlocked, async ({ data: { codeId, accessUntil } }, look) => {
    const { issued } = await look.at(codeFacts, codeId);
    return issued !== undefined && issued.expiresAt < accessUntil
      ? [send(messageOf(ShortenLibraryAccess, { codeId, accessUntil: issued.expiresAt }))]
      : [];
  })
  .when(CodesIssued, async ({ data: { entitlementId } }, look) => {
    const { shortened } = await look.at(entitlementFacts, entitlementId);
    return shortened ? [perform(shortenCodes, entitlementId)] : [];
  });
