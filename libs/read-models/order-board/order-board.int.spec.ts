import { expect, it } from '@jest/globals';
import { CodesIssued } from '#entitlement/contracts/entitlement-events.js';
import { SlaClockSettled, SlaClockStarted, SlaMet } from '#fulfilment/contracts/sla.js';
import { OrderClosed, OrderFulfilled } from '#ordering/contracts/completion-events.js';
import {
  OrderAcknowledged,
  OrderAmended,
  OrderCancelled,
  OrderProcessed,
} from '#ordering/contracts/order-events.js';
import { OrderInvoiced } from '#ordering/contracts/invoice-events.js';
import { describeModels } from '../testing/describe-models.js';
import { entitlementId, ids, orderId, record } from '../testing/ledger-events.js';
import { grant, line, place, quote } from '../testing/orders.js';
import { OrderBoardProjector } from './projector.js';
import { findOrder, listOrders, type OrdersAsked } from './query.js';

const now = '2020-03-03T09:00:00.000Z';
const everything: OrdersAsked = { institutions: '*', limit: 50, now };

const invoice = {
  revision: 1,
  matchesRevision: true,
  issuer: 'VENDOR',
  invoiceNo: 'INV-1',
  invoiceDate: '2020-03-03',
  enrollmentId: ids.enrollment,
  agreementId: ids.agreement,
  institutionId: ids.institution,
  resellerId: ids.reseller,
  salesRegion: 'DE',
  calendarId: 'DE',
  prorationPolicy: 'FULL_CALENDAR_MONTHS@1',
  priceBasis: 'INVOICE_DATE' as const,
  currency: 'EUR',
  lines: [
    {
      ...line,
      termStart: '2020-03-03',
      termEnd: '2021-03-02',
      zone: 'Europe/Berlin',
      expiryBasis: 'TWELVE_MONTHS' as const,
      billableMonths: 12,
      proration: {
        from: '2020-03-03',
        to: '2021-03-02',
        counted: 12,
        countedIn: 'full calendar months',
        rule: 'COUNTED',
        numerator: 12,
        denominator: 12,
      },
      unitNet: '1150.00',
      priceSource: 'PRICE_LIST' as const,
      net: '2300.00',
      priceLevel: 'A' as const,
      priceListId: 'LIST-1@1',
    },
  ].map(({ unitListPrice: _, ...billed }) => billed),
  total: '2300.00',
};

describeModels('the order board', new OrderBoardProjector(), (models) => {
  const stateOf = async (n: number, after: string) =>
    findOrder(models.reads, { institutions: '*', after, orderId: orderId(n), now });

  it('follows an order from placed to fulfilled and closed', async () => {
    const { store } = models;
    const stream = `order-${orderId(1)}`;
    let after = await place(store, 1, '2020-03-01T10:00:00.000Z');
    expect(await stateOf(1, after)).toMatchObject({
      state: 'PLACED',
      net: '2400.00',
      binding: false,
      revision: 0,
      orderRevision: 1,
    });
    after = await record(store, stream, OrderProcessed, {
      orderId: orderId(1),
      revision: 1,
      vendorOrderNo: 'V-1',
      processedAt: '2020-03-02T08:00:00.000Z',
    });
    expect(await stateOf(1, after)).toMatchObject({ state: 'PROCESSED', vendorOrderNo: 'V-1' });
    after = await record(store, stream, OrderInvoiced, { orderId: orderId(1), ...invoice });
    expect(await stateOf(1, after)).toMatchObject({
      state: 'INVOICED',
      net: '2300.00',
      binding: true,
      invoiceNo: 'INV-1',
    });
    after = await record(store, stream, OrderAcknowledged, {
      orderId: orderId(1),
      revision: 1,
      sentTo: [],
      sentAt: '2020-03-03T08:00:00.000Z',
      withinSla: true,
    });
    expect(await stateOf(1, after)).toMatchObject({ state: 'INVOICED', acknowledgedInTime: true });
    await grant(store, 1, 60);
    after = await record(store, `entitlement-${entitlementId(1)}`, CodesIssued, {
      entitlementId: entitlementId(1),
      batchNo: 1,
      slots: [1, 2],
      count: 60,
      remaining: 58,
    });
    expect(await stateOf(1, after)).toMatchObject({
      state: 'INVOICED',
      issuance: { capacity: 60, issued: 2 },
    });
    await record(store, `entitlement-${entitlementId(1)}`, CodesIssued, {
      entitlementId: entitlementId(1),
      batchNo: 2,
      slots: [3],
      count: 58,
      remaining: 0,
    });
    after = await record(store, stream, OrderFulfilled, {
      orderId: orderId(1),
      invoiceNo: 'INV-1',
      fulfilledAt: now,
    });
    expect(await stateOf(1, after)).toMatchObject({
      state: 'FULFILLED',
      fulfilledAt: now,
      issuance: { capacity: 60, issued: 60 },
      asOf: { position: after },
    });
    after = await record(store, stream, OrderClosed, {
      orderId: orderId(1),
      invoiceNo: 'INV-1',
      closedAt: now,
    });
    expect(await stateOf(1, after)).toMatchObject({ state: 'CLOSED', closedAt: now });
  });

  it('takes an amended order back to placed, and shows why one was cancelled', async () => {
    const { store } = models;
    const stream = `order-${orderId(2)}`;
    await place(store, 2, '2020-03-01T11:00:00.000Z');
    await record(store, stream, OrderProcessed, {
      orderId: orderId(2),
      revision: 1,
      vendorOrderNo: 'V-2',
      processedAt: now,
    });
    let after = await record(store, stream, OrderAmended, {
      orderId: orderId(2),
      revision: 2,
      lines: [{ ...line, packs: 5 }],
      quote,
      reason: 'CUSTOMER_REQUEST',
    });
    expect(await stateOf(2, after)).toMatchObject({
      state: 'PLACED',
      orderRevision: 2,
      vendorOrderNo: null,
      lines: [{ packs: 5 }],
    });
    after = await record(store, stream, OrderCancelled, {
      orderId: orderId(2),
      revision: 2,
      reason: 'DUPLICATE',
    });
    expect(await stateOf(2, after)).toMatchObject({
      state: 'CANCELLED',
      stateReason: 'DUPLICATE',
      revision: 3,
    });
  });

  it('colours the clocks of the order and of its entitlements by the time of the question', async () => {
    const { store } = models;
    await place(store, 3, '2020-03-01T12:00:00.000Z');
    await grant(store, 3, 30);
    const ack = { subject: `${orderId(3)}:1`, kind: 'ACK_48H' as const };
    const delivery = { subject: entitlementId(3), kind: 'CODE_DELIVERY' as const };
    const started = { startedAt: '2020-03-02T00:00:00.000Z', dueAt: '2020-03-04T00:00:00.000Z' };
    await record(store, 'sla-1', SlaClockStarted, { ...ack, ...started });
    let after = await record(store, 'sla-2', SlaClockStarted, {
      ...delivery,
      ...started,
      targetAt: '2020-03-03T10:00:00.000Z',
    });
    const colours = async (at: string) =>
      (await findOrder(models.reads, { institutions: '*', after, orderId: orderId(3), now: at }))?.clocks.map(
        ({ colour }) => colour,
      );
    expect(await colours('2020-03-03T09:00:00.000Z')).toEqual(['green', 'green']);
    expect(await colours('2020-03-03T11:00:00.000Z')).toEqual(['amber', 'green']);
    expect(await colours('2020-03-03T12:00:00.000Z')).toEqual(['amber', 'amber']);
    expect(await colours('2020-03-04T00:00:00.000Z')).toEqual(['red', 'red']);
    after = await record(store, 'sla-1', SlaMet, { ...ack, at: '2020-03-03T09:30:00.000Z' });
    expect(await colours('2020-03-05T00:00:00.000Z')).toEqual(['red', 'green']);
  });

  it('E16 shows the dates of a provisional clock as the published calendar has settled them', async () => {
    const { store, reads } = models;
    await place(store, 5, '2020-03-01T10:30:00.000Z');
    await grant(store, 5, 30);
    const delivery = { subject: entitlementId(5), kind: 'CODE_DELIVERY' as const };
    await record(store, 'sla-5', SlaClockStarted, {
      ...delivery,
      startedAt: '2020-03-02T00:00:00.000Z',
      targetAt: '2020-03-03T00:00:00.000Z',
      dueAt: '2020-03-04T00:00:00.000Z',
      provisional: true,
    });
    const asked = { institutions: '*', orderId: orderId(5), now: '2020-03-05T00:00:00.000Z' } as const;
    const placed = await place(store, 6, '2020-03-01T10:31:00.000Z');
    expect((await findOrder(reads, { ...asked, after: placed }))?.clocks).toMatchObject([
      { provisional: true, colour: 'amber' },
    ]);
    const settled = { targetAt: '2020-03-09T00:00:00.000Z', dueAt: '2020-03-16T00:00:00.000Z' };
    const calendar = { calendarId: 'DE', calendarVersion: 2 };
    const after = await record(store, 'sla-5', SlaClockSettled, { ...delivery, ...settled, ...calendar });
    expect((await findOrder(reads, { ...asked, after }))?.clocks).toMatchObject([
      { ...settled, provisional: false, colour: 'green' },
    ]);
  });

  it('shows an institution its own orders only', async () => {
    const { store, reads } = models;
    const after = await place(store, 4, '2020-03-01T13:00:00.000Z', { institutionId: ids.otherInstitution });
    const other = { institutions: [ids.otherInstitution], after, now };
    expect((await listOrders(reads, { ...other, limit: 50 })).items.map((order) => order.orderId)).toEqual([
      orderId(4),
    ]);
    expect(await findOrder(reads, { ...other, orderId: orderId(1) })).toBeUndefined();
    expect(await findOrder(reads, { ...other, institutions: [], orderId: orderId(4) })).toBeUndefined();
  });

  it('pages through all orders once, in both directions, while new ones come in', async () => {
    const { store, reads } = models;
    const before = (await listOrders(reads, everything)).items.map((order) => order.orderId);
    for (const sort of ['-placedAt', 'placedAt'] as const) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listOrders(reads, { ...everything, sort, limit: 2, cursor });
        seen.push(...page.items.map((order) => order.orderId));
        cursor = page.next;
        if (sort === '-placedAt') await place(store, 100 + seen.length, '2020-03-09T00:00:00.000Z');
      } while (cursor !== undefined);
      if (sort === '-placedAt') expect(seen).toEqual(before);
      else expect(new Set(seen).size).toBe(seen.length);
    }
    await expect(listOrders(reads, { ...everything, cursor: '["placed","no time","x"]' })).rejects.toThrow(
      'another query',
    );
    await expect(listOrders(reads, { ...everything, cursor: '["other",1]' })).rejects.toThrow(
      'another query',
    );
  });

  it('filters by state, reseller, dates and numbers', async () => {
    const { reads } = models;
    const found = async (filter: OrdersAsked['filter']) =>
      (await listOrders(reads, { ...everything, ...(filter && { filter }) })).items.map(
        (order) => order.orderId,
      );
    expect(await found({ states: ['CLOSED'] })).toEqual([orderId(1)]);
    expect(await found({ states: ['CANCELLED', 'CLOSED'] })).toEqual([orderId(2), orderId(1)]);
    expect(await found({ invoiceNo: 'INV-1' })).toEqual([orderId(1)]);
    expect(await found({ resellerId: 'res_none' })).toEqual([]);
    expect(
      await found({ placedFrom: '2020-03-01T11:00:00.000Z', placedBefore: '2020-03-01T13:00:00.000Z' }),
    ).toEqual([orderId(3), orderId(2)]);
  });
});
