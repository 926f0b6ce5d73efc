import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openEmbeddedEventStore } from '#event-store/embedded/embedded-event-store.js';
import { scratchDirectory } from '#event-store/embedded/scratch.js';
import { type EventStore } from '#event-store/port.js';
import { metadataToJson } from '#messages/metadata.js';
import { OrderInvoiced } from '#ordering/contracts/invoice-events.js';
import { eventRegistry } from '#messages/event-registry.js';
import { ids } from '#read-models/testing/ledger-events.js';
import { FactReader } from '../reading.js';
import { factsOf } from '../testing/facts.js';
import { underPolicy } from './replay.js';

const line = {
  ...{ lineNo: 1, productKey: 'CP-30', packs: 3, termModel: 'TWELVE_MONTH', billableMonths: 8 },
  ...{ proration: { from: '2019-11-02', to: '2020-07-31' }, unitNet: '1200.00', net: '2400.00' },
};

describe('a replay under another policy', () => {
  let store: EventStore;
  let reader: FactReader;
  let scratch: Awaited<ReturnType<typeof scratchDirectory>>;

  beforeAll(async () => {
    scratch = await scratchDirectory();
    store = openEmbeddedEventStore(scratch.path);
    reader = new FactReader(store, eventRegistry(OrderInvoiced));
    for (let n = 0; n < 6; n += 1) {
      const institutionId = n % 2 === 0 ? ids.institution : ids.otherInstitution;
      const data = {
        institutionId,
        orderId: `ord_${n}`,
        currency: 'EUR',
        prorationPolicy: 'FULL_CALENDAR_MONTHS@1',
        lines: [line],
      };
      const recordedAt = '2019-11-02T09:00:00.000Z';
      const [fact] = factsOf(`order-${n}`, [recordedAt, { type: OrderInvoiced.type, data }]);
      if (fact === undefined) throw new Error('no fact');
      const metadata = metadataToJson(fact.metadata);
      await store.append(`order-${n}`, 'no-stream', [
        { id: crypto.randomUUID(), type: fact.type, data, metadata },
      ]);
    }
  });
  afterAll(async () => {
    await store.close();
    await scratch.remove();
  });

  it('R52 tells each difference once, page after page, and records nothing', async () => {
    const head = await store.head();
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await underPolicy(reader, 'ANNIVERSARY_MONTHS@1', {
        ...{ institutions: '*', upTo: head, limit: 2, cursor },
      });
      found.push(...page.items.map(({ orderId, netThen }) => `${orderId} ${netThen}`));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(found).toStrictEqual([0, 1, 2, 3, 4, 5].map((n) => `ord_${n} 2700.00`));
    expect(await store.head()).toBe(head);
  });

  it('is of one moment: what is invoiced meanwhile is not in it', async () => {
    const positions: string[] = [];
    for await (const { position } of store.readAll()) positions.push(position);
    const asked = { institutions: '*' as const, limit: 50, cursor: undefined };
    const until = (upTo: string | undefined) =>
      underPolicy(reader, 'ANNIVERSARY_MONTHS@1', { ...asked, upTo });
    const { items, next } = await until(positions[2]);
    expect([items.map(({ orderId }) => orderId), next]).toStrictEqual([
      ['ord_0', 'ord_1', 'ord_2'],
      undefined,
    ]);
    expect((await until(undefined)).items).toStrictEqual([]);
  });

  it('tells nothing of another institution', async () => {
    const upTo = await store.head();
    const replay = { institutions: [ids.institution], upTo, limit: 50, cursor: undefined };
    const { items } = await underPolicy(reader, 'ANNIVERSARY_MONTHS@1', replay);
    expect(items.map(({ orderId }) => orderId)).toStrictEqual(['ord_0', 'ord_2', 'ord_4']);
    const none = await underPolicy(reader, 'ANNIVERSARY_MONTHS@1', {
      ...replay,
      institutionId: ids.otherInstitution,
    });
    expect(none.items).toStrictEqual([]);
  });
});
