import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { someGivens } from '#deciding/given-when-then.js';
import { plusDays } from '#kernel/calendar.js';
import { fold, type Decision } from '#kernel/decider.js';
import { money, sumMoney } from '#kernel/money.js';
import { Refusal } from '#kernel/refusal.js';
import { propertyRuns } from '#test/support/property-runs.js';
import { orderFactsFold, statusOf } from '../contracts/order-facts.js';
import { ids, placed, priceOf, quoting } from '../testing/school.js';
import { termInGroup } from './co-termination.js';
import { closeOrder, type Delivery, fulfilOrder } from './completing.js';
import { approveCorrection, proposeCorrection } from './correcting.js';
import { approveSpecialDiscount, proposeSpecialDiscount } from './discounting.js';
import { recordInvoice } from './invoicing.js';
import { type InvoicingFacts } from './invoiced-lines.js';
import { current, type Order, type OrderEvent, orderFold } from './order.js';
import { amendOrder } from './placing.js';
import { acknowledgeOrder, cancelOrder, recordOrderProcessed, rejectOrder } from './processing.js';

/* Random lives of one order: any command, in any order, also of revisions that are gone. */

const orderId = ids.order;
const now = '2020-06-01T09:00:00.000Z';
const currency = 'EUR';

type Decide = (state: Order, by: string) => readonly OrderEvent[] | Refusal;
const deciding =
  <C, F>(decide: Decision<C, Order, OrderEvent, F>, commandOn: (state: Order) => C, facts: F): Decide =>
  (state, by) =>
    decide(commandOn(state), state, { ...someGivens, actor: { kind: 'user', id: by }, now, facts });

function factsOn(invoiceDate: string): InvoicingFacts {
  const aligned = termInGroup({ anchors: [] }, orderId, invoiceDate, '2021-07-31');
  if (aligned instanceof Refusal) throw new Error(aligned.type.code);
  return {
    ...{
      agreementEnd: '2021-07-31',
      aligned,
      zones: new Map<string, string>(),
      customerZone: 'Europe/Berlin',
    },
    prices: new Map([
      ['CP-30', priceOf('1200.00')],
      ['MCP-1', priceOf('99.99')],
    ]),
    ...{ singleVoucher: priceOf('100.00'), holdsFirstOrder: false },
    prorationPolicy: 'FULL_CALENDAR_MONTHS@1',
  };
}

const aRevision = fc.integer({ min: 1, max: 3 });
const aDay = fc.nat(300).map((days) => plusDays('2019-08-01', days));
const requested = fc.record({
  productKey: fc.constantFrom('CP-30', 'MCP-1'),
  packs: fc.integer({ min: 1, max: 9 }),
  termModel: fc.constantFrom('TWELVE_MONTH' as const, 'REMAINING_AGREEMENT' as const),
});
const occurredAt = '2019-08-02T09:00:00.000Z';
const aDelivery = fc
  .array(fc.boolean(), { maxLength: 3 })
  .map(
    (lines): Delivery =>
      new Map(
        lines.map((delivered, index) => [index + 1, { delivered, endsAt: '2020-05-31T22:00:00.000Z' }]),
      ),
  );

const amend = fc
  .array(requested, { minLength: 1, maxLength: 3 })
  .map((lines) => deciding(amendOrder, () => ({ orderId, lines, reason: 'CUSTOMER_REQUEST' }), quoting));
const invoice = fc
  .record({ revision: aRevision, invoiceDate: aDay, n: fc.nat(3) })
  .map(({ revision, invoiceDate, n }) =>
    deciding(
      recordInvoice,
      (state) => ({
        ...{ orderId, revision, issuer: 'EOC-DUBLIN', invoiceNo: `INV-${n}`, invoiceDate, calendarId: 'DE' },
        lines: state.revisions[revision - 1]?.lines ?? [],
      }),
      factsOn(invoiceDate),
    ),
  );
const correction = fc.record({
  n: fc.nat(3),
  cents: fc.integer({ min: 0, max: 99_999 }),
  zero: fc.boolean(),
});
const propose = correction.map(({ n, cents, zero }) =>
  deciding(
    proposeCorrection,
    ({ invoice: of }) => ({
      ...{ orderId, creditNo: `CR-${n}`, reason: 'WRONG_PRICE' },
      lines: [...(of?.nets.keys() ?? [])].map((lineNo) => ({
        lineNo,
        net: zero ? '0.00' : (cents / 100).toFixed(2),
      })),
    }),
    undefined,
  ),
);
const discount = fc
  .integer({ min: 1, max: 3 })
  .map((lineNo) =>
    deciding(
      proposeSpecialDiscount,
      () => ({ orderId, lineNo, unitPrice: '900.00', approvalRef: 'DESK-1' }),
      undefined,
    ),
  );
const again = fc.oneof(
  amend,
  invoice,
  aRevision.map((revision) =>
    deciding(
      recordOrderProcessed,
      () => ({ orderId, revision, vendorOrderNo: 'V-1', occurredAt }),
      undefined,
    ),
  ),
  aRevision.map((revision) =>
    deciding(acknowledgeOrder, () => ({ orderId, revision, occurredAt }), undefined),
  ),
  fc
    .integer({ min: 1, max: 3 })
    .map((proposal) => deciding(approveSpecialDiscount, () => ({ orderId, proposal }), undefined)),
  fc
    .integer({ min: 1, max: 3 })
    .map((proposal) => deciding(approveCorrection, () => ({ orderId, proposal }), undefined)),
  aDelivery.map((facts) => deciding(fulfilOrder, () => ({ orderId }), facts)),
  aDelivery.map((facts) => deciding(closeOrder, () => ({ orderId }), facts)),
);
const rarely = fc.constantFrom(
  deciding(cancelOrder, () => ({ orderId, reason: 'DUPLICATE' }), undefined),
  deciding(rejectOrder, () => ({ orderId, revision: 1, reason: 'DUPLICATE' }), undefined),
);
const step = fc.record({
  // A proposal that is made twice is two proposals; its command id keeps one command from being two.
  command: fc.oneof(
    { weight: 12, arbitrary: again.map((decide) => ({ decide, twice: true })) },
    { weight: 3, arbitrary: fc.oneof(propose, discount).map((decide) => ({ decide, twice: false })) },
    { weight: 1, arbitrary: rarely.map((decide) => ({ decide, twice: true })) },
  ),
  by: fc.constantFrom('ops-1', 'ops-2'),
});

/** What must be true of every order, whatever has been done to it. */
function expectSound(log: readonly OrderEvent[]): void {
  const facts = fold(orderFactsFold, log);
  const order = fold(orderFold, log);
  expect(facts.revision).toBe(order.revisions.length);
  expect(facts.lines).toStrictEqual(current(order).lines);
  expect(facts.zeroed).toBe(order.invoice?.zeroed ?? false);
  for (const { type, data } of log) {
    if (type !== 'OrderInvoiced') continue;
    const nets = data.lines.map(({ net }) => money(net, currency));
    expect(sumMoney(nets, currency).amount).toBe(data.total);
  }
  const corrected = log.findLast(({ type }) => type === 'InvoiceCorrected' || type === 'OrderInvoiced');
  if (corrected?.type === 'InvoiceCorrected') {
    const nets = [...(order.invoice?.nets.values() ?? [])].map((net) => money(net, currency));
    expect(sumMoney(nets, currency).amount).toBe(corrected.data.total);
  }
  // What was invoiced is not cancelled, and what is cancelled grants nothing (I5).
  if (facts.cancelled || facts.rejected)
    expect(log.some(({ type, data }) => type === 'OrderInvoiced' && data.matchesRevision)).toBe(false);
  if (statusOf(facts) === 'FULFILLED') expect(facts.invoiced).toBeDefined();
}

describe('any history of an order', () => {
  it('E61 I5 E31 lines sum to the invoice, a command done twice is done once, and a replay is the live state', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const log: OrderEvent[] = [placed];
        let live = fold(orderFold, log);
        for (const { command, by } of steps) {
          const outcome = command.decide(live, by);
          if (outcome instanceof Refusal) continue;
          log.push(...outcome);
          live = outcome.reduce(orderFold.evolve, live);
          if (!command.twice) continue;
          const repeated = command.decide(live, by);
          if (!(repeated instanceof Refusal))
            expect(repeated.reduce(orderFold.evolve, live)).toStrictEqual(live);
        }
        expect(fold(orderFold, log)).toStrictEqual(live);
        expectSound(log);
      }),
      propertyRuns(),
    );
  });
});
