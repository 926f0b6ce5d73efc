import { describe, expect, it } from '@jest/globals';
import { given, someGivens } from '#deciding/given-when-then.js';
import { event } from '#kernel/event.js';
import { type CorrectInvoice } from '../contracts/invoice-commands.js';
import { InvoiceCorrected } from '../contracts/invoice-events.js';
import { orderFactsFold, statusOf } from '../contracts/order-facts.js';
import { fact } from '../testing/fact.js';
import { invoiced } from '../testing/invoiced.js';
import { ids, placed, processed } from '../testing/school.js';
import { correctInvoice } from './correcting.js';
import {
  CorrectionRaises,
  CreditNumberUsed,
  OrderNotInvoiced,
  SecondPersonNeeded,
} from './invoice-refusals.js';
import { type OrderEvent, orderFold } from './order.js';
import { LineUnknown, NotInCurrency, OrderUnknown } from './order-refusals.js';

const command: Readonly<CorrectInvoice> = {
  orderId: ids.order,
  creditNo: 'CR-1',
  lines: [{ lineNo: 1, net: '0' }],
  reason: 'BILLED_IN_ERROR',
  approvedBy: 'ops-2',
};
const corrected = fact(InvoiceCorrected, {
  ...{ orderId: ids.order, issuer: 'EOC-DUBLIN', invoiceNo: 'INV-1', creditNo: 'CR-1' },
  lines: [{ lineNo: 1, from: '2400.00', to: '0.00' }],
  total: '0.00',
  toZero: true,
  reason: 'BILLED_IN_ERROR',
  approvedBy: 'ops-2',
});
const correct = (
  change: Partial<CorrectInvoice>,
  past: readonly OrderEvent[] = [placed, processed, invoiced],
) => given(orderFold, ...past).when(correctInvoice, { ...command, ...change }, { facts: undefined });

describe('correcting an invoice', () => {
  it('E8 R62 takes back what was billed in error, to zero or in part', () => {
    correct({}).then(corrected);
    correct({ lines: [{ lineNo: 1, net: '1200' }] }).then(
      event(InvoiceCorrected, {
        ...corrected.data,
        lines: [{ lineNo: 1, from: '2400.00', to: '1200.00' }],
        total: '1200.00',
        toZero: false,
      }),
    );
  });

  it('E8 goes on from what the corrections before have left', () => {
    const half = event(InvoiceCorrected, {
      ...corrected.data,
      lines: [{ lineNo: 1, from: '2400.00', to: '1200.00' }],
      total: '1200.00',
      toZero: false,
    });
    const past = [placed, processed, invoiced, half] as const;
    correct({}, past).thenRefused(CreditNumberUsed);
    correct({ creditNo: 'CR-2' }, past).then(
      event(InvoiceCorrected, {
        ...corrected.data,
        creditNo: 'CR-2',
        lines: [{ lineNo: 1, from: '1200.00', to: '0.00' }],
      }),
    );
  });

  it('I5 is for invoiced orders', () => {
    correct({}, [placed, processed]).thenRefused(OrderNotInvoiced);
    correct({}, []).thenRefused(OrderUnknown);
  });

  it('R62 only lowers, names lines of the invoice, and takes two persons', () => {
    correct({ lines: [{ lineNo: 1, net: '2400.00' }] }).thenRefused(CorrectionRaises);
    correct({ lines: [{ lineNo: 2, net: '0' }] }).thenRefused(LineUnknown);
    correct({ lines: [{ lineNo: 1, net: '0.001' }] }).thenRefused(NotInCurrency);
    correct({ approvedBy: someGivens.actor.id }).thenRefused(SecondPersonNeeded);
  });

  it('leaves the order corrected when nothing is left of the invoice', () => {
    const state = [placed, processed, invoiced, corrected].reduce(
      orderFactsFold.evolve,
      orderFactsFold.initial,
    );
    expect(statusOf(state)).toBe('CORRECTED');
  });
});
