import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { type CalendarDate } from '#kernel/time.js';
import { type JudgeExamsLeft } from '../contracts/entitlement-commands.js';
import { EntitlementStranded, EntitlementStrandingLifted } from '../contracts/entitlement-events.js';
import { type Entitlement, type EntitlementEvent } from './entitlement.js';
import { EntitlementUnknown } from './entitlement-refusals.js';

export interface ExamsLeftFacts {
  /** Last day on which any exam can be sat that the entitlement pays for; undefined while one has no last day. */
  readonly lastExamOn: CalendarDate | undefined;
}

/**
 * Stranded is what has days of its term left on which no exam of its families can be sat any more: said as soon as it is
 * known, so that there is time to sit one (E57). It stays valid; a retirement that moves, or another exam, takes the flag
 * away and changes nothing else (E58).
 */
export const judgeExamsLeft: Decision<JudgeExamsLeft, Entitlement, EntitlementEvent, ExamsLeftFacts> = (
  { entitlementId },
  state,
  { now, facts: { lastExamOn } },
) => {
  if (state === undefined) return EntitlementUnknown();
  const { fulfilment, termEnd, expiresAt } = state.terms;
  if (now >= expiresAt) return [];
  const cause = 'EXAM_RETIRED' as const;
  if (lastExamOn === undefined || lastExamOn >= termEnd)
    return state.lastExamOn === undefined
      ? []
      : [event(EntitlementStrandingLifted, { entitlementId, fulfilment, cause })];
  if (lastExamOn === state.lastExamOn) return [];
  return [event(EntitlementStranded, { entitlementId, fulfilment, cause, lastExamOn })];
};
