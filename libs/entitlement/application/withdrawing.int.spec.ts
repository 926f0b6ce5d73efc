import { afterEach, describe, expect, it } from '@jest/globals';
import { type EventStore } from '#event-store/port.js';
import { RegisterInstitution } from '#institutions/contracts/institution-commands.js';
import { RegisterPerson } from '#institutions/contracts/person-commands.js';
import { InvoiceCorrected } from '#ordering/contracts/invoice-events.js';
import { AssignCode, DiscloseCode, VoidCode, WithdrawCode } from '../contracts/code-commands.js';
import {
  AdjustEntitlement,
  GrantEntitlement,
  ReplaceCode,
  ReturnCode,
} from '../contracts/entitlement-commands.js';
import { entitlementFacts } from '../contracts/entitlement-facts.js';
import { classPack, entitlementId, orderId } from '../domain/samples.js';
import { accessCodes } from './aggregates.js';
import { codesInSlots } from './issued-codes.js';
import { openTestLedger, type TestLedger } from './test-ledger.js';
import { withdrawFrom } from './withdrawing.js';

let ledger: TestLedger;
afterEach(() => ledger.close());

/** One pack of six codes; its order line is corrected by credit notes CR-1, CR-2 … to so many packs. */
const pack = { ...classPack, packs: 1, packSize: 6 };
async function corrected(...changes: readonly (readonly [from: number, to: number])[]): Promise<void> {
  const granted = (await ledger.events()).find(({ type }) => type !== 'InvoiceCorrected');
  const events = changes.map(([from, to], index) => ({
    id: crypto.randomUUID(),
    type: InvoiceCorrected.type,
    data: {
      ...{ orderId, issuer: 'EOC-DUBLIN', invoiceNo: pack.invoiceNo, creditNo: `CR-${index + 1}` },
      lines: [{ lineNo: 1, from: `${from}.00`, to: `${to}.00`, packs: { from, to } }],
      ...{ total: `${to}.00`, toZero: to === 0, reason: 'BILLED_IN_ERROR', approvedBy: 'ops-2' },
    },
    metadata: { ...granted?.metadata, version: 1 },
  }));
  await ledger.store.append(`order-${orderId}`, 'any', events);
}

let tasks = 0;
function withdraw(caseId?: string, before?: (command: object) => Promise<void>) {
  const task = (tasks += 1);
  const send = async (command: object, part: string) => {
    await before?.(command);
    return ledger.tell(command.constructor as never, command as never, `task ${task} ${part}`);
  };
  return withdrawFrom({ store: ledger.store, look: ledger.runner.look, send }, entitlementId, caseId);
}
const adjust = () => ledger.does(AdjustEntitlement, { entitlementId });
const codeIn = async (slot: number) =>
  (await codesInSlots(ledger.store, entitlementId, { from: slot, to: slot })).get(slot) ?? '';
const typesOf = async (stream: string) =>
  (await ledger.events()).filter((each) => each.stream === stream).map(({ type }) => type);
/** Slots of live codes, as their own streams say. */
async function live(): Promise<readonly number[]> {
  const codes = await codesInSlots(ledger.store, entitlementId, { from: 1, to: 100 });
  const states = await Promise.all(
    [...codes].map(async ([slot, codeId]) => ({
      slot,
      code: await ledger.runner.look.at(accessCodes, codeId),
    })),
  );
  return states.filter(({ code }) => code?.voided === undefined).map(({ slot }) => slot);
}
const factsNow = () => ledger.runner.look.at(entitlementFacts, entitlementId);

async function granted(wrap?: (store: EventStore) => EventStore) {
  ledger = await openTestLedger(wrap);
  const institutionId = (
    await ledger.does(RegisterInstitution, {
      ...{ name: 'Musterschule', segment: 'COMMERCIAL', country: 'DE', region: 'DE', zone: 'Europe/Berlin' },
    })
  ).id;
  await ledger.does(GrantEntitlement, { ...pack, institutionId });
  await ledger.issuer().issue(entitlementId);
  const personRef = (
    await ledger.does(RegisterPerson, {
      ...{ institutionId, role: 'EMPLOYEE', minor: false },
      personal: { givenName: 'Erika', familyName: 'Muster', email: 'erika@example.com' },
    })
  ).id;
  return { institutionId, personRef };
}

describe('codes of a corrected invoice', () => {
  it('R62 I13 I23 are void when nobody holds them; what is held is a shortfall, until two persons decide', async () => {
    const { personRef } = await granted();
    const held = await codeIn(6);
    await ledger.does(AssignCode, { codeId: held, personRef });
    await ledger.does(DiscloseCode, { codeId: held, personRef, channel: 'PORTAL' });
    await ledger.does(VoidCode, { codeId: await codeIn(2), cause: 'COMPROMISED', providerConfirmed: true });
    await corrected([1, 0]);
    await adjust();
    await withdraw();
    expect(await live()).toStrictEqual([6]);
    expect(await factsNow()).toMatchObject({ packs: 0, capacity: 0, toWithdraw: 1 });
    expect((await typesOf(`entitlement-${entitlementId}`)).slice(-3)).toStrictEqual([
      'EntitlementAdjusted',
      'CodesWithdrawn',
      'CorrectionFellShort',
    ]);
    // Void before, and void for good now.
    expect(await ledger.refused(ReplaceCode, { entitlementId, codeId: await codeIn(2) })).toBe(
      'code-withdrawn',
    );
    await withdraw();
    expect(await live()).toStrictEqual([6]);
    await withdraw('cas_00000000000000000000000001');
    expect(await live()).toStrictEqual([]);
    expect(await factsNow()).toMatchObject({ toWithdraw: 0 });
  });

  it('R61 I38 I23 stay with whoever gets one between being taken back and being void', async () => {
    const { personRef } = await granted();
    await corrected([1, 0]);
    await adjust();
    const codeId = await codeIn(4);
    let assigned: Promise<unknown> | undefined;
    await withdraw(undefined, async (command) => {
      if (command instanceof WithdrawCode)
        await (assigned ??= ledger.does(AssignCode, { codeId, personRef }));
    });
    expect(await live()).toStrictEqual([4]);
    expect((await typesOf(`code-${codeId}`)).slice(-2)).toStrictEqual(['CodeAssigned', 'CodeKept']);
    // As the process does that follows it.
    const { entitlementId: of } = (await ledger.runner.look.at(accessCodes, codeId))?.issued ?? {};
    await ledger.does(ReturnCode, { entitlementId: of ?? '', codeId, attempt: 1 });
    await withdraw();
    expect((await typesOf(`entitlement-${entitlementId}`)).slice(-2)).toStrictEqual([
      'CodeWithdrawalFailed',
      'CorrectionFellShort',
    ]);
    expect(await factsNow()).toMatchObject({ toWithdraw: 1 });
    await withdraw('cas_00000000000000000000000001');
    expect(await live()).toStrictEqual([]);
    expect(await factsNow()).toMatchObject({ toWithdraw: 0 });
  });

  it('I30 I23 are not counted twice when one is void and waits for another in its place', async () => {
    await granted();
    const codeId = await codeIn(6);
    await ledger.does(VoidCode, { codeId, cause: 'DEFECTIVE', providerConfirmed: false });
    await ledger.does(ReplaceCode, { entitlementId, codeId });
    await corrected([1, 0]);
    await adjust();
    await withdraw();
    expect(await factsNow()).toMatchObject({ toWithdraw: 0, remaining: 0 });
    const taken = (await ledger.events()).filter(({ type }) => type === 'CodesWithdrawn');
    expect(taken.flatMap(({ data }) => data['slots'])).toStrictEqual([5, 4, 3, 2, 1]);
  });

  it('I13 R57 come back as new ones, under the same term, when the packs do', async () => {
    await granted();
    await corrected([1, 0], [0, 2]);
    await adjust();
    await withdraw();
    expect(await ledger.issuer().issue(entitlementId)).toEqual({ kind: 'completed' });
    expect(await live()).toHaveLength(12);
    const { granted: terms, capacity, remaining } = await factsNow();
    expect({ capacity, remaining }).toStrictEqual({ capacity: 12, remaining: 0 });
    const added = await ledger.runner.look.at(accessCodes, await codeIn(12));
    expect(added?.issued.expiresAt).toBe(terms?.expiresAt);
  });

  it('I13 E19 are exactly those too many, wherever it is killed, and by many at once', async () => {
    const kill = { in: Infinity };
    await granted((store) => ({
      append: async (...append) => {
        kill.in -= 1;
        if (kill.in < 0) throw new Error('killed');
        return store.append(...append);
      },
      readStream: store.readStream.bind(store),
      readAll: store.readAll.bind(store),
      subscribe: store.subscribe.bind(store),
      head: store.head.bind(store),
      close: store.close.bind(store),
    }));
    await corrected([2, 1]);
    // One pack less of the two that the credit note speaks of: nothing is left of this one.
    await adjust();
    for (let appends = 0; appends < 4; appends += 1) {
      kill.in = appends;
      await withdraw().catch((error: unknown) => expect(String(error)).toContain('killed'));
    }
    kill.in = Infinity;
    await Promise.all([withdraw(), withdraw(), withdraw()]);
    expect(await live()).toStrictEqual([]);
    const withdrawn = (await ledger.events()).filter(({ type }) => type === 'CodesWithdrawn');
    expect(withdrawn.flatMap(({ data }) => data['slots'])).toHaveLength(6);
  });
});
