import { describe, expect, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { event } from '#kernel/event.js';
import { type Refusal } from '#kernel/refusal.js';
import { SitePackUseQuestioned } from '../contracts/pack-events.js';
import { SeatForfeited, SeatsReleased } from '../contracts/unit-events.js';
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
  SitePackNotActive,
  SitePackUnknown,
} from './refusals.js';
import {
  activated,
  beforeExpiry,
  draws,
  entitlementId,
  expiresAt,
  inOrder,
  now,
  opened,
  packAfter,
  reserved,
  resumed,
  session,
  suspended,
} from './samples.js';
import { forfeitSeats, releaseSeats, reserveSeats } from './seats.js';
import { balanceOf, sitePackFold } from './site-pack.js';

const before = '2020-03-01T12:00:00.000Z';
const givens = (standing = inOrder, at = before) => ({ now: at, facts: { standing } });
const active = given(sitePackFold, opened, activated);
const none = { facts: undefined };
const released = (count: number, cause: SeatsReleased['cause'], occurredAt: string, cloud = true) =>
  event(
    SeatsReleased,
    { entitlementId, sessionId: 'S-1', count, cause },
    { occurredAt, ...(cloud ? { basis: { policies: ['seats-locked-1-hour-before@1'] } } : {}) },
  );
const forfeited = (count: number, occurredAt: string, late = false) =>
  event(SeatForfeited, { entitlementId, sessionId: 'S-1', count, late }, { occurredAt });

describe('reserving seats', () => {
  it('E48 one reservation holds the seats of all thirty who start together', () => {
    active
      .when(reserveSeats, { ...session, count: 30, family: 'MOS' }, givens())
      .then(reserved({ count: 30, family: 'MOS' }));
    expect(balanceOf(packAfter(opened, activated, reserved({ count: 30 })), before)).toMatchObject({
      available: 95,
      reserved: 30,
    });
  });

  it('I23 the test vector: of five available six cannot be reserved, five can; then nothing is free', () => {
    const past = [opened, activated, ...draws(120)] as const;
    given(sitePackFold, ...past)
      .when(reserveSeats, { ...session, count: 6 }, givens())
      .thenRefused(NotEnoughSeats, { available: 5, asked: 6 });
    given(sitePackFold, ...past)
      .when(reserveSeats, session, givens())
      .then(reserved());
    given(sitePackFold, ...past, reserved())
      .when(reserveSeats, { ...session, sessionId: 'S-2', count: 1 }, givens())
      .thenRefused(NotEnoughSeats, { available: 0, asked: 1 });
  });

  it('E48 the same reservation again changes nothing; another one under its name is refused', () => {
    const past = given(sitePackFold, opened, activated, reserved());
    past.when(reserveSeats, session, givens()).then();
    for (const difference of [
      { count: 6 },
      { sessionStart: '2020-03-02T15:30:00.000Z' },
      { launch: 'COMPASS' as const },
    ])
      past.when(reserveSeats, { ...session, ...difference }, givens()).thenRefused(SessionKnown);
  });

  it('I21 I22 a session of a family that the pack does not pay is refused', () => {
    active
      .when(reserveSeats, { ...session, family: 'MTA' }, givens())
      .thenRefused(FamilyNotCovered, { family: 'MTA' });
  });

  it('E50 a pack that cannot be used now, or by then, takes no new reservations', () => {
    given(sitePackFold, opened).when(reserveSeats, session, givens()).thenRefused(SitePackNotActive);
    given(sitePackFold, opened, activated, suspended('2020-02-01T06:00:00.000Z'))
      .when(reserveSeats, session, givens())
      .thenRefused(SitePackIsSuspended, { cause: 'CATC_LOST' });
    given(sitePackFold, opened, activated, suspended('2020-03-02T06:00:00.000Z'))
      .when(reserveSeats, session, givens())
      .thenRefused(SitePackIsSuspended, { cause: 'CATC_LOST' });
    given(
      sitePackFold,
      opened,
      activated,
      suspended('2020-02-01T06:00:00.000Z'),
      resumed('2020-03-01T12:00:00.000Z'),
    )
      .when(reserveSeats, session, givens())
      .then(reserved());
    const endsBefore = { ...inOrder, catcActive: (at: string) => at < session.sessionStart };
    active.when(reserveSeats, session, givens(endsBefore)).thenRefused(CentreNotAuthorized);
    active
      .when(reserveSeats, session, givens({ ...inOrder, catcActive: () => false }))
      .thenRefused(CentreNotAuthorized);
  });

  it('I17 the session lies ahead, and before the expiry instant', () => {
    active
      .when(reserveSeats, { ...session, sessionStart: expiresAt }, givens())
      .thenRefused(SessionBeyondExpiry, { expiresAt });
    active
      .when(reserveSeats, { ...session, sessionStart: beforeExpiry }, givens())
      .then(reserved({ sessionStart: beforeExpiry }));
    active
      .when(reserveSeats, { ...session, sessionStart: before }, givens())
      .then(reserved({ sessionStart: before }));
    active
      .when(reserveSeats, { ...session, sessionStart: '2020-03-01T11:59:59.999Z' }, givens())
      .thenRefused(SessionNotAhead);
    active.when(reserveSeats, session, givens(inOrder, expiresAt)).thenRefused(SitePackIsExpired);
    given(sitePackFold).when(reserveSeats, session, givens()).thenRefused(SitePackUnknown);
  });
});

describe('releasing seats', () => {
  const past = given(sitePackFold, opened, activated, reserved());
  const release = { entitlementId, sessionId: 'S-1', cause: 'NOT_NEEDED' } as const;

  it('frees those that are named, or all that are held', () => {
    past
      .when(releaseSeats, { ...release, count: 2 }, { ...none, now: before })
      .then(released(2, 'NOT_NEEDED', before));
    past.when(releaseSeats, release, { ...none, now: before }).then(released(5, 'NOT_NEEDED', before));
    const after = packAfter(opened, activated, reserved(), released(2, 'NOT_NEEDED', before));
    expect(balanceOf(after, before)).toMatchObject({ available: 122, reserved: 3 });
  });

  it('I23 never more than are held', () => {
    past
      .when(releaseSeats, { ...release, count: 6 }, { ...none, now: before })
      .thenRefused(FewerSeatsHeld, { held: 5 });
    given(sitePackFold, opened, activated, reserved(), released(5, 'NOT_NEEDED', before))
      .when(releaseSeats, release, { ...none, now: before })
      .then();
    given(sitePackFold, opened, activated)
      .when(releaseSeats, release, { ...none, now: before })
      .thenRefused(SessionUnknown);
    given(sitePackFold)
      .when(releaseSeats, release, { ...none, now: before })
      .thenRefused(SitePackUnknown);
  });

  it('E65 seats of Compass Cloud are locked from one hour before; the provider frees them at any time', () => {
    const inTime = '2020-03-02T14:00:00.000Z';
    past
      .when(releaseSeats, { ...release, occurredAt: inTime }, { ...none, now })
      .then(released(5, 'NOT_NEEDED', inTime));
    past
      .when(releaseSeats, { ...release, occurredAt: '2020-03-02T14:00:00.001Z' }, { ...none, now })
      .thenRefused(SeatsLocked);
    past
      .when(releaseSeats, { ...release, cause: 'PROVIDER_CANCELLED' }, { ...none, now })
      .then(released(5, 'PROVIDER_CANCELLED', now));
    given(sitePackFold, opened, activated, reserved({ launch: 'COMPASS' }))
      .when(releaseSeats, { ...release, cause: 'SESSION_OVER' }, { ...none, now })
      .then(released(5, 'SESSION_OVER', now, false));
  });

  it('is reported once it has happened', () => {
    past
      .when(releaseSeats, { ...release, occurredAt: '2020-03-02T16:00:00.001Z' }, { ...none, now })
      .thenRefused(InFuture);
  });
});

describe('no-shows', () => {
  const forfeit = { entitlementId, sessionId: 'S-1', noShows: 1, occurredAt: now } as const;
  const seated = [
    ...draws(120),
    reserved(),
    ...draws(4, { sessionId: 'S-1', fromReservation: true }, 'S'),
  ] as const;

  it('E65 I23 the test vector: four draws and one no-show of five seats leave 124 drawn, 1 forfeited, 0 available', () => {
    given(sitePackFold, opened, activated, ...seated)
      .when(forfeitSeats, forfeit, { ...none, now })
      .then(forfeited(1, now));
    const balance = balanceOf(packAfter(opened, activated, ...seated, forfeited(1, now)), now);
    expect(balance).toEqual({
      capacity: 125,
      adjusted: 0,
      available: 0,
      reserved: 0,
      drawn: 124,
      forfeited: 1,
      expired: 0,
    });
  });

  it('E65 consume nothing with an ordinary launch', () => {
    given(sitePackFold, opened, activated, reserved({ launch: 'COMPASS' }))
      .when(forfeitSeats, forfeit, { ...none, now })
      .thenRefused(SeatsNotLocked);
  });

  it('E39 the report says how many in all: sent again it changes nothing, a later one adds what is new', () => {
    const one = given(sitePackFold, opened, activated, reserved(), forfeited(1, now));
    one.when(forfeitSeats, forfeit, { ...none, now }).then();
    one.when(forfeitSeats, { ...forfeit, noShows: 3 }, { ...none, now }).then(forfeited(2, now));
    one
      .when(forfeitSeats, { ...forfeit, noShows: 6 }, { ...none, now })
      .thenRefused(FewerSeatsHeld, { held: 4 });
  });

  it('nobody misses a session before it starts, nor one that is not known, nor a seat that is not held', () => {
    const past = given(sitePackFold, opened, activated, reserved());
    past
      .when(forfeitSeats, { ...forfeit, occurredAt: '2020-03-02T14:59:59.999Z' }, { ...none, now })
      .thenRefused(NoShowBeforeSession);
    past
      .when(forfeitSeats, { ...forfeit, occurredAt: session.sessionStart }, { ...none, now })
      .then(forfeited(1, session.sessionStart));
    past
      .when(forfeitSeats, { ...forfeit, noShows: 6 }, { ...none, now })
      .thenRefused(FewerSeatsHeld, { held: 5 });
    past
      .when(forfeitSeats, { ...forfeit, occurredAt: '2020-03-02T16:00:00.001Z' }, { ...none, now })
      .thenRefused(InFuture);
    past.when(forfeitSeats, { ...forfeit, sessionId: 'S-9' }, { ...none, now }).thenRefused(SessionUnknown);
    given(sitePackFold)
      .when(forfeitSeats, forfeit, { ...none, now })
      .thenRefused(SitePackUnknown);
  });

  it('I18 count when they are reported after the expiry of the pack', () => {
    given(sitePackFold, opened, activated, reserved())
      .when(forfeitSeats, forfeit, { ...none, now: '2020-08-02T00:00:00.000Z' })
      .then(forfeited(1, now, true));
    given(sitePackFold, opened, activated, reserved())
      .when(forfeitSeats, forfeit, { ...none, now: expiresAt })
      .then(forfeited(1, now, true));
  });

  it('E21 from the first millisecond after 45 days a case decides, asked once', () => {
    const past = [opened, activated, reserved()] as const;
    const after = '2020-09-15T05:00:00.001Z';
    given(sitePackFold, ...past)
      .when(forfeitSeats, forfeit, { ...none, now: '2020-09-15T05:00:00.000Z' })
      .then(forfeited(1, now, true));
    const asked = event(
      SitePackUseQuestioned,
      {
        ...{ entitlementId, kind: 'LATE_BEYOND_WINDOW', key: 'NO_SHOW:S-1:1' },
        ...{ drawKeys: [], occurredAt: now },
      },
      { occurredAt: now },
    );
    const reported = given(sitePackFold, ...past).when(forfeitSeats, forfeit, { ...none, now: after });
    reported.thenRefused(LateWindowOver);
    expect((reported.outcome as Refusal).events).toEqual([asked]);
    const again = given(sitePackFold, ...past, asked).when(forfeitSeats, forfeit, { ...none, now: after });
    again.thenRefused(LateWindowOver);
    expect((again.outcome as Refusal).events).toEqual([]);
    const more = given(sitePackFold, ...past, asked).when(
      forfeitSeats,
      { ...forfeit, noShows: 2 },
      { ...none, now: after },
    );
    expect((more.outcome as Refusal).events).toMatchObject([{ data: { key: 'NO_SHOW:S-1:2' } }]);
    given(sitePackFold, ...past, forfeited(1, now, true))
      .when(forfeitSeats, forfeit, { ...none, now: after })
      .then();
    // More than there are seats is no question for a case.
    given(sitePackFold, ...past)
      .when(forfeitSeats, { ...forfeit, noShows: 6 }, { ...none, now: after })
      .thenRefused(FewerSeatsHeld, { held: 5 });
  });
});
