import { describe, expect, it } from '@jest/globals';
import { given, someGivens } from '#deciding/given-when-then.js';
import { event } from '#kernel/event.js';
import {
  CodeReplacementIssued,
  CodeReplacementRequested,
  CodesIssued,
  CodesWithdrawn,
  EntitlementAdjusted,
  IssuanceCompleted,
  IssuanceFailed,
  IssuanceRequested,
  IssuanceSlotsRejected,
  type VoucherListDisclosed,
} from '../contracts/entitlement-events.js';
import { type EntitlementEvent, entitlementFold } from './entitlement.js';
import { AccreditationLost, RecipientHasLeft, RecipientUnknown } from './assignment-refusals.js';
import {
  BatchTaken,
  BlockNotConfirmed,
  CodeNotHere,
  CodeNotVoid,
  EntitlementExpired,
  EntitlementUnknown,
  ListTooLong,
  NothingToDisclose,
  NotUsedByCodes,
  SlotTaken,
} from './entitlement-refusals.js';
import { codeIssued, confirmIssuance, reportIssuanceFailure, requestIssuance } from './issuing.js';
import { discloseCodes, type ListFacts } from './listing.js';
import { replaceCode, type ReplacementFacts } from './replacing.js';
import { entitlementId, expiresAt, grantedPack, id, planned, plannedSlots, terms } from './samples.js';

const now = '2019-08-02T00:00:00.000Z';
const requested = (batchNo: number, codes = plannedSlots(1, 60)) =>
  event(IssuanceRequested, { entitlementId, batchNo, slots: codes.map(({ slot }) => slot), codes });
const issuedSlots = (batchNo: number, slots: readonly number[], remaining: number) =>
  event(CodesIssued, { entitlementId, batchNo, slots, count: slots.length, remaining });
const upTo = (last: number, first = 1) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);
const completed = event(IssuanceCompleted, { entitlementId, count: 60, completedAt: now });
const full = [grantedPack, requested(1), issuedSlots(1, upTo(60), 0), completed];

describe('the intent to issue', () => {
  const requests = (
    past: readonly EntitlementEvent[],
    batchNo: number,
    codes = plannedSlots(1, 60),
    at = now,
  ) =>
    given(entitlementFold, ...past).when(
      requestIssuance,
      { entitlementId, batchNo, codes },
      { now: at, facts: undefined },
    );

  it('I7 needs the grant that only an invoice brings', () => {
    requests([], 1).thenRefused(EntitlementUnknown);
    requests([grantedPack], 1).then(requested(1));
  });

  it('I13 gives a slot to one code: batches follow each other and never share a slot', () => {
    requests([grantedPack, requested(1)], 1).thenRefused(BatchTaken);
    requests([grantedPack, requested(1)], 2, [planned(60, 99)]).thenRefused(SlotTaken);
    requests([grantedPack], 1, [planned(1), planned(1, 99)]).thenRefused(SlotTaken);
    requests([grantedPack], 1, [planned(61)]).thenRefused(SlotTaken);
    requests([grantedPack], 1, [planned(60), planned(61)]).thenRefused(SlotTaken);
    requests([grantedPack], 2).thenRefused(BatchTaken);
    requests(full, 2, [planned(1, 99)]).thenRefused(SlotTaken);
  });

  it('R54 is for what is used by codes; a site pack is a balance', () => {
    const balance = { ...grantedPack, data: { ...grantedPack.data, fulfilment: 'BALANCE' as const } };
    requests([balance], 1).thenRefused(NotUsedByCodes);
  });

  it('R63 makes no code that is expired at birth', () => {
    requests([grantedPack], 1, plannedSlots(1, 60), expiresAt).thenRefused(EntitlementExpired);
  });

  it('I32 I14 turns into the same first event of the code, whoever makes it', () => {
    const first = codeIssued(grantedPack.data, 1, planned(7, 1));
    expect(codeIssued(grantedPack.data, 1, planned(7, 1))).toStrictEqual(first);
    expect(first.data).toStrictEqual({ ...terms, entitlementId });
    const { provider: _, ...library } = grantedPack.data;
    expect(codeIssued(library, 1, planned(7, 1)).data).not.toHaveProperty('provider');
  });
});

describe('codes that exist', () => {
  const confirms = (past: readonly EntitlementEvent[], batchNo: number, rejectedSlots: number[] = []) =>
    given(entitlementFold, ...past).when(
      confirmIssuance,
      { entitlementId, batchNo, rejectedSlots },
      { now, facts: undefined },
    );

  it('R33 R56 I13 complete the issuance when the last slot has one', () => {
    confirms([grantedPack, requested(1)], 1).then(issuedSlots(1, upTo(60), 0), completed);
    confirms([grantedPack, requested(1, plannedSlots(1, 22))], 1).then(issuedSlots(1, upTo(22), 38));
  });

  it('I13 E35 are confirmed batch by batch, in whatever order', () => {
    const two = [grantedPack, requested(1, plannedSlots(1, 22)), requested(2, plannedSlots(23, 60))];
    confirms(two, 2).then(issuedSlots(2, upTo(60, 23), 22));
    confirms([...two, issuedSlots(2, upTo(60, 23), 22)], 1).then(issuedSlots(1, upTo(22), 0), completed);
  });

  it('R62 E35 complete nothing when the invoice pays for none of them any more', () => {
    const taken = event(EntitlementAdjusted, {
      ...{ entitlementId, invoiceNo: 'INV-1', creditNo: 'CR-1', fulfilment: 'CODES' },
      ...{ packsFrom: 2, packsTo: 0, units: -60, slotsAdded: 0, slotsClosed: 0, toWithdraw: 60 },
    });
    confirms([grantedPack, requested(1), taken], 1).then(issuedSlots(1, upTo(60), 0));
  });

  it('E19 are confirmed once', () => {
    confirms(full, 1).then();
    confirms([], 1).thenRefused(EntitlementUnknown);
  });

  it('E36 I13 give back just the rejected slots', () => {
    const rejected = event(IssuanceSlotsRejected, {
      entitlementId,
      batchNo: 1,
      slots: [4],
      reason: 'VALUE_KNOWN',
    });
    const others = upTo(60).filter((slot) => slot !== 4);
    const past = [grantedPack, requested(1), issuedSlots(1, others, 1), rejected];
    const asks = (slot: number) =>
      given(entitlementFold, ...past).when(
        requestIssuance,
        { entitlementId, batchNo: 2, codes: [planned(slot, 100 + slot)] },
        { now, facts: undefined },
      );
    asks(4).then(requested(2, [planned(4, 104)]));
    asks(5).thenRefused(SlotTaken);
  });

  it('E36 I14 leave the slot of a value that was known already free for another', () => {
    const past = [grantedPack, requested(1)];
    const rejected = event(IssuanceSlotsRejected, {
      entitlementId,
      batchNo: 1,
      slots: [4, 9],
      reason: 'VALUE_KNOWN',
    });
    const others = upTo(60).filter((slot) => slot !== 4 && slot !== 9);
    confirms(past, 1, [4, 9]).then(issuedSlots(1, others, 2), rejected);
    const again = [
      ...past,
      issuedSlots(1, others, 2),
      rejected,
      requested(2, [planned(4, 104), planned(9, 109)]),
    ];
    confirms(again, 2).then(issuedSlots(2, [4, 9], 0), completed);
    confirms([grantedPack, requested(1, [planned(1)])], 1, [1]).then(
      event(IssuanceSlotsRejected, { entitlementId, batchNo: 1, slots: [1], reason: 'VALUE_KNOWN' }),
    );
  });
});

describe('partial supply', () => {
  const fails = (past: readonly EntitlementEvent[], at = now) =>
    given(entitlementFold, ...past).when(
      reportIssuanceFailure,
      { entitlementId, reason: 'SUPPLY_EXHAUSTED' },
      { now: at, facts: undefined },
    );
  const partial = [grantedPack, requested(1, plannedSlots(1, 22)), issuedSlots(1, upTo(22), 38)];
  const failed = (attempt: number, retryAt: string) =>
    event(IssuanceFailed, {
      entitlementId,
      slots: ['23-60'],
      remaining: 38,
      reason: 'SUPPLY_EXHAUSTED',
      attempt,
      retryAt,
    });

  it('E35 keeps what exists and asks for the gap again, after 5 minutes, then twice as long, 6 hours at most', () => {
    fails(partial).then(failed(1, '2019-08-02T00:05:00.000Z'));
    const first = [...partial, failed(1, '2019-08-02T00:05:00.000Z')];
    fails(first, '2019-08-02T00:05:00.000Z').then(failed(2, '2019-08-02T00:15:00.000Z'));
    const often = [...partial, failed(11, '2019-08-02T00:00:00.000Z')];
    fails(often).then(failed(12, '2019-08-02T06:00:00.000Z'));
  });

  it('E35 E19 is recorded once for the same gap, and not at all for a full entitlement', () => {
    fails([...partial, failed(1, '2019-08-02T00:05:00.000Z')], '2019-08-02T00:04:59.999Z').then();
    fails(full).then();
    fails([]).thenRefused(EntitlementUnknown);
  });

  it('E35 names a thousand gaps at most', () => {
    const large = { ...grantedPack, data: { ...grantedPack.data, capacity: 2400 } };
    const evenOnes = Array.from({ length: 1200 }, (_, nth) => planned(2 * (nth + 1)));
    const [failure] = fails([large, requested(1, evenOnes)]).outcome as readonly { data: IssuanceFailed }[];
    expect(failure?.data).toMatchObject({ remaining: 2400 });
    expect(failure?.data.slots).toHaveLength(1000);
    expect(failure?.data.slots.slice(0, 2)).toStrictEqual(['1', '3']);
  });

  it('E35 starts over after a success', () => {
    const past = [
      ...partial,
      failed(5, now),
      requested(2, plannedSlots(23, 30)),
      issuedSlots(2, upTo(30, 23), 30),
    ];
    fails(past).then(
      event(IssuanceFailed, {
        entitlementId,
        slots: ['31-60'],
        remaining: 30,
        reason: 'SUPPLY_EXHAUSTED',
        attempt: 1,
        retryAt: '2019-08-02T00:05:00.000Z',
      }),
    );
  });
});

describe('replacing a code', () => {
  const old = id('cod', 7);
  const facts = (
    voided: NonNullable<ReplacementFacts['code']>['voided'],
    of: string = entitlementId,
  ): ReplacementFacts => ({
    code: { entitlementId: of, slot: 7, voided },
  });
  const defective = { cause: 'DEFECTIVE', providerConfirmed: false } as const;
  const replaces = (past: readonly EntitlementEvent[], known: ReplacementFacts, at = now) =>
    given(entitlementFold, ...past).when(
      replaceCode,
      { entitlementId, codeId: old },
      { now: at, facts: known },
    );
  const requestedAnew = event(CodeReplacementRequested, {
    entitlementId,
    oldCodeId: old,
    slot: 7,
    cause: 'DEFECTIVE',
  });

  it('I30 R62 is for voided codes only, never for unused ones', () => {
    replaces(full, facts(undefined)).thenRefused(CodeNotVoid);
    replaces(full, facts(defective)).then(requestedAnew);
    replaces([...full, requestedAnew], facts(defective)).then();
  });

  it('E53 waits for the provider to block a compromised code', () => {
    replaces(full, facts({ cause: 'COMPROMISED', providerConfirmed: false })).thenRefused(BlockNotConfirmed);
    replaces(full, facts({ cause: 'COMPROMISED', providerConfirmed: true })).then(
      event(CodeReplacementRequested, { ...requestedAnew.data, cause: 'COMPROMISED' }),
    );
  });

  it('I30 is of this entitlement and within its term', () => {
    replaces(full, facts(defective, id('ent', 9))).thenRefused(CodeNotHere);
    replaces(full, { code: undefined }).thenRefused(CodeNotHere);
    replaces(full, facts(defective), expiresAt).thenRefused(EntitlementExpired);
    replaces([], facts(defective)).thenRefused(EntitlementUnknown);
  });

  it('I30 I13 keeps slot, expiry and total', () => {
    const past = [...full, requestedAnew, requested(2, [planned(7, 107)])];
    given(entitlementFold, ...past)
      .when(confirmIssuance, { entitlementId, batchNo: 2, rejectedSlots: [] }, { now, facts: undefined })
      .then(
        issuedSlots(2, [7], 0),
        event(CodeReplacementIssued, {
          entitlementId,
          oldCodeId: old,
          newCodeId: id('cod', 107),
          slot: 7,
          expiresAt,
        }),
        completed,
      );
    given(entitlementFold, ...full, requestedAnew)
      .when(
        requestIssuance,
        { entitlementId, batchNo: 2, codes: [planned(8, 108)] },
        { now, facts: undefined },
      )
      .thenRefused(SlotTaken);
  });
});

describe('replacing several codes', () => {
  const requestedAnew = (slot: number, old = slot) =>
    event(CodeReplacementRequested, { entitlementId, oldCodeId: id('cod', old), slot, cause: 'DEFECTIVE' });
  const replaced = (slot: number, old: number, anew: number) =>
    event(CodeReplacementIssued, {
      ...{ entitlementId, oldCodeId: id('cod', old), newCodeId: id('cod', anew), slot, expiresAt },
    });
  const confirms = (past: readonly EntitlementEvent[], batchNo: number) =>
    given(entitlementFold, ...past).when(
      confirmIssuance,
      { entitlementId, batchNo, rejectedSlots: [] },
      { now, facts: undefined },
    );

  it('I30 I13 gives each slot its own new code, also when they come together', () => {
    const both = [
      ...full,
      requestedAnew(7),
      requestedAnew(9),
      requested(2, [planned(7, 107), planned(9, 109)]),
    ];
    confirms(both, 2).then(issuedSlots(2, [7, 9], 0), replaced(7, 7, 107), replaced(9, 9, 109), completed);
    const one = [...full, requestedAnew(7), requestedAnew(9), requested(2, [planned(9, 109)])];
    confirms(one, 2).then(issuedSlots(2, [9], 1), replaced(9, 9, 109));
  });

  it('I30 a code that replaced another one is replaced in its turn, and the first one no second time', () => {
    const once = [
      ...full,
      ...[requestedAnew(7), requestedAnew(9), requested(2, [planned(7, 107)])],
      ...[issuedSlots(2, [7], 1), replaced(7, 7, 107)],
    ];
    const again = [...once, requestedAnew(7, 107), requested(3, [planned(7, 207), planned(9, 109)])];
    confirms(again, 3).then(issuedSlots(3, [7, 9], 0), replaced(9, 9, 109), replaced(7, 107, 207), completed);
  });
});

describe('a voucher list', () => {
  const contact = { institutionId: id('ins', 1), leftAt: undefined };
  const codes = [{ slot: 1, codeId: id('cod', 1) }];
  const lists = (range: object, facts: Partial<ListFacts> = {}, past: readonly EntitlementEvent[] = full) =>
    given(entitlementFold, ...past).when(
      discloseCodes,
      { entitlementId, contactRef: id('per', 1), channel: 'PORTAL', ...range },
      { facts: { codes, lostAccreditation: () => false, recipient: contact, ...facts } },
    );

  it('R56 I31 is one disclosure that names every code of it', () => {
    const [list] = lists({}).outcome as readonly { data: VoucherListDisclosed }[];
    expect(list?.data).toStrictEqual({
      entitlementId,
      disclosureId: expect.stringMatching(/^dis_/),
      contactRef: id('per', 1),
      channel: 'PORTAL',
      slots: [1],
      codeIds: [id('cod', 1)],
    });
  });

  it('R66 I31 goes to a registered person of the institution who has not left', () => {
    lists({}, { recipient: undefined }).thenRefused(RecipientUnknown);
    lists({}, { recipient: { ...contact, institutionId: id('ins', 2) } }).thenRefused(RecipientUnknown);
    lists({}, { recipient: { ...contact, leftAt: someGivens.now } }).thenRefused(RecipientHasLeft);
    expect(lists({}, { recipient: { ...contact, leftAt: expiresAt } }).outcome).toHaveLength(1);
  });

  it('I31 holds 1000 slots at most, and something', () => {
    const large = { ...grantedPack, data: { ...grantedPack.data, capacity: 5000 } };
    lists({}, {}, [large]).thenRefused(ListTooLong, { slots: 5000 });
    expect(lists({ fromSlot: 900, toSlot: 1100 }, {}, [large]).outcome).toHaveLength(1);
    lists({ fromSlot: 1, toSlot: 1001 }, {}, [large]).thenRefused(ListTooLong);
    expect(lists({ fromSlot: 1, toSlot: 1000 }, {}, [large]).outcome).toHaveLength(1);
    lists({}, { codes: [] }).thenRefused(NothingToDisclose);
    const balance = { ...grantedPack, data: { ...grantedPack.data, fulfilment: 'BALANCE' as const } };
    lists({}, {}, [balance]).thenRefused(NotUsedByCodes);
    const withdrawn = event(CodesWithdrawn, {
      ...{ entitlementId, slots: [1], codeIds: [id('cod', 1)], slotsClosed: 0, toWithdraw: 0 },
    });
    lists({}, {}, [...full, withdrawn]).thenRefused(NothingToDisclose);
    lists({}, {}, []).thenRefused(EntitlementUnknown);
  });

  it('R71 E52 is suspended long after accreditation was lost', () => {
    lists({}, { lostAccreditation: () => true }).thenRefused(AccreditationLost);
  });
});
