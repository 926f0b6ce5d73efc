import { hoursAfter } from '#kernel/calendar.js';
import { type Decision } from '#kernel/decider.js';
import { event, type EventOf } from '#kernel/event.js';
import { type Refusal } from '#kernel/refusal.js';
import { type Instant } from '#kernel/time.js';
import { type ForfeitSeats, type ReleaseSeats, type ReserveSeats } from '../contracts/session-commands.js';
import { noShowKey } from '../contracts/late-use.js';
import { suspendedBy } from '../contracts/standing.js';
import { SitePackUseQuestioned } from '../contracts/pack-events.js';
import { SeatForfeited, SeatsReleased, SeatsReserved } from '../contracts/unit-events.js';
import {
  CentreNotAuthorized,
  FamilyNotCovered,
  FewerSeatsHeld,
  InFuture,
  LateWindowOver,
  NoShowBeforeSession,
  NotEnoughSeats,
  SeatsLocked,
  SeatsNotLocked,
  SessionBeyondExpiry,
  SessionKnown,
  SessionNotAhead,
  SessionUnknown,
  SitePackIsExpired,
  SitePackIsSuspended,
  SitePackUnknown,
} from './refusals.js';
import {
  balanceOf,
  type Pack,
  questionOf,
  type Session,
  type SitePack,
  type SitePackEvent,
} from './site-pack.js';
import { type InstitutionStanding, lateWindow, notUsable } from './use-rules.js';

export interface ReservationFacts {
  readonly standing: InstitutionStanding;
}

/** All seats of a session in one decision, however many start together (E48). */
export const reserveSeats: Decision<Readonly<ReserveSeats>, SitePack, SitePackEvent, ReservationFacts> = (
  command,
  state,
  { now, facts: { standing } },
) => {
  if (state?.kind !== 'OPEN') return SitePackUnknown();
  const { sessionId, count, family, sessionStart } = command;
  const known = state.sessions.get(sessionId);
  if (known !== undefined) return isSameSession(known, command) ? [] : SessionKnown();
  const refused = noReservation(state, sessionStart, now, standing);
  if (refused !== undefined) return refused;
  if (family !== undefined && !state.opened.families.includes(family)) return FamilyNotCovered({ family });
  const { available } = balanceOf(state, now);
  if (count > available) return NotEnoughSeats({ available, asked: count }, '/count');
  return [event(SeatsReserved, { ...command })];
};

/** New reservations need a pack that can be used now, and by what is known when the session starts, too (E50). */
function noReservation(
  pack: Pack,
  sessionStart: Instant,
  now: Instant,
  standing: InstitutionStanding,
): Refusal | undefined {
  const { expiresAt } = pack.opened;
  if (now >= expiresAt) return SitePackIsExpired();
  if (sessionStart < now) return SessionNotAhead({}, '/sessionStart');
  if (sessionStart >= expiresAt) return SessionBeyondExpiry({ expiresAt }, '/sessionStart');
  const refused = notUsable(pack, now, standing);
  if (refused !== undefined) return refused;
  const cause = suspendedBy(pack.changes, sessionStart);
  if (cause !== undefined) return SitePackIsSuspended({ cause });
  return standing.catcActive(sessionStart) ? undefined : CentreNotAuthorized();
}

const isSameSession = ({ reserved }: Session, { count, sessionStart, launch }: ReserveSeats): boolean =>
  reserved.count === count && reserved.sessionStart === sessionStart && reserved.launch === launch;

/** A locked seat can be given back until exactly one hour before, as Certiport's schedule can be changed (E65). */
const seatLock = { name: 'seats-locked-1-hour-before@1', hours: 1 } as const;

const isLocked = ({ launch, sessionStart }: Session['reserved'], at: Instant): boolean =>
  launch === 'COMPASS_CLOUD' && hoursAfter(at, seatLock.hours) > sessionStart;

/** Seats that no exam was drawn from are free again; what the provider cancels is never the institution's loss. */
export const releaseSeats: Decision<Readonly<ReleaseSeats>, SitePack, SitePackEvent> = (
  command,
  state,
  { now },
) => {
  if (state?.kind !== 'OPEN') return SitePackUnknown();
  const { entitlementId, sessionId, cause } = command;
  const session = state.sessions.get(sessionId);
  if (session === undefined) return SessionUnknown();
  const occurredAt = command.occurredAt ?? now;
  if (occurredAt > now) return InFuture({}, '/occurredAt');
  const count = command.count ?? session.held;
  if (count === 0) return [];
  if (count > session.held) return FewerSeatsHeld({ held: session.held }, '/count');
  if (cause !== 'PROVIDER_CANCELLED' && isLocked(session.reserved, occurredAt)) return SeatsLocked();
  const policies =
    session.reserved.launch === 'COMPASS_CLOUD' ? { basis: { policies: [seatLock.name] } } : {};
  return [event(SeatsReleased, { entitlementId, sessionId, count, cause }, { occurredAt, ...policies })];
};

/**
 * No-shows consume a seat only where it was locked (E65). The command says how many there were in all; what is new in a
 * report from after the late window is for a case to decide (E21).
 */
export const forfeitSeats: Decision<Readonly<ForfeitSeats>, SitePack, SitePackEvent> = (
  { entitlementId, sessionId, noShows, occurredAt },
  state,
  { now },
) => {
  if (state?.kind !== 'OPEN') return SitePackUnknown();
  const session = state.sessions.get(sessionId);
  if (session === undefined) return SessionUnknown();
  if (session.reserved.launch !== 'COMPASS_CLOUD') return SeatsNotLocked();
  if (occurredAt > now) return InFuture({}, '/occurredAt');
  if (occurredAt < session.reserved.sessionStart) return NoShowBeforeSession({}, '/occurredAt');
  const count = noShows - session.forfeited;
  if (count <= 0) return [];
  const { expiresAt } = state.opened;
  if (count > session.held) return FewerSeatsHeld({ held: session.held }, '/noShows');
  if (now > hoursAfter(expiresAt, lateWindow.hours))
    return LateWindowOver().recording(...tooLate(state, sessionId, noShows, occurredAt));
  const late = now >= expiresAt;
  return [event(SeatForfeited, { entitlementId, sessionId, count, late }, { occurredAt })];
};

/** Asked once for each number of no-shows that a session is said to have had. */
function tooLate(
  { opened: { entitlementId }, questions }: Pack,
  sessionId: string,
  noShows: number,
  occurredAt: Instant,
): readonly EventOf<typeof SitePackUseQuestioned>[] {
  const asked = { kind: 'LATE_BEYOND_WINDOW', key: noShowKey(sessionId, noShows) } as const;
  if (questions.has(questionOf(asked))) return [];
  const data = { entitlementId, ...asked, drawKeys: [], occurredAt };
  return [event(SitePackUseQuestioned, data, { occurredAt })];
}
