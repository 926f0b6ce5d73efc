import { type Fold } from '#kernel/decider.js';
import { type EventOf } from '#kernel/event.js';
import { emptyMap, type PersistentMap } from '#kernel/persistent-map.js';
import { type Instant } from '#kernel/time.js';
import { type Balance, balanceAt, type Units } from '../contracts/balance.js';
import {
  type SitePackActivated,
  type SitePackAdjusted,
  type SitePackAdjustmentProposed,
  type SitePackCorrected,
  type SitePackDeactivationRequested,
  type SitePackExpired,
  type SitePackOpened,
  type SitePackResumed,
  type SitePackSuspended,
  type SitePackTermShortened,
  type SitePackUseQuestioned,
  type TestCentreMissing,
} from '../contracts/pack-events.js';
import { type PortalBalanceRecorded } from '../contracts/portal-balance.js';
import { type StandingChange } from '../contracts/standing.js';
import {
  type ExamDrawn,
  type SeatForfeited,
  type SeatsReleased,
  type SeatsReserved,
  type SitePackOverdrawn,
} from '../contracts/unit-events.js';

export type SitePackEvent = EventOf<
  | typeof SitePackOpened
  | typeof SitePackActivated
  | typeof SitePackSuspended
  | typeof SitePackResumed
  | typeof SeatsReserved
  | typeof SeatsReleased
  | typeof SeatForfeited
  | typeof ExamDrawn
  | typeof SitePackOverdrawn
  | typeof SitePackTermShortened
  | typeof SitePackExpired
  | typeof SitePackAdjustmentProposed
  | typeof SitePackAdjusted
  | typeof SitePackCorrected
  | typeof SitePackDeactivationRequested
  | typeof TestCentreMissing
  | typeof SitePackUseQuestioned
  | typeof PortalBalanceRecorded
>;

export interface Session {
  readonly reserved: Readonly<SeatsReserved>;
  /** Seats that wait for their exam. */
  readonly held: number;
  readonly forfeited: number;
}

/** One pool for all families of the pack (R29, E46). The maps share their nodes, so each event costs the same. */
export interface Pack extends Units {
  readonly kind: 'OPEN';
  readonly opened: Readonly<SitePackOpened>;
  readonly activated?: Readonly<SitePackActivated>;
  readonly changes: readonly StandingChange[];
  readonly sessions: PersistentMap<Session>;
  /** When each exam started, by its key. */
  readonly draws: PersistentMap<Instant>;
  /** Questions already asked, by kind and key: one report, one question; a case may let it count after all. */
  readonly questions: PersistentMap<Readonly<SitePackUseQuestioned>>;
  /** Units more than the corrected invoice pays for, and the credit notes that have been followed. */
  readonly short: number;
  readonly correctedBy: readonly string[];
  readonly adjustmentProposals: number;
  /** What stands to be approved. */
  readonly proposed?: Readonly<SitePackAdjustmentProposed> | undefined;
  /** The sweep has been here; whether the pack can be used is a matter of the clock all the same (I17). */
  readonly swept: boolean;
  /** The last step of the reminders that was taken. */
  readonly remindedAfter: number;
  /** When the portal showed the balance that is known last. */
  readonly portalStatedAt?: Instant;
}

/** The order was cancelled before its invoice: there never was a balance (E33, E34). */
export interface CancelledPack {
  readonly kind: 'CANCELLED';
  readonly requested: Readonly<SitePackDeactivationRequested>;
  readonly questions: PersistentMap<Readonly<SitePackUseQuestioned>>;
}

/** Undefined while neither has happened. */
export type SitePack = Pack | CancelledPack | undefined;

export const questionOf = ({ kind, key }: Pick<SitePackUseQuestioned, 'kind' | 'key'>): string =>
  `${kind} ${key}`;

const opened = (data: SitePackOpened): Pack => ({
  kind: 'OPEN',
  opened: data,
  capacity: data.capacity,
  adjusted: 0,
  short: 0,
  correctedBy: [],
  reserved: 0,
  drawn: 0,
  forfeited: 0,
  changes: [],
  sessions: emptyMap(),
  draws: emptyMap(),
  questions: emptyMap(),
  adjustmentProposals: 0,
  swept: false,
  remindedAfter: 0,
});

/** Seats that leave a session, to be free, drawn or forfeited. */
function takenFrom(pack: Pack, sessionId: string, seats: number, forfeited = 0): Pack {
  const session = pack.sessions.get(sessionId);
  if (session === undefined) return pack;
  const after = { ...session, held: session.held - seats, forfeited: session.forfeited + forfeited };
  return { ...pack, reserved: pack.reserved - seats, sessions: pack.sessions.with(sessionId, after) };
}

function evolvePack(pack: Pack, event: SitePackEvent): Pack {
  switch (event.type) {
    case 'SitePackOpened':
    case 'SitePackOverdrawn':
    case 'SitePackDeactivationRequested':
      return pack;
    case 'SitePackActivated':
      return { ...pack, activated: event.data };
    case 'SitePackSuspended':
    case 'SitePackResumed': {
      const { cause, effectiveAt } = event.data;
      const change = { cause, suspended: event.type === 'SitePackSuspended', effectiveAt };
      return { ...pack, changes: [...pack.changes, change] };
    }
    case 'SeatsReserved': {
      const { sessionId, count } = event.data;
      const session = { reserved: event.data, held: count, forfeited: 0 };
      return { ...pack, reserved: pack.reserved + count, sessions: pack.sessions.with(sessionId, session) };
    }
    case 'SeatsReleased':
      return takenFrom(pack, event.data.sessionId, event.data.count);
    case 'SeatForfeited': {
      const { sessionId, count } = event.data;
      return { ...takenFrom(pack, sessionId, count, count), forfeited: pack.forfeited + count };
    }
    case 'ExamDrawn': {
      const { drawKey, sessionId = '', fromReservation, occurredAt } = event.data;
      const left = fromReservation ? takenFrom(pack, sessionId, 1) : pack;
      return { ...left, drawn: pack.drawn + 1, draws: pack.draws.with(drawKey, occurredAt) };
    }
    case 'SitePackTermShortened': {
      const { termEnd, expiresAt } = event.data;
      return { ...pack, opened: { ...pack.opened, termEnd, expiresAt } };
    }
    case 'SitePackExpired':
      return { ...pack, swept: true };
    case 'SitePackAdjustmentProposed':
      return { ...pack, adjustmentProposals: event.data.proposal, proposed: event.data };
    case 'SitePackAdjusted':
      return { ...pack, adjusted: pack.adjusted + event.data.units, proposed: undefined };
    case 'SitePackCorrected': {
      const { creditNo, units, short } = event.data;
      return {
        ...pack,
        adjusted: pack.adjusted + units,
        short,
        correctedBy: [...pack.correctedBy, creditNo],
      };
    }
    case 'TestCentreMissing':
      return { ...pack, remindedAfter: event.data.afterDays };
    case 'PortalBalanceRecorded':
      return { ...pack, portalStatedAt: event.data.statedAt };
    case 'SitePackUseQuestioned':
      return { ...pack, questions: pack.questions.with(questionOf(event.data), event.data) };
  }
}

export const sitePackFold: Fold<SitePack, SitePackEvent> = {
  initial: undefined,
  evolve(state, event) {
    if (state?.kind === 'OPEN') return evolvePack(state, event);
    // An invoice after all: what was invoiced is opened.
    if (event.type === 'SitePackOpened') return opened(event.data);
    if (event.type === 'SitePackDeactivationRequested')
      return { kind: 'CANCELLED', requested: event.data, questions: emptyMap() };
    return state !== undefined && event.type === 'SitePackUseQuestioned'
      ? { ...state, questions: state.questions.with(questionOf(event.data), event.data) }
      : state;
  },
};

export const balanceOf = (pack: Pack, at: Instant): Balance => {
  const { capacity, adjusted, reserved, drawn, forfeited } = pack;
  return balanceAt({ capacity, adjusted, reserved, drawn, forfeited }, pack.opened.expiresAt, at);
};

/** Units that are neither drawn nor forfeited, seats that are only reserved among them; negative when overdrawn. */
export const unspentOf = ({ capacity, adjusted, drawn, forfeited }: Pack): number =>
  capacity + adjusted - drawn - forfeited;

/** Units that are neither used nor promised to a session, whether or not the term still runs; negative when overdrawn. */
export const freeOf = ({ capacity, adjusted, reserved, drawn, forfeited }: Pack): number =>
  capacity + adjusted - reserved - drawn - forfeited;
