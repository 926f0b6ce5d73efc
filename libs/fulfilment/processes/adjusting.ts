import { CodeKept, CodeVoidFailed } from '#entitlement/contracts/code-events.js';
import { codeFacts } from '#entitlement/contracts/code-facts.js';
import { AdjustEntitlement, ReturnCode } from '#entitlement/contracts/entitlement-commands.js';
import {
  CodesIssued,
  CodeWithdrawalFailed,
  CorrectionFellShort,
  EntitlementAdjusted,
  EntitlementGranted,
  IssuanceSlotsRejected,
} from '#entitlement/contracts/entitlement-events.js';
import { entitlementFacts } from '#entitlement/contracts/entitlement-facts.js';
import { entitlementIdOf } from '#entitlement/contracts/entitlement-id.js';
import { type Look } from '#deciding/binding.js';
import { localDateAt } from '#kernel/calendar.js';
import { messageOf } from '#messages/command.js';
import { ShortenMembership } from '#membership/contracts/membership-commands.js';
import { MembershipRenewed, MembershipStarted } from '#membership/contracts/membership-events.js';
import { InvoiceCorrected } from '#ordering/contracts/invoice-events.js';
import { orderFacts } from '#ordering/contracts/order-facts.js';
import {
  type Effect,
  type Happening,
  perform,
  type Process,
  processNamed,
  send,
} from '#processing/process.js';
import { CorrectSitePack } from '#site-packs/contracts/pack-commands.js';
import { SitePackCorrected, SitePackOpened } from '#site-packs/contracts/pack-events.js';
import { OpenCase } from '../contracts/cases.js';
import { issueCodes } from './issuing.js';

/** Takes back codes that a corrected invoice no longer pays for; its argument is the entitlement. */
export const withdrawCodes = 'withdraw-codes';

const adjust = (entitlementId: string): Effect => send(messageOf(AdjustEntitlement, { entitlementId }));

const short = ({ id, metadata: { institutionId } }: Happening, entitlementId: string): Effect =>
  send(
    messageOf(OpenCase, {
      kind: 'CORRECTION_SHORT',
      key: entitlementId,
      evidence: [`event:${id}`],
      ...(institutionId === undefined ? {} : { institutionId }),
    }),
  );

/** Whoever comes late, issuance or its rejected slots, is looked at once more. */
async function withdrawLate(entitlementId: string, look: Look): Promise<readonly Effect[]> {
  const { toWithdraw } = await look.at(entitlementFacts, entitlementId);
  return toWithdraw > 0 ? [perform(withdrawCodes, entitlementId)] : [];
}

/** It stays with who has it; before attempts were counted there was one for each code. */
async function returned(codeId: string, attempt = 1, look: Look): Promise<readonly Effect[]> {
  const { issued } = await look.at(codeFacts, codeId);
  if (issued === undefined) return [];
  return [send(messageOf(ReturnCode, { entitlementId: issued.entitlementId, codeId, attempt }))];
}

/** An access that is not paid for ends with the day on which that was found. */
async function endAccess(entitlementId: string, occurredAt: string, look: Look): Promise<readonly Effect[]> {
  const { granted, packs } = await look.at(entitlementFacts, entitlementId);
  if (granted === undefined || packs > 0) return [];
  const { institutionId, zone } = granted;
  const effectiveOn = localDateAt(occurredAt, zone);
  return [send(messageOf(ShortenMembership, { institutionId, entitlementId, effectiveOn }))];
}

/**
 * What was granted follows its corrected invoice: codes, balances and memberships (R62, I12, I13, I23). Whichever of
 * correction and grant is seen first, the other one asks again; what cannot be taken back is a case for two persons.
 */
export const adjusting: Process = processNamed('adjusting')
  .when(InvoiceCorrected, ({ data: { orderId, billing, lines } }) =>
    lines
      .filter(({ packs }) => packs !== undefined)
      .map(({ lineNo }) => adjust(entitlementIdOf(orderId, lineNo, billing))),
  )
  .when(EntitlementGranted, async ({ data: { entitlementId, orderId, invoiceNo } }, look) => {
    const { corrections } = await look.at(orderFacts, orderId);
    return corrections.some((credit) => credit.invoiceNo === invoiceNo) ? [adjust(entitlementId)] : [];
  })
  .when(EntitlementAdjusted, async ({ data, metadata }, look) => {
    const { entitlementId, fulfilment, slotsAdded, toWithdraw } = data;
    switch (fulfilment) {
      case 'CODES':
        return [
          ...(slotsAdded > 0 ? [perform(issueCodes, entitlementId)] : []),
          ...(toWithdraw > 0 ? [perform(withdrawCodes, entitlementId)] : []),
        ];
      case 'BALANCE':
        return [send(messageOf(CorrectSitePack, { entitlementId }))];
      case 'ACCESS':
        return endAccess(entitlementId, metadata.occurredAt, look);
    }
  })
  .when(CodesIssued, ({ data }, look) => withdrawLate(data.entitlementId, look))
  .when(IssuanceSlotsRejected, ({ data }, look) => withdrawLate(data.entitlementId, look))
  .when(CodeVoidFailed, ({ data: { codeId, cause, attempt } }, look) =>
    cause === 'INVOICE_CORRECTED' ? returned(codeId, attempt, look) : [],
  )
  .when(CodeKept, ({ data: { codeId, attempt } }, look) => returned(codeId, attempt, look))
  .when(CodeWithdrawalFailed, ({ data }) => [perform(withdrawCodes, data.entitlementId)])
  .when(CorrectionFellShort, (happening) => [short(happening, happening.data.entitlementId)])
  .when(SitePackOpened, async ({ data: { entitlementId } }, look) => {
    const { adjustments } = await look.at(entitlementFacts, entitlementId);
    return adjustments.length > 0 ? [send(messageOf(CorrectSitePack, { entitlementId }))] : [];
  })
  .when(SitePackCorrected, (happening) =>
    happening.data.short > 0 ? [short(happening, happening.data.entitlementId)] : [],
  )
  .when(MembershipStarted, ({ data, metadata }, look) =>
    endAccess(data.entitlementId, metadata.occurredAt, look),
  )
  .when(MembershipRenewed, ({ data, metadata }, look) =>
    endAccess(data.entitlementId, metadata.occurredAt, look),
  );
