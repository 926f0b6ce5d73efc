import { shortenEntitlement } from '../domain/shortening.js';
import { type Binding, decisionsOf, type Look } from '#deciding/binding.js';
import { orderFacts } from '#ordering/contracts/order-facts.js';
import { codeFacts } from '../contracts/code-facts.js';
import {
  CloseLateWindow,
  AdjustEntitlement,
  ConfirmIssuance,
  DiscloseCodes,
  GrantEntitlement,
  JudgeExamsLeft,
  ReplaceCode,
  ReportIssuanceFailure,
  RequestIssuance,
  ReturnCode,
  ShortenEntitlement,
  WithdrawCodes,
} from '../contracts/entitlement-commands.js';
import { lastPayableDay } from '#catalogue/contracts/exam-facts.js';
import { entitlementIdOf } from '../contracts/entitlement-id.js';
import { maxList } from '../contracts/vocabulary.js';
import { adjustEntitlement, type PacksCorrection, returnCode, withdrawCodes } from '../domain/adjusting.js';
import { type Entitlement } from '../domain/entitlement.js';
import { grantEntitlement } from '../domain/granting.js';
import { judgeExamsLeft } from '../domain/exams-left.js';
import { closeLateWindow } from '../domain/late-window.js';
import { confirmIssuance, reportIssuanceFailure, requestIssuance } from '../domain/issuing.js';
import { discloseCodes, slotsAsked } from '../domain/listing.js';
import { replaceCode } from '../domain/replacing.js';
import { accreditationOf } from './accreditation.js';
import { entitlements } from './aggregates.js';
import { disclosedList } from './disclosed-codes.js';
import { examList } from './exam-list.js';
import { codesInSlots } from './issued-codes.js';
import { recipientFor } from './person-look.js';
import { type EntitlementServices } from './services.js';
import { withdrawable } from './withdrawing.js';

const entitlementId = (command: { readonly entitlementId: string }): string => command.entitlementId;

/** The decisions on one entitlement. */
export function entitlementStreamDecisions(services: EntitlementServices): readonly Binding[] {
  const exams = examList(services.store);
  return decisionsOf(entitlements)
    .on({
      command: GrantEntitlement,
      id: ({ orderId, lineNo, billing }) => entitlementIdOf(orderId, lineNo, billing),
      decide: grantEntitlement,
    })
    .on({ command: ShortenEntitlement, id: entitlementId, decide: shortenEntitlement })
    .on({
      command: JudgeExamsLeft,
      id: entitlementId,
      facts: async (_, __, ___, state) => ({
        lastExamOn: state && lastPayableDay([...(await exams()).values()], state.terms),
      }),
      decide: judgeExamsLeft,
    })
    .on({ command: CloseLateWindow, id: entitlementId, decide: closeLateWindow })
    .on({ command: RequestIssuance, id: entitlementId, decide: requestIssuance })
    .on({ command: ConfirmIssuance, id: entitlementId, decide: confirmIssuance })
    .on({ command: ReportIssuanceFailure, id: entitlementId, decide: reportIssuanceFailure })
    .on({
      command: AdjustEntitlement,
      id: entitlementId,
      facts: async (_, look, __, state) => ({ corrections: await correctionsOf(state, look) }),
      decide: adjustEntitlement,
    })
    .on({
      command: WithdrawCodes,
      id: entitlementId,
      facts: ({ caseId }, look, _, state) =>
        state === undefined
          ? { codes: [], all: true }
          : withdrawable(services.store, look, state, caseId !== undefined),
      decide: withdrawCodes,
    })
    .on({
      command: ReturnCode,
      id: entitlementId,
      facts: async ({ codeId }, look) => ({ slot: (await look.at(codeFacts, codeId)).issued?.slot }),
      decide: returnCode,
    })
    .on({
      command: ReplaceCode,
      id: entitlementId,
      facts: async ({ codeId }, look) => ({ code: await codeToReplace(codeId, look) }),
      decide: replaceCode,
    })
    .on({
      command: DiscloseCodes,
      id: entitlementId,
      facts: async (command, look, _, state) => ({
        codes: await liveCodes(services, command, state, look),
        lostAccreditation: await accreditationOf(look, state?.terms.institutionId),
        recipient: await recipientFor(command.contactRef, look),
      }),
      decide: discloseCodes,
      answer: (_, receipt) => disclosedList(services, receipt),
    }).bindings;
}

/** What the credit notes of its invoice say of the packs of its line. */
async function correctionsOf(state: Entitlement, look: Look): Promise<readonly PacksCorrection[]> {
  if (state === undefined) return [];
  const { orderId, lineNo, invoiceNo } = state.terms;
  const { corrections } = await look.at(orderFacts, orderId);
  return corrections
    .filter((credit) => credit.invoiceNo === invoiceNo)
    .flatMap(({ creditNo, lines }) => {
      const packs = lines.find((line) => line.lineNo === lineNo)?.packs;
      return packs === undefined ? [] : [{ creditNo, from: packs.from, to: packs.to }];
    });
}

async function codeToReplace(codeId: string, look: Look) {
  const { issued, voided } = await look.at(codeFacts, codeId);
  if (issued === undefined) return undefined;
  return { entitlementId: issued.entitlementId, slot: issued.slot, voided };
}

/** Codes of the slots asked for that have not ended; none when the list would be too long anyway. */
async function liveCodes(
  { store }: EntitlementServices,
  command: DiscloseCodes,
  state: Entitlement,
  look: Look,
) {
  if (state === undefined) return [];
  const slots = slotsAsked(command, state.lastSlot);
  if (slots.to - slots.from >= maxList) return [];
  const codes = [...(await codesInSlots(store, command.entitlementId, slots))];
  const ended = await Promise.all(codes.map(async ([, codeId]) => (await look.at(codeFacts, codeId)).ended));
  return codes.filter((_, index) => ended[index] === undefined).map(([slot, codeId]) => ({ slot, codeId }));
}
