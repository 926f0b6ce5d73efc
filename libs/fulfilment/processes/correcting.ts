import { type Look } from '#deciding/binding.js';
import {
  AcceptLateUse,
  CountOtherUse,
  ReverseConsumption,
} from '#entitlement/contracts/correction-commands.js';
import { entitlementFacts } from '#entitlement/contracts/entitlement-facts.js';
import { isId } from '#kernel/ids.js';
import { messageOf } from '#messages/command.js';
import { orderFacts } from '#ordering/contracts/order-facts.js';
import { AcceptLateUnits } from '#site-packs/contracts/late-use.js';
import { type Effect, perform, type Process, processNamed, send } from '#processing/process.js';
import { caseFacts } from '../contracts/case-facts.js';
import { CaseResolved } from '../contracts/cases.js';
import { type DecisionKind } from '../contracts/decision-kinds.js';
import { grantsOf } from './granting.js';

/** The command that corrects a code, for each decision that is about one. */
const corrections: Readonly<Partial<Record<DecisionKind, new () => ReverseConsumption>>> = {
  ACCEPT_LATE_USE: AcceptLateUse,
  COUNT_OTHER_USE: CountOtherUse,
  REVERSE_CONSUMPTION: ReverseConsumption,
};

/** Takes back codes that somebody holds and has not used; its argument is the case that decided it. */
export const withdrawFromHolders = 'withdraw-from-holders';

/** Carries out what a case decided: each decision by a typed event on the stream that it is about (I38). */
export const correcting: Process = processNamed('correcting').when(
  CaseResolved,
  async ({ data: { caseId, decision } }, look) => {
    const { key = '' } = await look.at(caseFacts, caseId);
    if (decision === 'GRANT_AS_INVOICED') return grantedBy(key, look);
    if (decision === 'WITHDRAW_FROM_HOLDERS') return [perform(withdrawFromHolders, caseId)];
    const correction = corrections[decision as DecisionKind];
    // The key of a case about a use is its code and its registration, or its site pack and the draw or the no-shows.
    const [codeId = '', ...rest] = key.split(':');
    const use = rest.join(':');
    if (correction === undefined) return [];
    if (isId('ent', codeId) && decision === 'ACCEPT_LATE_USE') return unitsCounted(codeId, use, caseId, look);
    if (!isId('cod', codeId)) return [];
    return [send(messageOf(correction, { codeId, key: use, caseId }))];
  },
);

async function unitsCounted(entitlementId: string, key: string, caseId: string, look: Look) {
  const { granted } = await look.at(entitlementFacts, entitlementId);
  if (granted?.provider === undefined) return [];
  const { provider } = granted;
  return [send(messageOf(AcceptLateUnits, { entitlementId, provider, key, caseId }))];
}

async function grantedBy(orderId: string, look: Look): Promise<readonly Effect[]> {
  const { invoiced } = await look.at(orderFacts, orderId);
  return invoiced === undefined ? [] : grantsOf(invoiced);
}
