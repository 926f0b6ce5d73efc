import { expiryInstant } from '#kernel/calendar.js';
import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { type ShortenCodeTerm } from '../contracts/code-commands.js';
import { CodeTermShortened } from '../contracts/code-events.js';
import { type ShortenEntitlement } from '../contracts/entitlement-commands.js';
import { EntitlementTermShortened } from '../contracts/entitlement-events.js';
import { type AccessCode, type CodeEvent } from './code.js';
import { CodeUnknown } from './code-refusals.js';
import { type Entitlement, type EntitlementEvent } from './entitlement.js';
import { EntitlementUnknown } from './entitlement-refusals.js';

/** With its agreement, at the end of that day in the zone of its term; an end that is no earlier changes nothing (I37). */
export const shortenEntitlement: Decision<ShortenEntitlement, Entitlement, EntitlementEvent> = (
  { entitlementId, agreementId, effectiveOn },
  state,
) => {
  if (state === undefined) return EntitlementUnknown();
  const { termEnd: previousEnd, zone, fulfilment } = state.terms;
  if (effectiveOn >= previousEnd) return [];
  const expiresAt = expiryInstant(effectiveOn, zone);
  const shortened = { entitlementId, agreementId, fulfilment, previousEnd, termEnd: effectiveOn, expiresAt };
  return [event(EntitlementTermShortened, shortened)];
};

/** Judged by the clock from then on (I17): what was used before stays used, what expired before stays expired. */
export const shortenCodeTerm: Decision<ShortenCodeTerm, AccessCode, CodeEvent> = (
  { codeId, expiresAt },
  code,
) => {
  if (code === undefined) return CodeUnknown();
  const previously = code.issued.expiresAt;
  if (expiresAt >= previously || code.swept || code.voided !== undefined) return [];
  return [event(CodeTermShortened, { codeId, previously, expiresAt })];
};
