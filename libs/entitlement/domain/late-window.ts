import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { type CloseLateWindow } from '../contracts/entitlement-commands.js';
import { LateWindowClosed } from '../contracts/entitlement-events.js';
import { lateWindow, lateWindowEnd } from '../contracts/late-window.js';
import { type Entitlement, type EntitlementEvent } from './entitlement.js';
import { EntitlementUnknown } from './entitlement-refusals.js';

/** Records what the clock has done, once: from now on a late report is for a case to decide, whoever sent it (E21). */
export const closeLateWindow: Decision<CloseLateWindow, Entitlement, EntitlementEvent> = (
  { entitlementId },
  state,
  { now },
) => {
  if (state === undefined) return EntitlementUnknown();
  const closedAt = lateWindowEnd(state.terms.expiresAt);
  if (state.lateWindowClosed || now <= closedAt) return [];
  const options = { occurredAt: closedAt, basis: { policies: [lateWindow.name] } };
  return [event(LateWindowClosed, { entitlementId, closedAt }, options)];
};
