import { describe, expect, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { type Actor } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { type ProposeCorrection } from '../contracts/invoice-commands.js';
import { CorrectionProposed, InvoiceCorrected, OrderInvoiced } from '../contracts/invoice-events.js';
import { OrderAmended, OrderCancelled } from '../contracts/order-events.js';
import { orderFactsFold, statusOf } from '../contracts/order-facts.js';
import { fact } from '../testing/fact.js';
import { invoiced } from '../testing/invoiced.js';
import { classPacks, ids, placed, processed, quote } from '../testing/school.js';
import { approveCorrection, proposeCorrection } from './correcting.js';
import {
  CorrectedByPersons,
  CorrectionRaises,
  CreditNumberUsed,
  OrderNotInvoiced,
  ProposalNotCurrent,
  SecondPersonNeeded,
} from './invoice-refusals.js';
import { type OrderEvent, orderFold } from './order.js';
import { cancelOrder } from './processing.js';
import { LineUnknown, NotInCurrency, OrderInvoicedAlready, OrderUnknown } from './order-refusals.js';

const command: Readonly<ProposeCorrection> = {
  orderId: ids.order,
  creditNo: 'CR-1',
  lines: [{ lineNo: 1, net: '0' }],
  reason: 'BILLED_IN_ERROR',
};
const toZero = [{ lineNo: 1, from: '2400.00', to: '0.00' }];
const proposed = fact(CorrectionProposed, {
  ...{ orderId: ids.order, proposal: 1, creditNo: 'CR-1', lines: toZero },
  ...{ reason: 'BILLED_IN_ERROR', proposedBy: 'ops-1' },
});
const corrected = fact(InvoiceCorrected, {
  ...{ orderId: ids.order, issuer: 'EOC-DUBLIN', invoiceNo: 'INV-1', creditNo: 'CR-1' },
  ...{ lines: toZero, total: '0.00', toZero: true, reason: 'BILLED_IN_ERROR', approvedBy: 'ops-2' },
});
const billed = [placed, processed, invoiced] as const;
const propose = (change: Partial<ProposeCorrection>, past: readonly OrderEvent[] = billed) =>
  given(orderFold, ...past).when(
    proposeCorrection,
    { ...command, ...change },
    { actor: { kind: 'user', id: 'ops-1' }, facts: undefined },
  );
const approve = (past: readonly OrderEvent[], actor: Partial<Actor> = {}, proposal = 1) =>
  given(orderFold, ...past).when(
    approveCorrection,
    { orderId: ids.order, proposal },
    { actor: { kind: 'user', id: 'ops-2', ...actor }, facts: undefined },
  );

describe('correcting an invoice', () => {
  it('E8 R62 I38 one person proposes and another one approves; until then nothing is corrected', () => {
    propose({}).then(proposed);
    expect([...billed, proposed].reduce(orderFactsFold.evolve, orderFactsFold.initial).zeroed).toBe(false);
    approve([...billed, proposed]).then(corrected);
  });

  it('I38 nobody approves their own proposal, by no way; nor does a process propose or approve', () => {
    const past = [...billed, proposed];
    approve(past, { id: 'ops-1' }).thenRefused(SecondPersonNeeded);
    approve(past, { onBehalfOf: 'ops-1' }).thenRefused(SecondPersonNeeded);
    approve(past, { kind: 'process', id: 'granting' }).thenRefused(CorrectedByPersons);
    given(orderFold, ...billed)
      .when(proposeCorrection, command, { actor: { kind: 'process', id: 'granting' }, facts: undefined })
      .thenRefused(CorrectedByPersons);
  });

  it('I38 only the last proposal can be approved, and once', () => {
    const second = event(CorrectionProposed, { ...proposed.data, proposal: 2, creditNo: 'CR-2' });
    approve([...billed, proposed, second]).thenRefused(ProposalNotCurrent);
    approve([...billed, proposed, corrected]).thenRefused(ProposalNotCurrent);
    approve(billed).thenRefused(ProposalNotCurrent);
    approve([]).thenRefused(OrderUnknown);
  });

  it('E8 goes on from what the corrections before have left', () => {
    const half = event(InvoiceCorrected, {
      ...corrected.data,
      ...{ lines: [{ lineNo: 1, from: '2400.00', to: '1200.00' }], total: '1200.00', toZero: false },
    });
    const past = [...billed, proposed, half];
    propose({}, past).thenRefused(CreditNumberUsed);
    propose({ creditNo: 'CR-2' }, past).then(
      event(CorrectionProposed, {
        ...proposed.data,
        ...{ proposal: 2, creditNo: 'CR-2', lines: [{ lineNo: 1, from: '1200.00', to: '0.00' }] },
      }),
    );
  });

  it('I5 is for invoiced orders', () => {
    propose({}, [placed, processed]).thenRefused(OrderNotInvoiced);
    propose({}, []).thenRefused(OrderUnknown);
  });

  it('R62 only lowers, and names lines of the invoice', () => {
    propose({ lines: [{ lineNo: 1, net: '2400.00' }] }).thenRefused(CorrectionRaises);
    propose({ lines: [{ lineNo: 2, net: '0' }] }).thenRefused(LineUnknown);
    propose({ lines: [{ lineNo: 1, net: '0.001' }] }).thenRefused(NotInCurrency);
  });

  it('I5 E32 leaves an order closed that was billed as it is, and opens one that was billed as it was', () => {
    const amended = fact(OrderAmended, {
      ...{ orderId: ids.order, revision: 2, lines: [{ ...classPacks, packs: 1 }], quote },
      reason: 'CUSTOMER_REQUEST',
    });
    const other = event(OrderInvoiced, { ...invoiced.data, matchesRevision: false });
    const cancel = { orderId: ids.order, reason: 'ORDERED_IN_ERROR' };
    const cancelling = (...past: readonly OrderEvent[]) =>
      given(orderFold, ...past).when(cancelOrder, cancel, { facts: undefined });
    cancelling(...billed, proposed, corrected).thenRefused(OrderInvoicedAlready);
    cancelling(placed, processed, amended, other).thenRefused(OrderInvoicedAlready);
    cancelling(placed, processed, amended, other, proposed, corrected).then(
      event(OrderCancelled, { orderId: ids.order, revision: 2, reason: 'ORDERED_IN_ERROR' }),
    );
  });

  it('leaves the order corrected when nothing is left of the invoice', () => {
    const state = [placed, processed, invoiced, corrected].reduce(
      orderFactsFold.evolve,
      orderFactsFold.initial,
    );
    expect(statusOf(state)).toBe('CORRECTED');
  });
});
