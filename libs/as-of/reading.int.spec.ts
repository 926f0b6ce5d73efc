import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allEvents } from '#composition/all-events.js';
import { CodeAssigned } from '#entitlement/contracts/code-events.js';
import { IssuanceRequested } from '#entitlement/contracts/entitlement-events.js';
import { openEmbeddedEventStore } from '#event-store/embedded/embedded-event-store.js';
import { scratchDirectory } from '#event-store/embedded/scratch.js';
import { type EventStore } from '#event-store/port.js';
import { SlaClockStarted } from '#fulfilment/contracts/sla.js';
import { PersonErased } from '#institutions/contracts/person-events.js';
import { metadataToJson } from '#messages/metadata.js';
import { codeId, entitlementId, ids, orderId, record } from '#read-models/testing/ledger-events.js';
import { grant, issue, place } from '#read-models/testing/orders.js';
import { codeAsOf } from './code.js';
import { entitlementAsOf } from './entitlement.js';
import { orderAsOf } from './order.js';
import { FactReader } from './reading.js';
import { factsOf } from './testing/facts.js';

describe('the facts of a stream', () => {
  let store: EventStore;
  let reader: FactReader;
  let scratch: Awaited<ReturnType<typeof scratchDirectory>>;

  beforeAll(async () => {
    scratch = await scratchDirectory();
    store = openEmbeddedEventStore(scratch.path);
    reader = new FactReader(store, allEvents);
    await place(store, 1, '2020-03-01T10:00:00.000Z');
    await grant(store, 1, 3);
    const planned = [1, 2].map((slot) => ({
      ...{ slot, codeId: codeId(slot), sealed: 'k1.key.box', last4: 'X7QK', commitment: 'A'.repeat(43) },
    }));
    const batch = { entitlementId: entitlementId(1), batchNo: 1, slots: [1, 2], codes: planned };
    await record(store, `entitlement-${entitlementId(1)}`, IssuanceRequested, batch);
    await issue(store, 1, 1, 1, { at: '2020-03-03T09:00:00.000Z' });
    const assigned = { codeId: codeId(1), personRef: ids.person, role: 'EMPLOYEE' as const };
    await record(store, `code-${codeId(1)}`, CodeAssigned, assigned, { at: '2020-03-04T09:00:00.000Z' });
  });
  afterAll(async () => {
    await store.close();
    await scratch.remove();
  });

  it('end where they were not yet known', async () => {
    const stream = `code-${codeId(1)}`;
    expect(await reader.known(stream, '2020-03-04T08:59:59.999Z')).toHaveLength(1);
    expect(await reader.known(stream, '2020-03-04T09:00:00.000Z')).toHaveLength(2);
    expect(await reader.known('code-unknown', '2020-03-04T09:00:00.000Z')).toStrictEqual([]);
  });

  it('I13 are those of an entitlement with every code that it has, and with those that are only planned', async () => {
    const at = '2020-03-05T00:00:00.000Z';
    const facts = await reader.entitlement(entitlementId(1), at);
    expect(facts.codes.map((each) => each.length)).toStrictEqual([2, 0]);
    expect(entitlementAsOf(facts, { at, knownAt: at })).toMatchObject({
      units: { capacity: 3, unissued: 2, assigned: 1 },
    });
    const order = await reader.known(`order-${orderId(1)}`, at);
    expect(orderAsOf(order, { at, knownAt: at })).toMatchObject({
      status: 'PLACED',
      revision: 1,
      invoice: null,
    });
  });

  it('are read in the newest version of their type', async () => {
    const [old] = factsOf('sla-1', [
      '2020-03-01T10:00:00.000Z',
      {
        type: 'SlaClockStarted',
        data: {
          ...{ subject: `${orderId(1)}:1`, kind: 'ACK_48H' },
          ...{ startedAt: '2020-03-01T10:00:00.000Z', dueAt: '2020-03-03T10:00:00.000Z' },
        },
      },
    ]);
    if (old === undefined) throw new Error('no fact');
    const event = { id: crypto.randomUUID(), type: old.type, data: { ...old.data, kind: 'ACK_48H' } };
    await store.append('sla-1', 'any', [{ ...event, metadata: metadataToJson(old.metadata) }]);
    expect(SlaClockStarted.version).toBe(2);
    expect(await reader.known('sla-1', '2020-03-02T00:00:00.000Z')).toMatchObject([
      { data: { kind: 'ACK_48H' } },
    ]);
  });

  it('E62 tell the same of a code after its person was erased', async () => {
    const at = '2020-03-05T00:00:00.000Z';
    const read = async () => codeAsOf(await reader.known(`code-${codeId(1)}`, at), { at, knownAt: at });
    const before = await read();
    const erased = event(ids.person);
    await store.append(`person-${ids.person}`, 'any', [erased]);
    expect(await read()).toStrictEqual(before);
    expect(before?.personRef).toBe(ids.person);
  });
});

const event = (personRef: string) => ({
  id: crypto.randomUUID(),
  type: PersonErased.type,
  data: { personRef, institutionId: ids.institution },
  metadata: {},
});
