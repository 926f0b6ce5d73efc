import { describe, expect, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { type Actor } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { type ProposeCorrection } from '../contracts/invoice-commands.js';
import {
  type CorrectedNet,
  CorrectionProposed,
  InvoiceCorrected,
  type InvoicedLine,
  OrderInvoiced,
} from '../contracts/invoice-events.js';
import { OrderFulfilled } from '../contracts/completion-events.js';
import { OrderAmended, OrderCancelled } from '../contracts/order-events.js';
import { orderFactsFold, statusOf } from '../contracts/order-facts.js';
import { fact } from '../testing/fact.js';
import { invoiced } from '../testing/invoiced.js';
import { classPacks, ids, placed, processed, quote } from '../testing/school.js';
import { approveCorrection, proposeCorrection, zeroedProducts } from './correcting.js';
import {
  AccessNotAdded,
  CorrectedByPersons,
  CorrectionRaises,
  CreditNumberUsed,
  OrderNotInvoiced,
  PacksWithoutNet,
  ProposalNotCurrent,
  SecondPersonNeeded,
  TooManyVouchers,
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
const toZero = [{ lineNo: 1, from: '2400.00', to: '0.00', packs: { from: 2, to: 0 } }];
const proposed = fact(CorrectionProposed, {
  ...{ orderId: ids.order, proposal: 1, creditNo: 'CR-1', lines: toZero },
  ...{ reason: 'BILLED_IN_ERROR', proposedBy: 'ops-1' },
});
const corrected = fact(InvoiceCorrected, {
  ...{ orderId: ids.order, issuer: 'EOC-DUBLIN', invoiceNo: 'INV-1', creditNo: 'CR-1' },
  ...{ lines: toZero, total: '0.00', toZero: true, reason: 'BILLED_IN_ERROR', approvedBy: 'ops-2' },
});
const invoicedWith = (change: Partial<InvoicedLine>) =>
  event(OrderInvoiced, {
    ...invoiced.data,
    lines: invoiced.data.lines.map((line) => Object.assign({}, line, change)),
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
    approve([...billed, proposed, second]).thenRefused(ProposalNotCurrent, { proposal: 1 });
    approve([...billed, proposed, corrected]).thenRefused(ProposalNotCurrent);
    approve(billed).thenRefused(ProposalNotCurrent);
    approve([]).thenRefused(OrderUnknown);
  });

  it('E8 goes on from what the corrections before have left', () => {
    const half = event(InvoiceCorrected, {
      ...corrected.data,
      ...{ total: '1200.00', toZero: false },
      lines: [{ lineNo: 1, from: '2400.00', to: '1200.00', packs: { from: 2, to: 1 } }],
    });
    const past = [...billed, proposed, half];
    propose({}, past).thenRefused(CreditNumberUsed);
    propose({ creditNo: 'CR-2' }, past).then(
      event(CorrectionProposed, {
        ...proposed.data,
        ...{ proposal: 2, creditNo: 'CR-2' },
        lines: [{ lineNo: 1, from: '1200.00', to: '0.00', packs: { from: 1, to: 0 } }],
      }),
    );
  });

  it('I5 is for invoiced orders', () => {
    propose({}, [placed, processed]).thenRefused(OrderNotInvoiced);
    propose({}, []).thenRefused(OrderUnknown);
  });

  it('I12 I13 says how many packs are left; more of them may cost more', () => {
    const first = { lineNo: 1, from: '2400.00' };
    const proposing = (net: string, packs?: number) =>
      propose({ lines: [{ lineNo: 1, net, ...(packs !== undefined && { packs }) }] });
    const proposes = (line: object) =>
      event(CorrectionProposed, { ...proposed.data, lines: [{ ...first, ...line }] as typeof toZero });
    proposing('1200.00', 1).then(proposes({ to: '1200.00', packs: { from: 2, to: 1 } }));
    proposing('2400.00', 1).then(proposes({ to: '2400.00', packs: { from: 2, to: 1 } }));
    proposing('3600.00', 3).then(proposes({ to: '3600.00', packs: { from: 2, to: 3 } }));
    proposing('1000.00', 2).then(proposes({ to: '1000.00' }));
    proposing('1000.00').then(proposes({ to: '1000.00' }));
    proposing('3600.00', 2).thenRefused(CorrectionRaises, { lineNo: 1, from: '2400.00' });
    proposing('3600.00', 1).thenRefused(CorrectionRaises);
    proposing('2400.00', 2).thenRefused(CorrectionRaises);
    proposing('0', 1).thenRefused(PacksWithoutNet, { lineNo: 1 });
    proposing('1200.00', 0).thenRefused(PacksWithoutNet);
    proposing('3600.00', 4000).thenRefused(TooManyVouchers, { lineNo: 1, packs: 4000 });
    const large = [placed, processed, invoicedWith({ packSize: 500 })];
    const most = (packs: number) => propose({ lines: [{ lineNo: 1, net: '9000.00', packs }] }, large);
    most(200).then(proposes({ to: '9000.00', packs: { from: 2, to: 200 } }));
    most(201).thenRefused(TooManyVouchers, { lineNo: 1, packs: 201 });
  });

  it('I38 what is approved is what was proposed: nets, packs, and what the invoice comes to by them', () => {
    const two = fact(OrderInvoiced, {
      ...invoiced.data,
      lines: invoiced.data.lines.flatMap((line) => [line, Object.assign({}, line, { lineNo: 2 })]),
    });
    const past = [placed, processed, two];
    const lines = [{ lineNo: 1, from: '2400.00', to: '2400.00', packs: { from: 2, to: 1 } }];
    const proposal = fact(CorrectionProposed, { ...proposed.data, lines });
    propose({ lines: [{ lineNo: 1, net: '2400.00', packs: 1 }] }, past).then(proposal);
    const approved = fact(InvoiceCorrected, { ...corrected.data, lines, total: '4800.00', toZero: false });
    approve([...past, proposal]).then(approved);
    // A correction of one line leaves the packs of the other as they were.
    propose({ creditNo: 'CR-2', lines: [{ lineNo: 2, net: '1200.00', packs: 1 }] }, [
      ...past,
      proposal,
      approved,
    ]).then(
      event(CorrectionProposed, {
        ...{ ...proposed.data, proposal: 2, creditNo: 'CR-2' },
        lines: [{ lineNo: 2, from: '2400.00', to: '1200.00', packs: { from: 2, to: 1 } }],
      }),
    );
  });

  it('E8 a product is taken back when nothing is left of any of its lines', () => {
    const lines = [
      { lineNo: 1, productKey: 'CP-30' },
      { lineNo: 2, productKey: 'CP-30' },
      { lineNo: 3, productKey: 'MCP-1' },
    ];
    const nets = new Map([
      [1, '0.00'],
      [2, '2400.00'],
      [3, '100.00'],
    ]);
    const zeroed = (...corrections: readonly CorrectedNet[]) =>
      zeroedProducts(lines, nets, corrections, 'EUR');
    expect(zeroed()).toStrictEqual([]);
    expect(zeroed({ lineNo: 2, from: '2400.00', to: '0.01' })).toStrictEqual([]);
    expect(zeroed({ lineNo: 2, from: '2400.00', to: '0.00' })).toStrictEqual(['CP-30']);
    expect(zeroed({ lineNo: 3, from: '100.00', to: '0.00' })).toStrictEqual(['MCP-1']);
    expect(zeroedProducts([{ lineNo: 4, productKey: 'SP-500' }], nets, [], 'EUR')).toStrictEqual(['SP-500']);
  });

  it('R62 I12 a line that was taken back by mistake comes back, and what is added has to be delivered', () => {
    const past = [...billed, proposed, corrected];
    const again = propose({ creditNo: 'CR-2', lines: [{ lineNo: 1, net: '2400.00', packs: 2 }] }, past);
    const lines = [{ lineNo: 1, from: '0.00', to: '2400.00', packs: { from: 0, to: 2 } }];
    again.then(event(CorrectionProposed, { ...proposed.data, proposal: 2, creditNo: 'CR-2', lines }));
    const fulfilled = event(OrderFulfilled, {
      ...{ orderId: ids.order, invoiceNo: 'INV-1', fulfilledAt: '2019-08-02T09:00:00.000Z' },
    });
    const back = event(InvoiceCorrected, { ...corrected.data, lines, total: '2400.00', toZero: false });
    const state = [...billed, fulfilled, corrected, back].reduce(
      orderFactsFold.evolve,
      orderFactsFold.initial,
    );
    expect(statusOf(state)).toBe('INVOICED');
    expect(state.corrections).toStrictEqual([corrected.data, back.data]);
  });

  it('R44 an access that was taken back is ordered anew', () => {
    const access = [placed, processed, invoicedWith({ fulfilment: 'ACCESS' })];
    propose({ lines: [{ lineNo: 1, net: '3000.00', packs: 3 }] }, access).thenRefused(AccessNotAdded, {
      lineNo: 1,
    });
    const lines = [{ lineNo: 1, from: '2400.00', to: '1200.00', packs: { from: 2, to: 1 } }];
    propose({ lines: [{ lineNo: 1, net: '1200.00', packs: 1 }] }, access).then(
      event(CorrectionProposed, { ...proposed.data, lines }),
    );
  });

  it('R62 only lowers, and names lines of the invoice', () => {
    propose({ lines: [{ lineNo: 1, net: '2400.00' }] }).thenRefused(CorrectionRaises);
    propose({ lines: [{ lineNo: 2, net: '0' }] }).thenRefused(LineUnknown, { lineNo: 2 });
    propose({ lines: [{ lineNo: 1, net: '0.001' }] }).thenRefused(NotInCurrency, { currency: 'EUR' });
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
