import { notYourProvider } from '#catalogue/contracts/provider-callers.js';
import { type Binding, decisionsOf, type Look } from '#deciding/binding.js';
import { type CommandContext } from '#deciding/context.js';
import { derivedId } from '#kernel/ids.js';
import { codeFacts } from '../contracts/code-facts.js';
import { compromises, ConfirmBlock, ReportCompromise } from '../contracts/compromise.js';
import { entitlementFacts } from '../contracts/entitlement-facts.js';
import { type AccessCode } from '../domain/code.js';
import { confirmBlock, reportCompromise } from '../domain/compromise.js';
import { accessCodes } from './aggregates.js';

/** Compromises, and what the provider answers to them. */
export const compromiseDecisions: readonly Binding[] = [
  ...decisionsOf(compromises).on({
    command: ReportCompromise,
    id: (_, { commandId }) => derivedId('cmp', commandId),
    facts: async (command, look) => ({ owner: await ownerOf(command, look) }),
    decide: reportCompromise,
  }).bindings,
  ...decisionsOf(accessCodes).on({
    command: ConfirmBlock,
    id: ({ codeId }) => codeId,
    facts: (_: object, __: Look, { caller }: CommandContext, code: AccessCode) =>
      notYourProvider(caller, code?.issued.provider),
    decide: confirmBlock,
  }).bindings,
];

async function ownerOf({ codeId, entitlementId }: ReportCompromise, look: Look): Promise<string | undefined> {
  if (codeId !== undefined) return (await look.at(codeFacts, codeId)).issued?.institutionId;
  if (entitlementId === undefined) return undefined;
  return (await look.at(entitlementFacts, entitlementId)).granted?.institutionId;
}
