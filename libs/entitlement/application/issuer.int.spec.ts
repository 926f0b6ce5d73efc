import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type EventStore } from '#event-store/port.js';
import { StoreFailure } from '#event-store/failures.js';
import { generatedSupply } from '#supply/application/index.js';
import { type CodeSupply, SupplyUnavailable } from '#supply/contracts/code-supply.js';
import { Refusal } from '#kernel/refusal.js';
import { codeIdOf } from '../contracts/code-id.js';
import { VoidCode } from '../contracts/code-commands.js';
import { GrantEntitlement, ReplaceCode } from '../contracts/entitlement-commands.js';
import { classPack, entitlementId, expiresAt } from '../domain/samples.js';
import { commitmentTo, openCode } from './sealed-code.js';
import { cipherOf, openTestLedger, type TestLedger } from './test-ledger.js';

let ledger: TestLedger;
afterEach(() => ledger.close());

/** Stops every append from the nth on, as a killed process would: before it, or after it without an answer. */
function stopping(moment: 'before' | 'after') {
  const state = { left: Infinity, appends: 0 };
  const wrap = (store: EventStore): EventStore => ({
    ...bound(store),
    append: async (...append) => {
      state.appends += 1;
      state.left -= 1;
      if (state.left < 0) throw new Error('killed');
      if (moment === 'before' && state.left === 0) throw new Error('killed');
      const answer = await store.append(...append);
      if (state.left === 0) throw new Error('killed');
      return answer;
    },
  });
  return { state, wrap };
}

const bound = (store: EventStore): EventStore => ({
  append: store.append.bind(store),
  readStream: store.readStream.bind(store),
  readAll: store.readAll.bind(store),
  subscribe: store.subscribe.bind(store),
  head: store.head.bind(store),
  close: store.close.bind(store),
});

/** Slot and value of every code there is, from the log alone. */
async function issuedCodes() {
  const events = (await ledger.events()).filter(({ type }) => type === 'CodeIssued');
  return Promise.all(
    events.map(async ({ data, stream }) => ({
      stream,
      slot: Number(data['slot']),
      code: (await openCode(ledger.sealer, cipherOf(data))) ?? '',
      data,
    })),
  );
}

const slotsOf = (codes: readonly { slot: number }[]) => codes.map(({ slot }) => slot).sort((a, b) => a - b);
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe('issuing', () => {
  it('R33 R54 R56 I13 fills every slot once, with codes that open', async () => {
    ledger = await openTestLedger();
    await ledger.does(GrantEntitlement, classPack);
    expect(await ledger.issuer().issue(entitlementId)).toEqual({ kind: 'completed' });
    const codes = await issuedCodes();
    expect(slotsOf(codes)).toEqual(upTo(60));
    expect(new Set(codes.map(({ code }) => code)).size).toBe(60);
    for (const { stream, code, data } of codes) {
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{17}$/);
      expect(stream).toBe(`code-${codeIdOf(ledger.keyedHash, code)}`);
      expect(data['last4']).toBe(code.slice(-4));
      const salt = (await ledger.sealer.open(cipherOf(data)))?.split('.')[0] ?? '';
      expect(data['commitment']).toBe(commitmentTo(salt, code));
    }
    const types = (await ledger.events())
      .filter(({ stream }) => stream.startsWith('entitlement-'))
      .map(({ type }) => type);
    expect(types).toEqual(['EntitlementGranted', 'IssuanceRequested', 'CodesIssued', 'IssuanceCompleted']);
  });

  it('I32 leaves no clear code in any event', async () => {
    ledger = await openTestLedger();
    await ledger.does(GrantEntitlement, classPack);
    await ledger.issuer().issue(entitlementId);
    const log = JSON.stringify(await ledger.events());
    for (const { code } of await issuedCodes()) {
      expect(log).not.toContain(code);
      expect(log).not.toContain(Buffer.from(code).toString('base64url'));
    }
  });

  it('I7 issues nothing without a grant', async () => {
    ledger = await openTestLedger();
    expect(await ledger.issuer().issue(entitlementId)).toBeInstanceOf(Refusal);
    expect(await ledger.events()).toEqual([]);
  });

  it.each(['before', 'after'] as const)(
    'I13 E19 goes on where it was stopped, %s every single append, with exactly the missing slots',
    async (moment) => {
      const faults = stopping(moment);
      ledger = await openTestLedger(faults.wrap);
      let stops = 0;
      for (let line = 1; stops === line - 1; line += 1) {
        const order = { ...classPack, lineNo: line, packs: 1, packSize: 6 };
        const { id } = await ledger.does(GrantEntitlement, order);
        faults.state.left = line;
        await ledger
          .issuer()
          .issue(id)
          .then(
            () => undefined,
            (error: unknown) => {
              expect(String(error)).toContain('killed');
              stops += 1;
            },
          );
        faults.state.left = Infinity;
        expect(await ledger.issuer().issue(id)).toEqual({ kind: 'completed' });
        const codes = (await issuedCodes()).filter(({ data }) => data['entitlementId'] === id);
        expect(slotsOf(codes)).toEqual(upTo(6));
        expect(new Set(codes.map(({ code }) => code)).size).toBe(6);
      }
      // The intent, six codes, the confirmation.
      expect(stops).toBe(8);
    },
  );

  it('I13 may be done by many at once', async () => {
    ledger = await openTestLedger();
    await ledger.does(GrantEntitlement, { ...classPack, packs: 20 });
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => ledger.issuer().issue(entitlementId)));
    expect(outcomes).toEqual(outcomes.map(() => ({ kind: 'completed' })));
    expect(slotsOf(await issuedCodes())).toEqual(upTo(600));
  });

  it('I13 settles an append whose outcome is unknown by looking, not by another code', async () => {
    let hidden = 0;
    ledger = await openTestLedger((store) => ({
      ...bound(store),
      append: async (...append) => {
        const answer = await store.append(...append);
        if (append[0].startsWith('code-') && hidden++ % 2 === 0)
          throw new StoreFailure('outcome-unknown', 'lost');
        return answer;
      },
    }));
    await ledger.does(GrantEntitlement, { ...classPack, packs: 1, packSize: 10 });
    expect(await ledger.issuer().issue(entitlementId)).toEqual({ kind: 'completed' });
    expect(slotsOf(await issuedCodes())).toEqual(upTo(10));
  });
});

describe('a supply that is not what it should be', () => {
  const supplyOf = (...answers: (readonly string[])[]): CodeSupply => ({
    take: ({ count }) => Promise.resolve((answers.shift() ?? []).slice(0, count)),
  });
  const codes = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => `VUECODE${String(from + index).padStart(5, '0')}`);

  it('E35 issues what there is, waits, and goes on with the gap only', async () => {
    ledger = await openTestLedger();
    await ledger.does(GrantEntitlement, { ...classPack, packs: 1 });
    const waiting = await ledger.issuer(supplyOf(codes(1, 22))).issue(entitlementId);
    expect(waiting).toEqual({ kind: 'waiting', remaining: 8, retryAt: '2019-08-01T09:05:00.000Z' });
    expect(slotsOf(await issuedCodes())).toEqual(upTo(22));
    const failed = (await ledger.events()).find(({ type }) => type === 'IssuanceFailed');
    expect(failed?.data).toMatchObject({ slots: ['23-30'], reason: 'SUPPLY_EXHAUSTED' });
    ledger.at('2019-08-01T09:05:00.000Z');
    expect(await ledger.issuer(supplyOf(codes(23, 30))).issue(entitlementId)).toEqual({ kind: 'completed' });
    expect(slotsOf(await issuedCodes())).toEqual(upTo(30));
  });

  it('E35 waits also when the supply does not answer', async () => {
    ledger = await openTestLedger();
    await ledger.does(GrantEntitlement, { ...classPack, packs: 1 });
    const supply = { take: () => Promise.reject(new SupplyUnavailable('down')) };
    expect(await ledger.issuer(supply).issue(entitlementId)).toMatchObject({
      kind: 'waiting',
      remaining: 30,
    });
  });

  it('E36 I14 gives no code twice: the slot of a known value gets another', async () => {
    ledger = await openTestLedger();
    const [first, second] = [classPack, { ...classPack, lineNo: 2 }].map((line) => ({
      ...line,
      packs: 1,
      packSize: 3,
    }));
    const one = await ledger.does(GrantEntitlement, first ?? classPack);
    await ledger.issuer(supplyOf(codes(1, 3))).issue(one.id);
    const two = await ledger.does(GrantEntitlement, second ?? classPack);
    // Typed differently, it is the same code.
    const known = supplyOf(['vue-code 00002', ...codes(4, 5)], codes(6, 6));
    expect(await ledger.issuer(known).issue(two.id)).toEqual({ kind: 'completed' });
    const all = await issuedCodes();
    expect(new Set(all.map(({ stream }) => stream)).size).toBe(6);
    expect(slotsOf(all.filter(({ data }) => data['entitlementId'] === two.id))).toEqual([1, 2, 3]);
    const rejected = (await ledger.events()).find(({ type }) => type === 'IssuanceSlotsRejected');
    expect(rejected?.data).toMatchObject({ slots: [1], reason: 'VALUE_KNOWN' });
  });

  it('E36 gives no code to two slots of one batch', async () => {
    ledger = await openTestLedger();
    await ledger.does(GrantEntitlement, { ...classPack, packs: 1, packSize: 3 });
    const twice = supplyOf(['VUECODE1', 'VUECODE2', 'VUECODE1'], ['VUECODE3']);
    expect(await ledger.issuer(twice).issue(entitlementId)).toEqual({ kind: 'completed' });
    expect(slotsOf(await issuedCodes())).toEqual([1, 2, 3]);
  });
});

describe('replacing', () => {
  it('I30 I13 I23 keeps slot, expiry and total', async () => {
    ledger = await openTestLedger();
    await ledger.does(GrantEntitlement, { ...classPack, packs: 1 });
    const issuer = ledger.issuer(generatedSupply(randomBytes));
    await issuer.issue(entitlementId);
    const old = (await issuedCodes()).find(({ slot }) => slot === 7);
    const codeId = old?.stream.slice('code-'.length) ?? '';
    expect(await ledger.refused(ReplaceCode, { entitlementId, codeId })).toBe('code-not-void');
    await ledger.does(VoidCode, { codeId, cause: 'DEFECTIVE', providerConfirmed: false });
    await ledger.does(ReplaceCode, { entitlementId, codeId });
    await ledger.does(ReplaceCode, { entitlementId, codeId });
    expect(await issuer.issue(entitlementId)).toEqual({ kind: 'completed' });
    const codes = await issuedCodes();
    expect(codes).toHaveLength(31);
    expect(codes.filter(({ slot }) => slot === 7)).toHaveLength(2);
    expect(new Set(codes.map(({ data }) => data['expiresAt']))).toEqual(new Set([expiresAt]));
    const replaced = (await ledger.events()).find(({ type }) => type === 'CodeReplacementIssued');
    expect(replaced?.data).toMatchObject({ oldCodeId: codeId, slot: 7, expiresAt });
  });
});
