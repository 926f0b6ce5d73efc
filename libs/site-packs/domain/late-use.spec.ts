import { describe, expect, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { event } from '#kernel/event.js';
import { noShowKey, noShowsOf } from '../contracts/late-use.js';
import { SitePackUseQuestioned } from '../contracts/pack-events.js';
import { SeatForfeited, SitePackOverdrawn } from '../contracts/unit-events.js';
import { acceptLateUnits } from './late-use.js';
import { SitePackUnknown, UseNotAsked } from './refusals.js';
import {
  activated,
  ada,
  beforeExpiry,
  drawn,
  eligible,
  entitlementId,
  id,
  now,
  opened,
  openedFor,
  packAfter,
  reserved,
} from './samples.js';
import { balanceOf, sitePackFold, type SitePackEvent } from './site-pack.js';

const caseId = id('cas', 1);
const decidedAt = '2020-10-01T09:00:00.000Z';
const { known, family, offered, candidate } = eligible;
const facts = { known, family, offered, candidate };
const accepting = (key: string, ...past: readonly SitePackEvent[]) =>
  given(sitePackFold, ...past).when(
    acceptLateUnits,
    { entitlementId, provider: 'CERTIPORT', key, caseId },
    { now: decidedAt, facts },
  );

describe('no-shows that were reported after the late window, once two persons let them count', () => {
  const asked = (noShows: number) =>
    event(
      SitePackUseQuestioned,
      {
        ...({ entitlementId, kind: 'LATE_BEYOND_WINDOW', key: noShowKey('S-1', noShows) } as const),
        ...{ drawKeys: [], occurredAt: now },
      },
      { occurredAt: now },
    );
  const past = [opened, activated, reserved()] as const;
  const forfeited = (count: number) =>
    event(SeatForfeited, { entitlementId, sessionId: 'S-1', count, late: true, caseId }, { occurredAt: now });

  it('E21 E65 I38 forfeit their seats under the case, once', () => {
    accepting('NO_SHOW:S-1:2', ...past, asked(2)).then(forfeited(2));
    accepting('NO_SHOW:S-1:2', ...past, asked(2), forfeited(2)).then();
    // A later report of the same session says how many there were in all.
    accepting('NO_SHOW:S-1:3', ...past, asked(2), asked(3), forfeited(2)).then(forfeited(1));
    accepting('NO_SHOW:S-1:2', ...past, asked(2), asked(3), forfeited(3)).then();
  });

  it('I23 never more than are held, and the units add up after the expiry', () => {
    const drawnInSession = [1, 2, 3, 4].map((n) =>
      drawn({ drawKey: `EX-${n}`, sessionId: 'S-1', fromReservation: true }),
    );
    accepting('NO_SHOW:S-1:2', ...past, asked(2), ...drawnInSession).then(forfeited(1));
    const after = packAfter(...past, asked(2), ...drawnInSession, forfeited(1));
    const { drawn: used, forfeited: lost, expired, available, reserved: held } = balanceOf(after, decidedAt);
    expect({ used, lost, expired, available, held }).toEqual({
      ...{ used: 4, lost: 1, expired: 120, available: 0, held: 0 },
    });
  });

  it('I38 are not counted when nobody asked', () => {
    accepting('NO_SHOW:S-1:2', ...past, asked(3)).thenRefused(UseNotAsked);
    accepting('NO_SHOW:S-1:2').thenRefused(SitePackUnknown);
    accepting(
      'NO_SHOW:S-2:2',
      opened,
      event(SitePackUseQuestioned, { ...asked(2).data, key: 'NO_SHOW:S-2:2' }),
    ).then();
  });

  it('E21 say of which session they are, whatever the provider calls it', () => {
    for (const sessionId of ['S-1', 'NO_SHOW:7', 'A:B:3'])
      expect(noShowsOf(noShowKey(sessionId, 12))).toEqual({ sessionId, noShows: 12 });
    for (const key of ['EX-1', 'NO_SHOW:', 'NO_SHOW:x', 'NO_SHOW:S-1:x'])
      expect(noShowsOf(key)).toBeUndefined();
  });
});

describe('an exam that was reported after the late window, once two persons let it count', () => {
  const asked = event(
    SitePackUseQuestioned,
    {
      ...({ entitlementId, kind: 'LATE_BEYOND_WINDOW', key: 'EX-1', drawKeys: ['EX-1'] } as const),
      ...{ occurredAt: beforeExpiry, examCode: '77-725', personRef: ada, sessionId: 'S-1' },
      ...({ occurredZone: 'America/Chicago', zoneConfidence: 'STATED' } as const),
    },
    { occurredAt: beforeExpiry },
  );
  const counted = (fromReservation: boolean) =>
    drawn({
      ...{ occurredAt: beforeExpiry, reportedAt: decidedAt, late: true, sessionId: 'S-1' },
      ...{ fromReservation, caseId },
    });

  it('E21 I18 I38 takes its unit under the case, once, from its session if it held one', () => {
    accepting('EX-1', opened, activated, asked).then(counted(false));
    accepting('EX-1', opened, activated, reserved(), asked).then(counted(true));
    accepting('EX-1', opened, activated, asked, counted(false)).then();
    accepting('EX-2', opened, activated, asked).thenRefused(UseNotAsked);
  });

  it('E49 is recorded as overdrawn when there was none left', () => {
    accepting('EX-1', openedFor(1), activated, drawn({ drawKey: 'EX-0' }), asked).then(
      counted(false),
      event(SitePackOverdrawn, { entitlementId, drawKey: 'EX-1', missing: 1 }, { occurredAt: beforeExpiry }),
    );
  });

  it('E22 reads an old question without zone in the zone of the pack, and says that it assumed so', () => {
    const { occurredZone: _, zoneConfidence: __, sessionId: ___, ...old } = asked.data;
    const decided = accepting('EX-1', opened, activated, event(SitePackUseQuestioned, old)).outcome;
    expect(decided).toMatchObject([{ data: { occurredZone: 'America/Chicago', zoneConfidence: 'ASSUMED' } }]);
  });
});
