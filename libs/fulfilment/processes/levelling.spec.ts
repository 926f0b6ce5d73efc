import { describe, expect, it } from '@jest/globals';
import { InvoiceCorrected, OrderInvoiced } from '#ordering/contracts/invoice-events.js';
import { OrderPlaced } from '#ordering/contracts/order-events.js';
import { PriceLevelReached } from '#ordering/contracts/points-events.js';
import { after } from '#processing/testing/happened.js';
import { CaseOpened, CaseResolved } from '../contracts/cases.js';
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

  it('E8 R8 counts a corrected invoice anew, to zero or not', async () => {
    for (const toZero of [true, false]) {
      const corrected = recorded(InvoiceCorrected, 'ordering', { orderId, toZero });
      const { issuer, invoiceNo } = corrected.data;
      const correctedAt = '2019-08-01T09:00:00.000Z';
      expect(await after(levelling, corrected, look)).toStrictEqual([
        { send: 'RecountPoints', agreementId, orderId, issuer, invoiceNo, correctedAt },
      ]);
    }
  });

  it('E32 R8 counts an invoice of another revision when two persons have granted it, from then on', async () => {
    const invoiced = recorded(OrderInvoiced, 'ordering', { orderId, agreementId, matchesRevision: false });
    const opened = recorded(CaseOpened, 'fulfilment', { kind: 'INVOICE_REVISION_MISMATCH', key: orderId });
    const { caseId } = opened.data;
    const knows = lookInto({ [`order-${orderId}`]: [placed, invoiced], [`case-${caseId}`]: [opened] });
    const resolved = (decision: string) => recorded(CaseResolved, 'fulfilment', { caseId, decision });
    const { issuer, invoiceNo } = invoiced.data;
    const decidedAt = '2019-08-01T09:00:00.000Z';
    expect(await after(levelling, resolved('GRANT_AS_INVOICED'), knows)).toStrictEqual([
      { send: 'CountPoints', agreementId, orderId, issuer, invoiceNo, decidedAt },
    ]);
    expect(await after(levelling, resolved('AWAIT_CREDIT_AND_REBILL'), knows)).toStrictEqual([]);
  });

  it('R8 raises the level that was reached', async () => {
    const reached = recorded(PriceLevelReached, 'ordering');
    expect(await after(levelling, reached)).toStrictEqual([
      Object.assign({ send: 'RaisePriceLevel' }, reached.data),
    ]);
  });
});
