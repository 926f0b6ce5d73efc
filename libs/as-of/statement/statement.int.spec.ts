import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allEvents } from '#composition/all-events.js';
import { CodeAssigned, CodeRedeemed } from '#entitlement/contracts/code-events.js';
import { IssuanceRequested } from '#entitlement/contracts/entitlement-events.js';
import { openEmbeddedEventStore } from '#event-store/embedded/embedded-event-store.js';
import { scratchDirectory } from '#event-store/embedded/scratch.js';
import { type EventStore, type JsonObject } from '#event-store/port.js';
import { InstitutionRegistered } from '#institutions/contracts/institution-events.js';
import { type Instant } from '#kernel/time.js';
import { metadataToJson } from '#messages/metadata.js';
import { InvoiceCorrected, OrderInvoiced } from '#ordering/contracts/invoice-events.js';
import { codeId, entitlementId, ids, orderId, record } from '#read-models/testing/ledger-events.js';
import { grant, issue, line, place } from '#read-models/testing/orders.js';
import { FactReader } from '../reading.js';
import { factsOf } from '../testing/facts.js';
import { printStatement } from './print.js';
import { type Statement, statementOf } from './statement.js';

const entitlements = 30;
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

describe('a statement', () => {
  let store: EventStore;
  let scratch: Awaited<ReturnType<typeof scratchDirectory>>;
  const streams = [
    ...range(1, entitlements).map((n) => `entitlement-${entitlementId(n)}`),
    `order-${orderId(1)}`,
  ];
  const told = async (from: string, to: string, knownAt: Instant, of = streams): Promise<Statement> => {
    const asked = { institutionId: ids.institution, from, to, knownAt };
    const statement = await statementOf(new FactReader(store, allEvents), asked, of);
    if (statement === undefined) throw new Error('no statement');
    return statement;
  };
  /** As the log keeps what happened at one time and was learned of at another. */
  const append = async (
    stream: string,
    recordedAt: Instant,
    type: string,
    data: object,
    occurredAt: Instant,
  ) => {
    const [fact] = factsOf(stream, [recordedAt, { type, data, occurredAt }]);
    if (fact === undefined) throw new Error('no fact');
    const { metadata } = fact;
    const stored = {
      id: crypto.randomUUID(),
      type,
      data: data as JsonObject,
      metadata: metadataToJson(metadata),
    };
    await store.append(stream, 'any', [stored]);
  };

  beforeAll(async () => {
    scratch = await scratchDirectory();
    store = openEmbeddedEventStore(scratch.path);
    const registeredAt = '2020-01-01T09:00:00.000Z';
    await append(
      `institution-${ids.institution}`,
      registeredAt,
      InstitutionRegistered.type,
      {
        institutionId: ids.institution,
        segment: 'ACADEMIC',
        country: 'DE',
        region: 'EMEA',
        zone: 'Europe/Berlin',
      },
      registeredAt,
    );
    await place(store, 1, '2020-03-01T10:00:00.000Z');
    const order = { orderId: orderId(1), revision: 1, issuer: 'VENDOR', invoiceNo: 'INV-1', currency: 'EUR' };
    await append(
      `order-${orderId(1)}`,
      '2020-03-02T09:00:00.000Z',
      OrderInvoiced.type,
      {
        ...order,
        invoiceDate: '2020-03-02',
        matchesRevision: true,
        lines: [{ ...line, net: '2400.00' }],
        total: '2400.00',
      },
      '2020-03-02T09:00:00.000Z',
    );
    await append(
      `order-${orderId(1)}`,
      '2020-03-20T09:00:00.000Z',
      InvoiceCorrected.type,
      {
        ...order,
        creditNo: 'CR-1',
        lines: [{ lineNo: 1, from: '2400.00', to: '2100.00' }],
        total: '2100.00',
        toZero: false,
      },
      '2020-03-20T09:00:00.000Z',
    );
    for (const n of range(1, entitlements)) {
      await grant(store, n, 3);
      const codes = [1, 2].map((slot) => ({
        ...{
          slot,
          codeId: codeId(n * 10 + slot),
          sealed: 'k1.key.box',
          last4: 'X7QK',
          commitment: 'A'.repeat(43),
        },
      }));
      const batch = { entitlementId: entitlementId(n), batchNo: 1, slots: [1, 2], codes };
      await record(store, `entitlement-${entitlementId(n)}`, IssuanceRequested, batch);
      for (const slot of [1, 2])
        await issue(store, n, n * 10 + slot, slot, { at: '2020-03-03T09:00:00.000Z' });
      const first = codeId(n * 10 + 1);
      await record(
        store,
        `code-${first}`,
        CodeAssigned,
        { codeId: first, personRef: ids.person, role: 'EMPLOYEE' },
        { at: '2020-04-02T09:00:00.000Z' },
      );
    }
    const first = codeId(11);
    const redeemed = {
      ...{
        codeId: first,
        provider: 'PEARSON_VUE',
        registrationKey: 'REG-1',
        examCode: '70-480',
        family: 'MCSA',
      },
      ...{ occurredAt: '2020-04-20T09:00:00.000Z', occurredZone: 'Europe/Berlin', zoneConfidence: 'STATED' },
      ...{ reportedAt: '2020-05-04T09:00:00.000Z', late: false, crossRegion: false },
    };
    await append(`code-${first}`, redeemed.reportedAt, CodeRedeemed.type, redeemed, redeemed.occurredAt);
  }, 30_000);
  afterAll(async () => {
    await store.close();
    await scratch.remove();
  });

  it('I23 opens as the one before it closed, and says what was granted, issued, assigned and billed', async () => {
    const march = await told('2020-03-01', '2020-03-31', '2020-06-01T00:00:00.000Z');
    expect(march).toMatchObject({
      addsUp: true,
      opening: { capacity: 0 },
      closing: { capacity: 90, unissued: 30, available: 60 },
      amounts: [{ currency: 'EUR', invoiced: '2400.00', credited: '300.00', net: '2100.00' }],
      invoices: [
        { kind: 'INVOICE', number: 'INV-1', date: '2020-03-02', amount: '2400.00' },
        { kind: 'CREDIT', number: 'CR-1', date: '2020-03-20', amount: '-300.00' },
      ],
      policies: ['policy 1', 'policy vl-training-2019-07-30', 'tzdb 2025b'],
    });
    expect(march.entitlements[0]?.movements).toMatchObject({
      granted: 3,
      issued: 2,
      assigned: 0,
      redeemed: 0,
    });
    const april = await told('2020-04-01', '2020-04-30', '2020-06-01T00:00:00.000Z');
    expect(april.opening).toStrictEqual(march.closing);
    expect(april.closing).toMatchObject({ available: 30, assigned: 29, redeemed: 1 });
    const moved = april.entitlements.find((each) => each.entitlementId === entitlementId(1))?.movements;
    expect(moved).toMatchObject({ granted: 0, issued: 0, assigned: 1, redeemed: 1 });
  });

  it('E38 names a late fact, and is as it was when it was not yet known', async () => {
    const before = await told('2020-04-01', '2020-04-30', '2020-05-01T00:00:00.000Z');
    expect([before.closing.redeemed, before.lateFacts]).toStrictEqual([0, []]);
    const after = await told('2020-04-01', '2020-04-30', '2020-05-05T00:00:00.000Z');
    expect(after.closing.redeemed).toBe(1);
    expect(after.lateFacts).toMatchObject([{ type: 'CodeRedeemed', stream: `code-${codeId(11)}` }]);
    expect(after.rests.events).toBe(before.rests.events + 1);
    const may = await told('2020-05-01', '2020-05-31', '2020-06-01T00:00:00.000Z');
    expect(may.lateFacts).toMatchObject([{ type: 'CodeRedeemed' }]);
  });

  it('R63 counts what the clock has ended at its closing, with no sweep in the log', async () => {
    const last = await told('2021-03-01', '2021-03-31', '2020-06-01T00:00:00.000Z');
    expect(last).toMatchObject({ addsUp: true, closing: { expired: 59, redeemed: 1, unissued: 30 } });
  });

  it('is the same byte for byte, in JSON and as PDF, however its streams are found', async () => {
    const asked = ['2020-04-01', '2020-04-30', '2020-06-01T00:00:00.000Z'] as const;
    const [one, two] = [await told(...asked), await told(...asked, streams.toReversed())];
    expect(JSON.stringify(two)).toBe(JSON.stringify(one));
    const [first, second] = [await printStatement(one), await printStatement(two)];
    expect(second.equals(first)).toBe(true);
    expect(first.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    // Thirty entitlements need more than one page.
    expect(first.toString('latin1').match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(2);
  });
});
