import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { catalogueDecisions } from '#catalogue/application/index.js';
import { type PriceRow, PublishPriceList } from '#catalogue/contracts/price-list-commands.js';
import { institutionsDecisions } from '#institutions/application/index.js';
import { Refusal } from '#kernel/refusal.js';
import { describeCommand } from '#messages/command.js';
import { CancelOrder, RejectOrder } from '../contracts/order-commands.js';
import { Desk } from '../testing/desk.js';
import { explainInvoice, type Explanation } from './explaining.js';
import { orderingPolicies } from './policies.js';

const sealer = {
  seal: () => Promise.reject(new Error('no person is registered here')),
  open: () => Promise.reject(new Error('no person is registered here')),
};
let desk: Desk;
let enrollmentId: string;

beforeEach(async () => {
  desk = await Desk.open([...catalogueDecisions, ...institutionsDecisions(sealer)]);
  ({ enrollmentId } = await desk.school());
});
afterEach(() => desk.close());

const today = '2019-11-04';
const ask = (orderId: string, supposed: Parameters<typeof explainInvoice>[1] = {}) =>
  explainInvoice(orderId, supposed, today, orderingPolicies({ priceListId: 'VL-2019' }), desk.runner().look);
const explained = async (...asked: Parameters<typeof ask>): Promise<Explanation> => {
  const answer = await ask(...asked);
  if (answer instanceof Refusal) throw new Error(answer.type.code);
  return answer;
};
const stepsOf = ({ lines }: Explanation) =>
  Object.fromEntries((lines[0]?.steps ?? []).map(({ step, value }) => [step, value]));

/** An anchor of 1 August 2019, and an order that may follow it. */
async function following(): Promise<string> {
  const anchor = await desk.order(enrollmentId, 'anchor');
  await desk.invoice(anchor, 'INV-1');
  desk.now = `${today}T09:00:00.000Z`;
  return desk.order(enrollmentId, 'second');
}

describe('explaining an invoice', () => {
  it('R11 R52 E61 tells the steps of the recorded one', async () => {
    const orderId = await following();
    await desk.invoice(orderId, 'INV-2');
    const answer = await explained(orderId);
    expect(answer).toMatchObject({ recorded: true, invoiceDate: today, total: '3200.00' });
    expect(answer.lines[0]).toMatchObject({
      termEnd: '2020-07-31',
      expiryBasis: 'ANCHOR',
      billableMonths: 8,
      price: { basis: 'FIRST_ORDER', pricedOn: '2019-08-01', priceListId: 'VL-2019@1', level: 'A' },
    });
    expect(stepsOf(answer)).toMatchObject({
      'term start': today,
      'term end': '2020-07-31',
      'full calendar months': '8',
      ratio: '8/12',
      'price list': "VL-2019@1, level A, of 2019-08-01 (day of the product's first order)",
      'unit price for 12 months': '2400.00 EUR',
      net: '3200.00 EUR',
    });
  });

  it('E4 before the invoice, says what one of today would say, and records nothing', async () => {
    const orderId = await following();
    const before = await desk.events(`order-${orderId}`);
    const group = await desk.events(`coterm-${enrollmentId}`);
    expect(await explained(orderId)).toMatchObject({ recorded: false, invoiceDate: today, total: '3200.00' });
    expect(await desk.events(`order-${orderId}`)).toStrictEqual(before);
    expect(await desk.events(`coterm-${enrollmentId}`)).toStrictEqual(group);
  });

  it('E1 E2 E3 E6 simulates other days: partial months, the first of a month, less than a month, after the anchor', async () => {
    const orderId = await following();
    const { example } = describeCommand(PublishPriceList);
    const [price] = example['rows'] as readonly object[];
    const next = { ...price, validFrom: '2020-07-01', validTo: '2020-12-31' };
    await desk.done(PublishPriceList, { edition: 2, rows: [next as PriceRow] }, 'next prices');
    const months: Record<string, unknown> = {};
    for (const invoiceDate of ['2019-11-01', '2019-11-02', '2020-07-02', '2020-08-01'])
      months[invoiceDate] = (await explained(orderId, { invoiceDate })).lines[0]?.billableMonths;
    expect(months).toEqual({ '2019-11-01': 9, '2019-11-02': 8, '2020-07-02': 1, '2020-08-01': 12 });
    const warnings = async (invoiceDate: string) =>
      (await explained(orderId, { invoiceDate })).lines[0]?.warnings;
    expect(await warnings('2020-07-02')).toHaveLength(1);
    expect(await warnings('2020-07-01')).toEqual([]);
  });

  it('R11 simulates the other policies, also of an order that is invoiced', async () => {
    const orderId = await following();
    await desk.invoice(orderId, 'INV-2');
    const counted = async (prorationPolicy: 'ANNIVERSARY_MONTHS@1' | 'DAYS@1') => {
      const answer = await explained(orderId, { prorationPolicy });
      expect(answer.recorded).toBe(false);
      return stepsOf(answer)['ratio'];
    };
    expect(await counted('ANNIVERSARY_MONTHS@1')).toBe('9/12');
    expect(await counted('DAYS@1')).toBe('271/366');
    expect(await explained(orderId)).toMatchObject({ recorded: true, total: '3200.00' });
  });

  it('E33 explains nothing of an order that is unknown, cancelled or rejected', async () => {
    const orderId = await desk.order(enrollmentId, 'a');
    await desk.done(CancelOrder, { orderId }, 'cancel');
    expect(await ask(orderId)).toMatchObject({ type: { code: 'order-cancelled' } });
    const rejected = await desk.order(enrollmentId, 'b');
    await desk.done(RejectOrder, { orderId: rejected }, 'reject');
    expect(await ask(rejected)).toMatchObject({ type: { code: 'order-rejected' } });
    expect(await ask('ord_hbhstwmeb7x3yyxbaa4a7w0000')).toMatchObject({ type: { code: 'order-unknown' } });
  });
});
