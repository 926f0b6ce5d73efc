import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { given, someGivens } from '#deciding/given-when-then.js';
import { fold } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { SitePackCorrected } from '../contracts/pack-events.js';
import { correctSitePack } from './correcting.js';
import { entitlementId, openedFor, session } from './samples.js';
import { reserveSeats } from './seats.js';
import { freeOf, type Pack, type SitePackEvent, sitePackFold } from './site-pack.js';
import { activated, activeFrom, inOrder } from './samples.js';

const corrected = (creditNo: string, units: number, short = 0) =>
  event(SitePackCorrected, { entitlementId, creditNo, units, short });
const correcting = (units: Readonly<Record<string, number>>, ...past: readonly SitePackEvent[]) =>
  given(sitePackFold, ...past).when(
    correctSitePack,
    { entitlementId },
    { facts: { adjustments: Object.entries(units).map(([creditNo, each]) => ({ creditNo, units: each })) } },
  );
const opened = openedFor(125);
/** With so many seats promised to a session. */
const reserving = (count: number): readonly SitePackEvent[] => {
  const past = [opened, { ...activated, data: { ...activated.data, at: activeFrom } }];
  const facts = { standing: inOrder };
  const state = fold(sitePackFold, past);
  const seats = reserveSeats({ ...session, count }, state, { ...someGivens, now: activeFrom, facts });
  return [...past, ...(seats as readonly SitePackEvent[])];
};

describe('a site pack whose invoice is corrected', () => {
  it('R62 I23 loses units, and gets them, once for each credit note', () => {
    correcting({ 'CR-1': -125 }, opened).then(corrected('CR-1', -125));
    correcting({ 'CR-1': -125, 'CR-2': 125 }, opened).then(corrected('CR-1', -125), corrected('CR-2', 125));
    correcting({ 'CR-1': -125 }, opened, corrected('CR-1', -125)).then();
    correcting({ 'CR-1': -125 }).then();
  });

  it('I23 I38 never loses a seat that is promised: the shortfall stays, and is filled first', () => {
    const past = reserving(20);
    const short = corrected('CR-1', -105, 20);
    correcting({ 'CR-1': -125 }, ...past).then(short);
    correcting({ 'CR-1': -125, 'CR-2': 125 }, ...past, short).then(corrected('CR-2', 105));
    correcting({ 'CR-1': -125, 'CR-2': 10 }, ...past, short).then(corrected('CR-2', 0, 10));
  });

  it('I23 through any corrections has what is paid for, and the shortfall', () => {
    const someUnits = fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 12 });
    fc.assert(
      fc.property(someUnits, fc.integer({ min: 1, max: 125 }), (packs, seats) => {
        let paid = 125;
        const adjustments = packs.flatMap((each, index) => {
          const units = Math.max(each * 125, -paid);
          paid += units;
          return [{ creditNo: `CR-${index}`, units }];
        });
        const past = reserving(seats);
        const state = fold(sitePackFold, past);
        const decided = correctSitePack({ entitlementId }, state, { ...someGivens, facts: { adjustments } });
        const pack = fold(sitePackFold, decided as readonly SitePackEvent[], state) as Pack;
        expect(pack.capacity + pack.adjusted).toBe(paid + pack.short);
        expect(Math.min(freeOf(pack), pack.short)).toBeGreaterThanOrEqual(0);
        expect(pack.short).toBeLessThanOrEqual(seats);
      }),
    );
  });
});
