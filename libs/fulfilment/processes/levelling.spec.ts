import { describe, expect, it } from '@jest/globals';
import { InvoiceCorrected, OrderInvoiced } from '#ordering/contracts/invoice-events.js';
import { OrderPlaced } from '#ordering/contracts/order-events.js';
import { PriceLevelReached } from '#ordering/contracts/points-events.js';
import { after } from '#processing/testing/happened.js';
import { lookInto, recorded } from '../testing/log.js';
import { levelling } from './levelling.js';

const placed = recorded(OrderPlaced, 'ordering');
const { orderId, agreementId } = placed.data;
const look = lookInto({ [`order-${orderId}`]: [placed] });

describe('levelling', () => {
  it('R8 counts the points of an invoice that grants, and of no other (E32)', async () => {
    const invoiced = recorded(OrderInvoiced, 'ordering', { matchesRevision: true });
    const { issuer, invoiceNo } = invoiced.data;
    expect(await after(levelling, invoiced)).toStrictEqual([
      {
        send: 'CountPoints',
        ...{ agreementId: invoiced.data.agreementId, orderId: invoiced.data.orderId, issuer, invoiceNo },
      },
    ]);
    expect(
      await after(levelling, recorded(OrderInvoiced, 'ordering', { matchesRevision: false })),
    ).toStrictEqual([]);
  });

  it('E8 takes the points back with an invoice that was corrected to zero', async () => {
    const corrected = recorded(InvoiceCorrected, 'ordering', { orderId, toZero: true });
    const { issuer, invoiceNo } = corrected.data;
    expect(await after(levelling, corrected, look)).toStrictEqual([
      { send: 'TakeBackPoints', agreementId, orderId, issuer, invoiceNo },
    ]);
    const lowered = recorded(InvoiceCorrected, 'ordering', { orderId, toZero: false });
    expect(await after(levelling, lowered, look)).toStrictEqual([]);
  });

  it('R8 raises the level that was reached', async () => {
    const reached = recorded(PriceLevelReached, 'ordering');
    expect(await after(levelling, reached)).toStrictEqual([
      Object.assign({ send: 'RaisePriceLevel' }, reached.data),
    ]);
  });
});
