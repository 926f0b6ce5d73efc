import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { noShowsOf, type AcceptLateUnits } from '../contracts/late-use.js';
import { type SitePackUseQuestioned } from '../contracts/pack-events.js';
import { SeatForfeited } from '../contracts/unit-events.js';
import { type DrawFacts, drawOf } from './drawing.js';
import { SitePackUnknown, UseNotAsked } from './refusals.js';
import { type Pack, questionOf, type SitePack, type SitePackEvent } from './site-pack.js';

export type LateFacts = Omit<DrawFacts, 'standing'>;

/** What was in question, with all that was reported of it. */
export const askedLate = (pack: SitePack, key: string) =>
  pack?.questions.get(questionOf({ kind: 'LATE_BEYOND_WINDOW', key }));

/**
 * Both persons have said that it counts: the unit is consumed, under the case (E21, I38). Of no-shows as many as still
 * have a seat in the session: whoever is found to have sat there since then did come.
 */
export const acceptLateUnits: Decision<Readonly<AcceptLateUnits>, SitePack, SitePackEvent, LateFacts> = (
  { key, caseId },
  state,
  { now, facts },
) => {
  if (state?.kind !== 'OPEN') return SitePackUnknown();
  const asked = askedLate(state, key);
  if (asked === undefined) return UseNotAsked();
  const noShows = noShowsOf(key);
  if (noShows !== undefined && asked.drawKeys.length === 0) return forfeited(state, asked, noShows, caseId);
  if (state.draws.has(key)) return [];
  const { entitlementId, examCode = '', personRef, sessionId, occurredAt } = asked;
  const command = {
    ...{ entitlementId, drawKey: key, provider: state.opened.provider, examCode, occurredAt, caseId },
    ...{ occurredZone: asked.occurredZone ?? state.opened.zone },
    ...{ zoneConfidence: asked.zoneConfidence ?? ('ASSUMED' as const) },
    ...(personRef === undefined ? {} : { personRef }),
    ...(sessionId === undefined ? {} : { sessionId }),
  };
  return drawOf(state, command, facts, now);
};

function forfeited(
  { sessions }: Pack,
  { entitlementId, occurredAt }: SitePackUseQuestioned,
  { sessionId, noShows }: { readonly sessionId: string; readonly noShows: number },
  caseId: string,
): readonly SitePackEvent[] {
  const session = sessions.get(sessionId);
  if (session === undefined) return [];
  const count = Math.min(noShows - session.forfeited, session.held);
  if (count <= 0) return [];
  return [event(SeatForfeited, { entitlementId, sessionId, count, late: true, caseId }, { occurredAt })];
}
