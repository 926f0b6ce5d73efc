import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { type ReplaceCode } from '../contracts/entitlement-commands.js';
import { CodeReplacementRequested } from '../contracts/entitlement-events.js';
import { type VoidedCause } from '../contracts/vocabulary.js';
import { type Entitlement, type EntitlementEvent } from './entitlement.js';
import {
  BlockNotConfirmed,
  CodeNotHere,
  CodeNotVoid,
  CodeWithdrawn,
  EntitlementExpired,
  EntitlementUnknown,
} from './entitlement-refusals.js';
import { hasSlot } from './slots.js';

/** The code that is to be replaced, as its own stream knows it; undefined when it was never issued. */
export interface ReplacementFacts {
  readonly code:
    | {
        readonly entitlementId: string;
        readonly slot: number;
        readonly voided: { readonly cause: VoidedCause; readonly providerConfirmed: boolean } | undefined;
      }
    | undefined;
}

/** Frees the slot for another code with the same expiry; the number of codes stays what was granted (I30). */
export const replaceCode: Decision<ReplaceCode, Entitlement, EntitlementEvent, ReplacementFacts> = (
  { entitlementId, codeId },
  state,
  { now, facts: { code } },
) => {
  if (state === undefined) return EntitlementUnknown();
  if (code?.entitlementId !== entitlementId) return CodeNotHere();
  if (state.replaced.includes(codeId)) return [];
  const { slot, voided } = code;
  if (voided === undefined) return CodeNotVoid();
  if (voided.cause === 'INVOICE_CORRECTED' || hasSlot(state.withdrawn, slot)) return CodeWithdrawn();
  if (voided.cause === 'COMPROMISED' && !voided.providerConfirmed) return BlockNotConfirmed();
  if (now >= state.terms.expiresAt) return EntitlementExpired();
  return [event(CodeReplacementRequested, { entitlementId, oldCodeId: codeId, slot, cause: voided.cause })];
};
