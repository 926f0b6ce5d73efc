import { type Decision } from '#kernel/decider.js';
import { event, type EventOf } from '#kernel/event.js';
import { type Instant } from '#kernel/time.js';
import { type ResumeSitePack, type SuspendSitePack } from '../contracts/pack-commands.js';
import { SitePackResumed, SitePackSuspended, SitePackUseQuestioned } from '../contracts/pack-events.js';
import { isSuspended, isTold, type StandingChange, suspendedBy } from '../contracts/standing.js';
import { type SuspensionCause } from '../contracts/vocabulary.js';
import { SitePackUnknown, StillSuspended, SuspensionUnfounded } from './refusals.js';
import { type Pack, questionOf, type SitePack, type SitePackEvent } from './site-pack.js';
import { type InstitutionStanding } from './use-rules.js';

export interface SuspensionFacts {
  readonly standing: InstitutionStanding;
}

/** From an instant that may lie in the past: reservations stay, draws since then stand and become a case (E50, E51). */
export const suspendSitePack: Decision<
  Readonly<SuspendSitePack>,
  SitePack,
  SitePackEvent,
  SuspensionFacts
> = ({ entitlementId, cause, effectiveAt }, state, { facts: { standing } }) => {
  if (state?.kind !== 'OPEN') return SitePackUnknown();
  if (isNoNews(state, { cause, suspended: true, effectiveAt })) return [];
  if (!isLost(cause, effectiveAt, standing)) return SuspensionUnfounded({ cause });
  const since = drawnUnder(state, cause, effectiveAt);
  const data = { entitlementId, cause, effectiveAt, drawnSince: since.length };
  return [
    event(SitePackSuspended, data, { occurredAt: effectiveAt }),
    ...questionDraws(state, 'DRAWN_WHILE_NOT_ACTIVE', `${cause}:${effectiveAt}`, effectiveAt, since),
  ];
};

/** What was told of that instant last, and what begins when everything is over. */
const isNoNews = ({ opened, changes }: Pack, told: StandingChange): boolean =>
  told.effectiveAt >= opened.expiresAt || isTold(changes, told);

/** What the institution lost comes from its own stream; a provider may hold a pack for reasons of its own. */
function isLost(cause: SuspensionCause, at: Instant, standing: InstitutionStanding): boolean {
  switch (cause) {
    case 'CATC_LOST':
      return !standing.catcActive(at);
    case 'ACCREDITATION_LOST':
      return standing.lostAccreditation(at);
    case 'PROVIDER_HOLD':
      return true;
  }
}

/** Exams that started at a time which the new suspension covers and none did before. */
function drawnUnder({ changes, draws }: Pack, cause: SuspensionCause, effectiveAt: Instant): string[] {
  const after = [...changes, { cause, suspended: true, effectiveAt }];
  return [...draws.entries()]
    .filter(([, at]) => suspendedBy(after, at) !== undefined && suspendedBy(changes, at) === undefined)
    .map(([drawKey]) => drawKey)
    .sort();
}

/** As many as one event takes; the number of all is on what found them. */
const named = 1000;

/** Exams that stand although something backdated says that they should not have been sat. */
export function questionDraws(
  { opened: { entitlementId }, questions }: Pack,
  kind: 'DRAWN_WHILE_NOT_ACTIVE' | 'DRAWN_OUTSIDE_TERM',
  key: string,
  occurredAt: Instant,
  drawKeys: readonly string[],
): readonly EventOf<typeof SitePackUseQuestioned>[] {
  if (drawKeys.length === 0 || questions.has(questionOf({ kind, key }))) return [];
  const data = { entitlementId, kind, key, drawKeys: drawKeys.slice(0, named), occurredAt };
  return [event(SitePackUseQuestioned, data, { occurredAt })];
}

/**
 * From that instant on it is in order, whether or not a suspension is known that it ends: one that began before may be
 * told later (E51). It annuls those that began later, too, when what they say was lost was not lost then: such as when an
 * accreditation is confirmed for that time. The expiry stays where it was (E50).
 */
export const resumeSitePack: Decision<Readonly<ResumeSitePack>, SitePack, SitePackEvent, SuspensionFacts> = (
  { entitlementId, cause, effectiveAt },
  state,
  { facts: { standing } },
) => {
  if (state?.kind !== 'OPEN') return SitePackUnknown();
  const resumed = (from: Instant) =>
    event(SitePackResumed, { entitlementId, cause, effectiveAt: from }, { occurredAt: from });
  // Whether a provider holds a pack, only the provider knows: what it says is taken as it is.
  const isKnown = cause !== 'PROVIDER_HOLD';
  const lost = (at: Instant) => isKnown && isLost(cause, at, standing);
  if (lost(effectiveAt) && isSuspended(state.changes, cause, effectiveAt)) return StillSuspended({ cause });
  const isOver = lost(effectiveAt) || isNoNews(state, { cause, suspended: false, effectiveAt });
  const later = isKnown ? laterSuspensions(state, cause, effectiveAt).filter((from) => !lost(from)) : [];
  return [...(isOver ? [] : [effectiveAt]), ...later].map(resumed);
};

const laterSuspensions = ({ changes }: Pack, cause: SuspensionCause, at: Instant): readonly Instant[] => [
  ...new Set(
    changes
      .filter((change) => change.cause === cause && change.suspended && change.effectiveAt > at)
      .map(({ effectiveAt }) => effectiveAt)
      .filter((effectiveAt) => isSuspended(changes, cause, effectiveAt))
      .toSorted(),
  ),
];
