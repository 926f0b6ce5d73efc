import { afterEach, expect, it } from '@jest/globals';
import { catalogueDecisions } from '#catalogue/application/index.js';
import { institutionsDecisions } from '#institutions/application/index.js';
import { PlaceOrder, RecordOrderProcessed } from '../contracts/order-commands.js';
import { ApproveCorrection, ProposeCorrection } from '../contracts/invoice-commands.js';
import { CountPoints, RaisePriceLevel, RecountPoints } from '../contracts/points-commands.js';
import { Desk } from '../testing/desk.js';

const sealer = {
  seal: () => Promise.resolve('sealed'),
  open: () => Promise.reject(new Error('nobody is looked at here')),
};
let desk: Desk;
afterEach(() => desk.close());

it('R8 an invoice that reaches a level raises it from the day after; counted twice, it counts once', async () => {
  desk = await Desk.open([...catalogueDecisions, ...institutionsDecisions(sealer)]);
  const { institutionId, agreementId, enrollmentId } = await desk.school();
  const lines = [{ productKey: 'CP-30', packs: 54, termModel: 'TWELVE_MONTH' as const }];
  const placing = { enrollmentId, resellerId: desk.resellerId, lines };
  const orderId = await desk.done(PlaceOrder, placing, 'placed');
  await desk.done(RecordOrderProcessed, { orderId, occurredAt: desk.now }, 'processed');
  await desk.invoice(orderId, 'INV-1', { lines: [{ lineNo: 1, productKey: 'CP-30', packs: 54 }] });
  const invoice = { agreementId, orderId, issuer: 'EOC-DUBLIN', invoiceNo: 'INV-1' };
  await desk.done(CountPoints, { ...invoice, invoiceNo: 'INV-9' }, 'another invoice');
  await desk.done(CountPoints, invoice, 'counted');
  await desk.done(CountPoints, invoice, 'counted again');
  const [earned, reached, ...more] = await desk.events(`points-${agreementId}`);
  expect(more).toStrictEqual([]);
  expect(earned).toMatchObject({ type: 'PointsEarned', data: { points: 4050, total: 4050 } });
  const level = { agreementId, priceLevel: 'B', effectiveFrom: '2019-08-02', points: 4050 };
  expect(reached).toMatchObject({ type: 'PriceLevelReached', data: level });
  // Whose events they are says who may read them.
  const tenants = (await desk.events(`points-${agreementId}`)).map(
    ({ metadata }) => metadata['institutionId'],
  );
  expect(tenants).toStrictEqual([institutionId, institutionId]);
  await desk.done(RaisePriceLevel, reached?.data as object, 'raised');
  expect((await desk.events(`agreement-${agreementId}`)).at(-1)).toMatchObject({
    type: 'PriceLevelChanged',
    data: {
      priceLevel: 'B',
      effectiveFrom: '2019-08-02',
      earned: { agreementYear: reached?.data['agreementYear'], points: 4050 },
    },
  });
});

it('R8 a corrected invoice counts with what is left of it, at the points of its packs then', async () => {
  desk = await Desk.open([...catalogueDecisions, ...institutionsDecisions(sealer)]);
  const { agreementId, enrollmentId } = await desk.school();
  const lines = [{ productKey: 'CP-30', packs: 4, termModel: 'TWELVE_MONTH' as const }];
  const placing = { enrollmentId, resellerId: desk.resellerId, lines };
  const orderId = await desk.done(PlaceOrder, placing, 'placed');
  await desk.done(RecordOrderProcessed, { orderId, occurredAt: desk.now }, 'processed');
  await desk.invoice(orderId, 'INV-1', { lines: [{ lineNo: 1, productKey: 'CP-30', packs: 4 }] });
  const invoice = { agreementId, orderId, issuer: 'EOC-DUBLIN', invoiceNo: 'INV-1' };
  await desk.done(CountPoints, invoice, 'counted');
  const credit = { orderId, creditNo: 'CR-1', reason: 'BILLED_IN_ERROR' as const };
  await desk.done(
    ProposeCorrection,
    { ...credit, lines: [{ lineNo: 1, net: '10.00', packs: 3 }] },
    'proposed',
  );
  const second = { caller: { kind: 'user', id: 'ops-2', roles: ['system'], institutions: '*' } } as const;
  await desk.send(ApproveCorrection, { orderId, proposal: 1 }, 'approved', desk.runner(), second);
  await desk.done(RecountPoints, { ...invoice, correctedAt: desk.now }, 'recounted');
  await desk.done(RecountPoints, { ...invoice, correctedAt: desk.now }, 'recounted again');
  expect(await desk.events(`points-${agreementId}`)).toMatchObject([
    { type: 'PointsEarned', data: { points: 300, lines: [{ lineNo: 1, packs: 4, perPack: 75 }] } },
    { type: 'PointsTakenBack', data: { points: 75, total: 225, lines: [{ packs: 3, perPack: 75 }] } },
  ]);
});
