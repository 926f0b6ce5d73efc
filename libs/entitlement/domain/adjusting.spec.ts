import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { given, someGivens } from '#deciding/given-when-then.js';
import { fold } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { Refusal } from '#kernel/refusal.js';
import { propertyRuns } from '#test/support/property-runs.js';
import {
  CodesIssued,
  CodesWithdrawn,
  CodeWithdrawalFailed,
  CorrectionFellShort,
  EntitlementAdjusted,
  EntitlementGranted,
  IssuanceCompleted,
  IssuanceRequested,
  IssuanceSlotsRejected,
} from '../contracts/entitlement-events.js';
import { adjustEntitlement, type PacksCorrection, returnCode, withdrawCodes } from './adjusting.js';
import {
  attemptAt,
  type EntitlementEvent,
  entitlementFold,
  type Granted,
  heldSlots,
  paidFor,
  remainingOf,
} from './entitlement.js';
import { CodeWithdrawn, EntitlementUnknown, TooManyCodes } from './entitlement-refusals.js';
import { confirmIssuance, requestIssuance } from './issuing.js';
import { replaceCode } from './replacing.js';
import { entitlementId, grantedPack, id, planned, plannedSlots } from './samples.js';
import { firstSlots, slotCount } from './slots.js';

const adjusted = (data: Partial<EntitlementAdjusted>) =>
  event(EntitlementAdjusted, {
    ...{ entitlementId, invoiceNo: 'INV-1', creditNo: 'CR-1', fulfilment: 'CODES' as const },
    ...{ packsFrom: 2, packsTo: 1, units: -30, slotsAdded: 0, slotsClosed: 0, toWithdraw: 0 },
    ...data,
  });
const credit = (creditNo: string, from: number, to: number): PacksCorrection => ({ creditNo, from, to });
const adjusting = (corrections: readonly PacksCorrection[], ...past: readonly EntitlementEvent[]) =>
  given(entitlementFold, ...past).when(
    adjustEntitlement,
    { entitlementId },
    { now: '2019-09-01T08:00:00.000Z', facts: { corrections } },
  );
/** The first so many slots have their codes. */
const issuedUpTo = (last: number): readonly EntitlementEvent[] => {
  const codes = plannedSlots(1, last);
  const slots = codes.map(({ slot }) => slot);
  return [
    event(IssuanceRequested, { entitlementId, batchNo: 1, slots, codes }),
    event(CodesIssued, { entitlementId, batchNo: 1, slots, count: last, remaining: 60 - last }),
  ];
};
const codesFrom = (first: number, last: number) =>
  plannedSlots(first, last)
    .map(({ slot, codeId }) => ({ slot, codeId }))
    .reverse();
const withdrawing = (
  codes: ReturnType<typeof codesFrom>,
  all: boolean,
  ...past: readonly EntitlementEvent[]
) => given(entitlementFold, ...past).when(withdrawCodes, { entitlementId }, { facts: { codes, all } });

describe('an entitlement whose invoice is corrected', () => {
  it('R62 I12 I13 loses slots without a code first, and then as many codes', () => {
    adjusting([credit('CR-1', 2, 1)], grantedPack).then(adjusted({ slotsClosed: 30 }));
    adjusting([credit('CR-1', 2, 1)], grantedPack, ...issuedUpTo(60)).then(adjusted({ toWithdraw: 30 }));
    adjusting([credit('CR-1', 2, 0)], grantedPack, ...issuedUpTo(22)).then(
      adjusted({ packsTo: 0, units: -60, slotsClosed: 38, toWithdraw: 22 }),
    );
  });

  it('E35 I13 is complete when what is left has its codes', () => {
    adjusting([credit('CR-1', 2, 1)], grantedPack, ...issuedUpTo(30)).then(
      adjusted({ slotsClosed: 30 }),
      event(IssuanceCompleted, { entitlementId, count: 30, completedAt: '2019-09-01T08:00:00.000Z' }),
    );
  });

  it('I13 gets slots of its own for packs that are added, after what it owes', () => {
    adjusting([credit('CR-1', 2, 3)], grantedPack).then(adjusted({ packsTo: 3, units: 30, slotsAdded: 30 }));
    const owing = adjusted({ packsTo: 0, units: -60, toWithdraw: 60 });
    adjusting([credit('CR-2', 0, 3)], grantedPack, ...issuedUpTo(60), owing).then(
      adjusted({ creditNo: 'CR-2', packsFrom: 0, packsTo: 3, units: 90, slotsAdded: 30 }),
    );
    const state = fold(entitlementFold, [grantedPack, adjusted({ packsTo: 3, units: 30, slotsAdded: 30 })]);
    expect(state?.free).toStrictEqual([
      [1, 60],
      [61, 90],
    ]);
    const large = event(EntitlementGranted, { ...grantedPack.data, packSize: 50, capacity: 100 });
    adjusting([credit('CR-1', 2, 2000)], large).then(
      adjusted({ packsTo: 2000, units: 99_900, slotsAdded: 99_900 }),
    );
    adjusting([credit('CR-1', 2, 2001)], large).thenRefused(TooManyCodes, { capacity: 100_050 });
  });

  it('E19 follows each credit note once, in their order, and waits for its grant', () => {
    const both = [credit('CR-1', 2, 1), credit('CR-2', 1, 2)];
    const first = adjusted({ slotsClosed: 30 });
    const second = adjusted({ creditNo: 'CR-2', packsFrom: 1, packsTo: 2, units: 30, slotsAdded: 30 });
    adjusting(both, grantedPack).then(first, second);
    adjusting(both, grantedPack, first).then(second);
    adjusting(both, grantedPack, first, second).then();
    adjusting(both).then();
  });

  it('R73 I23 of a balance says only what changes: its own stream knows what is free', () => {
    const balance = event(EntitlementGranted, { ...grantedPack.data, fulfilment: 'BALANCE' });
    adjusting([credit('CR-1', 2, 1)], balance).then(adjusted({ fulfilment: 'BALANCE' }));
    adjusting([credit('CR-1', 2, 3)], balance).then(
      adjusted({ fulfilment: 'BALANCE', packsTo: 3, units: 30 }),
    );
  });

  it('R61 I38 takes back codes that nobody holds; what is short of them is for two persons, once', () => {
    const past = [grantedPack, ...issuedUpTo(60), adjusted({ toWithdraw: 30 })];
    const ten = codesFrom(51, 60);
    const taken = event(CodesWithdrawn, {
      ...{ entitlementId, slotsClosed: 0, toWithdraw: 20 },
      slots: ten.map(({ slot }) => slot),
      codeIds: ten.map(({ codeId }) => codeId),
    });
    const short = event(CorrectionFellShort, { entitlementId, codes: 20 });
    withdrawing(ten, true, ...past).then(taken, short);
    withdrawing(ten, false, ...past).then(taken);
    withdrawing(ten, true, ...past, taken).then(short);
    withdrawing(ten, true, ...past, taken, short).then();
    withdrawing(codesFrom(1, 60), true, grantedPack, ...issuedUpTo(60)).then();
    withdrawing([], true).thenRefused(EntitlementUnknown);
  });

  it('I38 asks two persons again for what they could not take from its holders, and for what comes back', () => {
    const caseId = id('cas', 1);
    const short = event(CorrectionFellShort, { entitlementId, codes: 2 });
    const past = [grantedPack, ...issuedUpTo(60), adjusted({ toWithdraw: 2 }), short];
    const byCase = (codes: ReturnType<typeof codesFrom>, ...more: readonly EntitlementEvent[]) =>
      given(entitlementFold, ...past, ...more).when(
        withdrawCodes,
        { entitlementId, caseId },
        { facts: { codes, all: true } },
      );
    byCase([]).then(short);
    const taken = event(CodesWithdrawn, {
      ...{ entitlementId, slots: [60, 59], codeIds: [id('cod', 60), id('cod', 59)] },
      ...{ slotsClosed: 0, toWithdraw: 0, caseId },
    });
    byCase(codesFrom(59, 60)).then(taken);
    const back = (slot: number, toWithdraw: number) =>
      event(CodeWithdrawalFailed, { entitlementId, codeId: id('cod', slot), slot, toWithdraw });
    withdrawing([], true, ...past, taken, back(60, 1), back(59, 2)).then(short);
    const state = fold(entitlementFold, [...past, taken, back(60, 1)]);
    expect(state).toMatchObject({ withdrawn: [[59, 59]], fromHolders: [[59, 59]], returned: [60] });
  });

  it('E35 I13 waits for codes that are being issued, and takes slots that lost theirs', () => {
    const codes = plannedSlots(1, 60);
    const slots = codes.map(({ slot }) => slot);
    const requested = event(IssuanceRequested, { entitlementId, batchNo: 1, slots, codes });
    const past = [grantedPack, requested, adjusted({ toWithdraw: 30 })];
    withdrawing([], true, ...past).then();
    const rejected = event(IssuanceSlotsRejected, {
      ...{ entitlementId, batchNo: 1, slots: [59, 60] },
      reason: 'VALUE_KNOWN' as const,
    });
    withdrawing([], true, ...past, rejected).then(
      event(CodesWithdrawn, { entitlementId, slots: [], codeIds: [], slotsClosed: 2, toWithdraw: 28 }),
      event(CorrectionFellShort, { entitlementId, codes: 28 }),
      event(IssuanceCompleted, { entitlementId, count: 58, completedAt: someGivens.now }),
    );
  });

  it('R62 I13 closes the slots that have no code first, and takes no more codes than are left over', () => {
    const past = [grantedPack, ...issuedUpTo(56), adjusted({ toWithdraw: 10 })];
    const six = codesFrom(51, 56);
    withdrawing(codesFrom(41, 56), true, ...past).then(
      event(CodesWithdrawn, {
        ...{ entitlementId, slotsClosed: 4, toWithdraw: 0 },
        slots: six.map(({ slot }) => slot),
        codeIds: six.map(({ codeId }) => codeId),
      }),
      event(IssuanceCompleted, { entitlementId, count: 30, completedAt: someGivens.now }),
    );
  });

  it('E54 I23 the attempts on a code are counted slot by slot', () => {
    const back = (slot: number) =>
      event(CodeWithdrawalFailed, { entitlementId, codeId: id('cod', slot), slot, toWithdraw: 1 });
    const state = fold(entitlementFold, [grantedPack, ...issuedUpTo(60), back(60), back(59), back(60)]);
    expect([60, 59, 58].map((slot) => state && attemptAt(state, slot))).toStrictEqual([3, 2, 1]);
    expect(entitlementFold.evolve(undefined, back(60))).toBeUndefined();
  });

  it('E54 I23 counts a code again that had been used before it was taken back', () => {
    const past = [
      ...[grantedPack, ...issuedUpTo(60), adjusted({ toWithdraw: 1 })],
      event(CodesWithdrawn, {
        ...{ entitlementId, slots: [60], codeIds: [id('cod', 60)], slotsClosed: 0, toWithdraw: 0 },
      }),
    ];
    const returning = (attempt: number, ...events: readonly EntitlementEvent[]) =>
      given(entitlementFold, ...events).when(
        returnCode,
        { entitlementId, codeId: id('cod', 60), attempt },
        { facts: { slot: 60 } },
      );
    const failed = event(CodeWithdrawalFailed, {
      ...{ entitlementId, codeId: id('cod', 60), slot: 60, toWithdraw: 1 },
    });
    returning(1, ...past).then(failed);
    returning(2, ...past).then();
    returning(1, ...past, failed).then();
    // Taken once more: what failed before is counted already.
    const [taken] = past.slice(-1);
    if (taken === undefined) throw new Error('nothing taken');
    returning(1, ...past, failed, taken).then();
    returning(2, ...past, failed, taken).then(failed);
    returning(1).thenRefused(EntitlementUnknown);
  });

  it('I30 replaces no code that was taken back', () => {
    const voided = { cause: 'INVOICE_CORRECTED', providerConfirmed: true } as const;
    given(entitlementFold, grantedPack, ...issuedUpTo(60))
      .when(
        replaceCode,
        { entitlementId, codeId: id('cod', 60) },
        { facts: { code: { entitlementId, slot: 60, voided } } },
      )
      .thenRefused(CodeWithdrawn);
  });
});

/* Random histories of issuance, corrections, withdrawals and late uses. */

type Step = (state: Granted, issued: ReadonlySet<number>) => readonly EntitlementEvent[] | Refusal;

const givens = <F>(facts: F) => ({ ...someGivens, now: '2019-09-01T08:00:00.000Z', facts });

/** Slots that have a code, told by the events alone. */
function issuedAfter(issued: ReadonlySet<number>, { type, data }: EntitlementEvent): ReadonlySet<number> {
  switch (type) {
    case 'CodesIssued':
      return new Set([...issued, ...data.slots]);
    case 'CodesWithdrawn':
      return new Set([...issued].filter((slot) => !data.slots.includes(slot)));
    case 'CodeWithdrawalFailed':
      return new Set([...issued, data.slot]);
    default:
      return issued;
  }
}

const requesting = fc.integer({ min: 1, max: 20 }).map((count): Step => (state) => {
  const codes = firstSlots(state.free, count).map((slot) => planned(slot));
  if (codes.length === 0) return [];
  return requestIssuance({ entitlementId, batchNo: state.lastBatch + 1, codes }, state, givens(undefined));
});
const confirming = fc.integer({ min: 0, max: 2 }).map((rejected): Step => ({ open, ...state }) => {
  const [batch] = open;
  if (batch === undefined) return [];
  const rejectedSlots = batch.codes.slice(0, rejected).map(({ slot }) => slot);
  const command = { entitlementId, batchNo: batch.batchNo, rejectedSlots };
  return confirmIssuance(command, { open, ...state }, givens(undefined));
});
/** The credit notes so far, and perhaps another one. */
const correctingTo = fc.integer({ min: 0, max: 4 }).map((to): Step => (state) => {
  const from = paidFor(state) / 30;
  const corrections = to === from ? [] : [credit(`CR-${state.adjustedBy.length + 1}`, from, to)];
  return adjustEntitlement({ entitlementId }, state, givens({ corrections }));
});
const takingBack = fc
  .record({ held: fc.integer({ min: 1, max: 4 }), all: fc.boolean() })
  .map(({ held, all }): Step => (state, issued) => {
    const codes = [...issued]
      .filter((slot) => slot % held === 0)
      .sort((a, b) => b - a)
      .map((slot) => ({ slot, codeId: id('cod', slot) }));
    return withdrawCodes({ entitlementId }, state, givens({ codes, all }));
  });
const usedAfterAll = fc.integer({ min: 1, max: 90 }).map(
  (slot): Step =>
    (state) =>
      returnCode(
        { entitlementId, codeId: id('cod', slot), attempt: attemptAt(state, slot) },
        state,
        givens({ slot }),
      ),
);
const history = fc.array(fc.oneof(requesting, confirming, correctingTo, takingBack, usedAfterAll), {
  maxLength: 40,
});

describe('an entitlement through random histories of corrections', () => {
  it('I23 I13 its slots are always those that are paid for and those still to be taken back', () => {
    fc.assert(
      fc.property(history, (steps) => {
        let state = fold(entitlementFold, [grantedPack]) as Granted;
        let issued: ReadonlySet<number> = new Set();
        for (const step of steps) {
          const outcome = step(state, issued);
          if (outcome instanceof Refusal) throw new Error(outcome.type.code);
          state = fold(entitlementFold, outcome, state) as Granted;
          issued = outcome.reduce(issuedAfter, issued);
          expect(remainingOf(state) + issued.size).toBe(heldSlots(state));
          expect(heldSlots(state)).toBe(paidFor(state) + state.toWithdraw);
          expect(slotCount(state.withdrawn)).toBeLessThanOrEqual(state.lastSlot);
          expect(Math.min(state.toWithdraw, paidFor(state))).toBeGreaterThanOrEqual(0);
        }
      }),
      propertyRuns(),
    );
  });
});
