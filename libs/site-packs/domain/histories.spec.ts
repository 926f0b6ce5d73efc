import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { someGivens } from '#deciding/given-when-then.js';
import { fold } from '#kernel/decider.js';
import { Refusal } from '#kernel/refusal.js';
import { hoursAfter } from '#kernel/calendar.js';
import { propertyRuns } from '#test/support/property-runs.js';
import { drawExam } from './drawing.js';
import { approveAdjustment, proposeAdjustment } from './adjusting.js';
import { expireSitePack } from './ending.js';
import { forfeitSeats, releaseSeats, reserveSeats } from './seats.js';
import { balanceOf, type Pack, type SitePack, type SitePackEvent, sitePackFold } from './site-pack.js';
import { launches } from '../contracts/vocabulary.js';
import { resumeSitePack, suspendSitePack } from './suspending.js';
import {
  activated,
  activeFrom,
  eligible,
  entitlementId,
  expiresAt,
  id,
  inOrder,
  openedFor,
  session,
  sitting,
} from './samples.js';

/* Random histories: whatever is asked, in whatever order and how often, the units add up (I23). */

type Step = (state: SitePack, now: string) => readonly SitePackEvent[] | Refusal;
const capacity = 12;
const standing = { ...inOrder, catcActive: (at: string) => at < '2020-03-01T00:00:00.000Z' };
const givenAt = <F>(now: string, facts: F) => ({ ...someGivens, now, facts });

const hours = fc.integer({ min: 0, max: 366 * 24 + 48 });
const at = hours.map((h) => hoursAfter(activeFrom, h));
const key = fc.integer({ min: 0, max: 15 }).map((n) => `D-${n}`);
const sessionId = fc.integer({ min: 0, max: 3 }).map((n) => `S-${n}`);
const seats = fc.integer({ min: 1, max: 6 });

const reserving = fc
  .record({ sessionId, count: seats, sessionStart: at, launch: fc.constantFrom(...launches) })
  .map(
    (chosen): Step =>
      (state, now) =>
        reserveSeats({ ...session, ...chosen }, state, givenAt(now, { standing: inOrder })),
  );
const releasing = fc.record({ sessionId, count: seats }).map(
  (chosen): Step =>
    (state, now) =>
      releaseSeats({ entitlementId, ...chosen, cause: 'PROVIDER_CANCELLED' }, state, givenAt(now, undefined)),
);
const forfeiting = fc.record({ sessionId, noShows: seats }).map(
  (chosen): Step =>
    (state, now) =>
      forfeitSeats({ entitlementId, ...chosen, occurredAt: now }, state, givenAt(now, undefined)),
);
const drawing = fc.record({ drawKey: key, sessionId, occurredAt: at, reported: fc.boolean() }).map(
  (chosen): Step =>
    (state, now) =>
      drawExam({ ...sitting, ...chosen }, state, givenAt(now, { ...eligible, standing })),
);
const suspending = at.map(
  (effectiveAt): Step =>
    (state, now) =>
      suspendSitePack(
        { entitlementId, cause: 'PROVIDER_HOLD', effectiveAt },
        state,
        givenAt(now, { standing }),
      ),
);
const resuming = at.map(
  (effectiveAt): Step =>
    (state, now) =>
      resumeSitePack(
        { entitlementId, cause: 'PROVIDER_HOLD', effectiveAt },
        state,
        givenAt(now, { standing }),
      ),
);
const adjusting = fc.integer({ min: -4, max: 4 }).map(
  (units): Step =>
    (state, now) =>
      proposeAdjustment(
        { entitlementId, units, cause: 'EXAM_NOT_STARTED', caseId: id('cas', 1) },
        state,
        givenAt(now, { hasCase: true }),
      ),
);
const approving = fc.integer({ min: 1, max: 3 }).map(
  (proposal): Step =>
    (state, now) =>
      approveAdjustment({ entitlementId, proposal }, state, {
        ...givenAt(now, undefined),
        actor: { kind: 'user', id: 'second' },
      }),
);
const expiring = fc.constant<Step>((state, now) =>
  expireSitePack({ entitlementId }, state, givenAt(now, undefined)),
);
const history = fc.array(
  fc.tuple(
    fc.oneof(
      { arbitrary: drawing, weight: 6 },
      { arbitrary: reserving, weight: 3 },
      releasing,
      forfeiting,
      suspending,
      resuming,
      adjusting,
      approving,
      expiring,
    ),
    at,
  ),
  { maxLength: 60 },
);

interface Played {
  readonly pack: Pack;
  readonly events: readonly SitePackEvent[];
}

const start = [openedFor(capacity), { ...activated, data: { ...activated.data, at: activeFrom } }];

/** Each step at its time, in the order given, as the runner would take it: decide, append, fold. */
function play(steps: readonly (readonly [Step, string])[], check: (pack: Pack, now: string) => void): Played {
  let events: readonly SitePackEvent[] = start;
  let state = fold(sitePackFold, events);
  for (const [step, now] of steps) {
    const outcome = step(state, now);
    const added = (outcome instanceof Refusal ? outcome.events : outcome) as readonly SitePackEvent[];
    state = fold(sitePackFold, added, state);
    events = [...events, ...added];
    check(state as Pack, now);
  }
  return { pack: state as Pack, events };
}

const sumOf = (pack: Pack, now: string): number => {
  const { available, reserved, drawn, forfeited, expired } = balanceOf(pack, now);
  return available + reserved + drawn + forfeited + expired;
};

describe('a site pack through random histories', () => {
  it('I23 available, reserved, drawn, forfeited and expired always make up capacity and adjustments', () => {
    fc.assert(
      fc.property(history, at, (steps, later) => {
        play(steps, (pack, now) => {
          for (const instant of [now, later]) {
            expect(sumOf(pack, instant)).toBe(capacity + pack.adjusted);
            const { reserved, expired, drawn, forfeited } = balanceOf(pack, instant);
            expect(Math.min(reserved, expired, drawn, forfeited)).toBeGreaterThanOrEqual(0);
          }
          const held = [...pack.sessions.entries()].reduce((sum, [, each]) => sum + each.held, 0);
          expect(pack.reserved).toBe(held);
          expect([...pack.sessions.entries()].every(([, each]) => each.held >= 0)).toBe(true);
        });
      }),
      propertyRuns(400),
    );
  });

  it('E49 nothing is overdrawn unless an exam that had been sat was reported, and then it is said', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const { pack, events } = play(steps, () => undefined);
        const isMissing = pack.capacity + pack.adjusted - pack.drawn - pack.forfeited - pack.reserved < 0;
        if (isMissing) expect(events.some(({ type }) => type === 'SitePackOverdrawn')).toBe(true);
      }),
      propertyRuns(400),
    );
  });

  it('I17 no exam of before the term or after it is ever drawn, nor one twice', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const { events } = play(steps, () => undefined);
        const drawn = events.flatMap((each) => (each.type === 'ExamDrawn' ? [each.data] : []));
        expect(drawn.every(({ occurredAt }) => activeFrom <= occurredAt && occurredAt < expiresAt)).toBe(
          true,
        );
        expect(new Set(drawn.map(({ drawKey }) => drawKey)).size).toBe(drawn.length);
      }),
      propertyRuns(400),
    );
  });

  it('E63 replaying the log gives the state that was live', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const { pack, events } = play(steps, () => undefined);
        const replayed = fold(sitePackFold, events) as Pack;
        const plain = (each: Pack) => ({
          ...each,
          draws: new Map(each.draws.entries()),
          sessions: new Map(each.sessions.entries()),
          questions: new Map(each.questions.entries()),
        });
        expect(plain(replayed)).toEqual(plain(pack));
      }),
      propertyRuns(200),
    );
  });

  it('E19 every step taken twice at once equals once', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const adjusting = new Set(['SitePackAdjusted', 'SeatsReleased']);
        const twice = steps.flatMap((step) => [step, step]);
        const plain = ({ drawn, forfeited }: Pack) => ({ drawn, forfeited });
        const once = play(steps, () => undefined);
        // Releases and adjustments carry their key in the command id, which the runner knows and a decision does not.
        if (once.events.some(({ type }) => adjusting.has(type))) return;
        expect(plain(play(twice, () => undefined).pack)).toEqual(plain(once.pack));
      }),
      propertyRuns(400),
    );
  });

  it('I18 E38 E42 the consumption does not depend on the order in which exams are reported', () => {
    const reports = fc
      .array(fc.record({ drawKey: key, occurredAt: at }), { maxLength: 30 })
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    const reportedAt = '2020-08-20T00:00:00.000Z';
    const consumption = (list: readonly { drawKey: string; occurredAt: string }[], reported: boolean) => {
      const unique = new Map(list.map((each) => [each.drawKey, each]));
      const steps = [...unique.values()].map((each): readonly [Step, string] => [
        (state, now) =>
          drawExam({ ...sitting, ...each, reported }, state, givenAt(now, { ...eligible, standing })),
        reportedAt,
      ]);
      const { pack } = play(steps, () => undefined);
      return { drawn: [...pack.draws.entries()].sort(), balance: balanceOf(pack, reportedAt) };
    };
    fc.assert(
      fc.property(reports, ([list, shuffled]) => {
        // The first report of a key is the exam: the same one wherever it stands.
        const exams = [...new Map([...list].reverse().map((each) => [each.drawKey, each])).values()];
        const order = shuffled.map((each) => each.drawKey);
        const shuffledExams = exams.toSorted((a, b) => order.indexOf(a.drawKey) - order.indexOf(b.drawKey));
        expect(consumption(shuffledExams, true)).toEqual(consumption(exams, true));
        const few = exams.slice(0, capacity);
        const fewShuffled = shuffledExams.filter((each) => few.includes(each));
        expect(consumption(fewShuffled, false)).toEqual(consumption(few, false));
      }),
      propertyRuns(400),
    );
  });
});
