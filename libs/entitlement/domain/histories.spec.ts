import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { someGivens } from '#deciding/given-when-then.js';
import { type Decision } from '#kernel/decider.js';
import { Refusal } from '#kernel/refusal.js';
import { propertyRuns } from '#test/support/property-runs.js';
import { instantOf, millisecondsOf } from '#kernel/time.js';
import { codeEvents } from '../contracts/code-events.js';
import {
  assignCode,
  liftStranding,
  proposeVoidAssignment,
  reassignCode,
  strandCode,
  voidAssignment,
} from './assigning.js';
import { bookExam } from './booking.js';
import { type AccessCode, type CodeEvent, codeFold, statusAt } from './code.js';
import { discloseCode } from './disclosing.js';
import { expireCode, voidCode } from './ending.js';
import { redeemCode } from './redeeming.js';
import { forfeitCode, releaseBooking, rescheduleExam } from './releasing.js';
import {
  activeFrom,
  classPack,
  codeId,
  eligible,
  erika,
  expiresAt,
  issued,
  max,
  redemption,
  sitting,
  terms,
} from './samples.js';

fc.configureGlobal(propertyRuns());

/* Random lives of one code: any command, in any order, repeated at will, reported early or late. */

type Decide = (state: AccessCode, now: string, commandId: string) => readonly CodeEvent[] | Refusal;

/** A command; one that reports something says how long ago it was, so that most reports are possible ones. */
const deciding =
  <C, F>(decide: Decision<C, AccessCode, CodeEvent, F>, command: C, facts: F): Decide =>
  (state, now, commandId) =>
    decide(command, state, { ...someGivens, now, commandId, facts });
const reporting =
  <C, F>(decide: Decision<C, AccessCode, CodeEvent, F>, command: (now: number) => C, facts: F): Decide =>
  (state, now, commandId) =>
    deciding(decide, command(millisecondsOf(now)), facts)(state, now, commandId);

const day = 86_400_000;
/** From a month before the term to three months after it, often near its ends. */
const anInstant = fc
  .oneof(
    fc.integer({ min: -30, max: 460 }).map((days) => millisecondsOf(activeFrom) + days * day),
    fc.integer({ min: -3, max: 3 }).map((ms) => millisecondsOf(expiresAt) + ms),
    fc.integer({ min: -3, max: 3 }).map((ms) => millisecondsOf(activeFrom) + ms),
  )
  .map(instantOf);
/** From nothing to two months; sometimes into the other direction. */
const aSpan = fc.oneof(
  fc.integer({ min: -2, max: 60 }).map((days) => days * day),
  fc.integer({ min: -2, max: 2 }),
);
const aPerson = fc.constantFrom(erika, max);
const aKey = fc.constantFrom('K-1', 'K-2', 'K-3');
const assignee = {
  institutionId: classPack.institutionId,
  role: 'EMPLOYEE',
  leftAt: undefined,
  lacksConsent: false,
} as const;
const noLoss = () => false;

const aDecision: fc.Arbitrary<Decide> = fc.oneof(
  aPerson.map((personRef) =>
    deciding(assignCode, { codeId, personRef }, { person: assignee, lostAccreditation: noLoss }),
  ),
  fc.constant<Decide>((state, now, commandId) =>
    voidAssignment({ codeId }, state, {
      ...{ ...someGivens, now, commandId, actor: { kind: 'user', id: 'second' } },
      facts: { strict: false, onDisclosedList: false, assignee },
    }),
  ),
  fc.constant(
    deciding(
      proposeVoidAssignment,
      { codeId, cause: 'WRONG_PERSON' },
      { strict: false, onDisclosedList: false, assignee },
    ),
  ),
  aPerson.map((personRef) =>
    deciding(
      discloseCode,
      { codeId, personRef, channel: 'EMAIL' },
      { lostAccreditation: noLoss, recipient: undefined, assignee },
    ),
  ),
  aPerson.map((personRef) => deciding(reassignCode, { codeId, personRef }, undefined)),
  aPerson.map((personRef) => deciding(strandCode, { codeId, personRef, cause: 'PERSON_LEFT' }, undefined)),
  fc.constant(deciding(strandCode, { codeId, cause: 'EXAM_RETIRED' }, undefined)),
  fc.constant(deciding(liftStranding, { codeId, cause: 'EXAM_RETIRED' }, undefined)),
  fc.tuple(aKey, aSpan, aSpan).map(([bookingKey, ahead, ago]) =>
    reporting(
      bookExam,
      (now) => ({
        ...sitting,
        bookingKey,
        examAt: instantOf(now + ahead),
        occurredAt: instantOf(now - ago),
        reported: true,
      }),
      eligible,
    ),
  ),
  fc.tuple(aKey, aKey, aSpan, aSpan).map(([bookingKey, newBookingKey, ahead, ago]) =>
    reporting(
      rescheduleExam,
      (now) => ({
        ...sitting,
        bookingKey,
        newBookingKey,
        examAt: instantOf(now + ahead),
        occurredAt: instantOf(now - ago),
      }),
      { ...eligible, byProvider: true },
    ),
  ),
  fc
    .tuple(aKey, aSpan, fc.constantFrom('CANCELLED_IN_TIME', 'PROVIDER_CANCELLED'))
    .map(([bookingKey, ago, cause]) =>
      reporting(releaseBooking, (now) => ({ bookingKey, cause, occurredAt: instantOf(now - ago) }), {
        byProvider: true,
      }),
    ),
  fc
    .tuple(aKey, aSpan, fc.constantFrom('NO_SHOW', 'LATE_CANCEL'))
    .map(([bookingKey, ago, cause]) =>
      reporting(forfeitCode, (now) => ({ bookingKey, cause, occurredAt: instantOf(now - ago) }), undefined),
    ),
  fc.tuple(aKey, aSpan, aPerson).map(([registrationKey, ago, personRef]) =>
    reporting(
      redeemCode,
      (now) => ({
        ...redemption,
        registrationKey,
        occurredAt: instantOf(now - ago),
        personRef,
      }),
      eligible,
    ),
  ),
  fc
    .boolean()
    .map((providerConfirmed) =>
      deciding(voidCode, { codeId, cause: 'COMPROMISED', providerConfirmed }, undefined),
    ),
  fc.constant(deciding(expireCode, { codeId }, undefined)),
);
const aStep = fc.record({ decide: aDecision, at: anInstant, twice: fc.boolean() });
/** In the order of time. */
const aLife = fc
  .array(aStep, { minLength: 5, maxLength: 40 })
  .map((steps) => steps.toSorted((a, b) => (a.at < b.at ? -1 : 1)));

const factsOf = (outcome: readonly CodeEvent[] | Refusal): readonly CodeEvent[] =>
  outcome instanceof Refusal ? (outcome.events as readonly CodeEvent[]) : outcome;

/** Lives the life; time only goes forward, as the one clock does. */
function lived(life: readonly { decide: Decide; at: string; twice: boolean }[]) {
  const events: CodeEvent[] = [issued];
  let state = codeFold.evolve(undefined, issued);
  let now = activeFrom;
  for (const [index, { decide, at, twice }] of life.entries()) {
    now = at > now ? at : now;
    for (let time = 0; time <= (twice ? 1 : 0); time += 1) {
      const recorded = factsOf(decide(state, now, `command ${index}`));
      events.push(...recorded);
      state = recorded.reduce(codeFold.evolve, state);
    }
  }
  return { events, state, now };
}

const consumptions = (events: readonly CodeEvent[]) =>
  events.filter(({ type }) => type === 'CodeRedeemed' || type === 'CodeForfeited');

describe('every life of a code', () => {
  it('goes everywhere: the lives below are not all the same', () => {
    const seen = new Set(
      fc
        .sample(aLife, { numRuns: 3000, seed: 7 })
        .flatMap((life) => lived(life).events.map(({ type }) => type)),
    );
    const elsewhere = ['CodeKept', 'CodeActivated', 'CorrectionRecorded', 'CodeTermShortened'];
    const types = codeEvents.classes.map(({ type }) => type).filter((type) => !elsewhere.includes(type));
    expect([...seen].sort()).toEqual(types.sort());
  });

  it('I15 R60 consumes it at most once, whatever is repeated and in whatever order', () => {
    fc.assert(
      fc.property(aLife, (life) => {
        expect(consumptions(lived(life).events).length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('I17 R57 consumes it within the term only, by the time of the use', () => {
    fc.assert(
      fc.property(aLife, (life) => {
        for (const { occurredAt = '' } of consumptions(lived(life).events)) {
          expect(occurredAt >= activeFrom && occurredAt < expiresAt).toBe(true);
        }
      }),
    );
  });

  it('I18 refuses no first use from within the term for being reported late, within 45 days of the expiry', () => {
    const windowEnd = instantOf(millisecondsOf(expiresAt) + 45 * day);
    fc.assert(
      fc.property(aLife, anInstant, anInstant, (life, occurredAt, reportedAt) => {
        const { state, now: before, events } = lived(life);
        const now = reportedAt > before ? reportedAt : before;
        const isVoid = events.some(({ type }) => type === 'CodeVoided');
        fc.pre(state !== undefined && state.consumption === undefined && !isVoid);
        fc.pre(occurredAt >= activeFrom && occurredAt < expiresAt && occurredAt <= now);
        fc.pre(now <= windowEnd);
        const outcome = deciding(redeemCode, { ...redemption, registrationKey: 'K-9', occurredAt }, eligible)(
          state,
          now,
          'last',
        );
        expect(outcome).not.toBeInstanceOf(Refusal);
      }),
    );
  });

  it('E19 R61 is the same when a command comes twice, other than showing or trying to transfer it', () => {
    fc.assert(
      fc.property(aLife, aStep, (life, { decide, at }) => {
        const { state, now: before } = lived(life);
        const now = at > before ? at : before;
        const once = factsOf(decide(state, now, 'once'));
        const after = once.reduce(codeFold.evolve, state);
        const isKeptEachTime = once.some(
          ({ type }) => type === 'CodeDisclosed' || type === 'TransferRefused',
        );
        const again = factsOf(decide(after, now, 'again'));
        if (!isKeptEachTime) expect(again).toEqual([]);
        expect(again.reduce(codeFold.evolve, after)).toEqual(after);
      }),
    );
  });

  it('I19 R61 never has two persons after the value was shown', () => {
    fc.assert(
      fc.property(aLife, (life) => {
        const { events } = lived(life);
        const shown = events.findIndex(({ type }) => type === 'CodeDisclosed');
        const later = shown < 0 ? [] : events.slice(shown);
        expect(
          later.filter(({ type }) => type === 'CodeAssigned' || type === 'AssignmentVoidedBeforeDisclosure'),
        ).toEqual([]);
      }),
    );
  });

  it('I16 holds at most one live booking, and books nothing for after expiry (E24)', () => {
    fc.assert(
      fc.property(aLife, (life) => {
        let live: string | undefined;
        for (const event of lived(life).events) {
          if (event.type === 'CodeReserved') {
            expect(live).toBeUndefined();
            expect(event.data.examAt < expiresAt).toBe(true);
            live = event.data.bookingKey;
          }
          if (event.type === 'BookingReleased') expect(event.data.bookingKey).toBe(live);
          if (['BookingReleased', 'CodeRedeemed', 'CodeForfeited'].includes(event.type)) live = undefined;
        }
      }),
    );
  });

  it('I32 records only what the event classes declare', () => {
    fc.assert(
      fc.property(aLife, (life) => {
        for (const event of lived(life).events) expect(() => codeEvents.check(event)).not.toThrow();
      }),
    );
  });
});

describe('the codes of an entitlement', () => {
  it('R28 I23 add up to its capacity at any time, sweep or no sweep', () => {
    fc.assert(
      fc.property(fc.array(aLife, { minLength: 1, maxLength: 8 }), anInstant, (lives, now) => {
        const count: Record<string, number> = {};
        for (const life of lives) {
          const { state } = lived(life);
          if (state === undefined) throw new Error('a code is never lost');
          const status = statusAt(state, now);
          count[status] = (count[status] ?? 0) + 1;
        }
        const sum = (...statuses: readonly string[]) =>
          statuses.reduce((all, status) => all + (count[status] ?? 0), 0);
        const available = sum('ISSUED', 'ASSIGNED', 'DISCLOSED');
        const used = sum('REDEEMED') + sum('FORFEITED');
        expect(available + sum('RESERVED') + used + sum('EXPIRED') + sum('VOIDED')).toBe(lives.length);
      }),
    );
  });

  it('I23 R63 leave nothing available at the expiry instant', () => {
    fc.assert(
      fc.property(aLife, (life) => {
        const { state } = lived(life);
        if (state === undefined) throw new Error('a code is never lost');
        expect(['REDEEMED', 'FORFEITED', 'EXPIRED', 'VOIDED']).toContain(statusAt(state, terms.expiresAt));
      }),
    );
  });
});
