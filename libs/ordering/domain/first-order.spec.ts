import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { given } from '#deciding/given-when-then.js';
import { fold } from '#kernel/decider.js';
import { propertyRuns } from '#test/support/property-runs.js';
import { FirstOrderPriceHeld, FirstOrderPriceReleased } from '../contracts/first-order-events.js';
import { fact } from '../testing/fact.js';
import { ids, priceOf } from '../testing/school.js';
import {
  type FirstOrderEvent,
  firstOrderFor,
  firstOrdersFold,
  holdFirstOrderPrices,
  releaseFirstOrderPrices,
} from './first-order.js';
import { InvoiceInFuture } from './invoice-refusals.js';
import { firstOrderPrograms, listsOf, priceFor } from './pricing.js';

const hold = (orderId: string, invoiceDate: string, ...productKeys: readonly string[]) => ({
  enrollmentId: ids.enrollment,
  orderId,
  issuer: 'EOC-DUBLIN',
  invoiceNo: 'INV-1',
  invoiceDate,
  productKeys,
});
const held = (orderId: string, pricedOn: string, productKey = 'CP-30') =>
  fact(FirstOrderPriceHeld, {
    enrollmentId: ids.enrollment,
    institutionId: ids.institution,
    productKey,
    orderId,
    issuer: 'EOC-DUBLIN',
    invoiceNo: 'INV-1',
    pricedOn,
    heldUntil: '2021-07-31',
  });
const released = (orderId: string, cause: FirstOrderPriceReleased['cause'], productKey = 'CP-30') =>
  fact(FirstOrderPriceReleased, { enrollmentId: ids.enrollment, productKey, orderId, cause });
const nothing = { facts: undefined };
const facts = {
  now: '2021-06-01T09:00:00.000Z',
  facts: { institutionId: ids.institution, agreementEnd: '2021-07-31' },
};

describe("the price list of a product's first order", () => {
  it('R10 is held product by product, at the first invoice that has the product', () => {
    given(firstOrdersFold, held(ids.order, '2019-08-01'))
      .when(holdFirstOrderPrices, hold(ids.second, '2020-02-01', 'CP-30', 'MCP-1'), facts)
      .then(held(ids.second, '2020-02-01', 'MCP-1'));
    given(firstOrdersFold)
      .when(holdFirstOrderPrices, hold(ids.order, '2022-08-01', 'CP-30'), facts)
      .thenRefused(InvoiceInFuture, { invoiceDate: '2022-08-01' });
  });

  it('E4 told twice for the same day it is held once; for another day, anew', () => {
    const past = given(firstOrdersFold, held(ids.order, '2019-08-01'));
    past.when(holdFirstOrderPrices, hold(ids.order, '2019-08-01', 'CP-30'), facts).then();
    past
      .when(holdFirstOrderPrices, hold(ids.order, '2019-08-05', 'CP-30'), facts)
      .then(released(ids.order, 'NEVER_INVOICED'), held(ids.order, '2019-08-05'));
  });

  it('E8 an order that was billed in error is forgotten, and the next one is the first', () => {
    const past = given(firstOrdersFold, held(ids.order, '2019-08-01'));
    const release = {
      enrollmentId: ids.enrollment,
      productKeys: ['CP-30', 'MCP-1'],
      cause: 'CORRECTED_TO_ZERO',
    } as const;
    const gone = released(ids.order, 'CORRECTED_TO_ZERO');
    past.when(releaseFirstOrderPrices, { ...release, orderId: ids.order }, nothing).then(gone);
    past.when(releaseFirstOrderPrices, { ...release, orderId: ids.second }, nothing).then();
    given(firstOrdersFold, held(ids.order, '2019-08-01'), gone)
      .when(holdFirstOrderPrices, hold(ids.second, '2020-02-01', 'CP-30'), facts)
      .then(held(ids.second, '2020-02-01'));
  });

  it('E10 holds for the licensed period of the first order; an extension does not prolong it', () => {
    const state = fold(firstOrdersFold, [held(ids.order, '2019-08-01')]);
    const first = (date: string, orderId: string = ids.second) =>
      firstOrderFor(state, 'CP-30', orderId, date);
    expect(first('2019-07-31')).toBeUndefined();
    expect(first('2019-08-01')?.orderId).toBe(ids.order);
    expect(first('2021-07-31')?.orderId).toBe(ids.order);
    expect(first('2021-08-01')).toBeUndefined();
    expect(first('2020-01-01', ids.order)).toBeUndefined();
    expect(firstOrderFor(state, 'MCP-1', ids.second, '2020-01-01')).toBeUndefined();
  });

  it('R47 holds for good under an agreement without an end', () => {
    const { heldUntil: _, ...endless } = held(ids.order, '2019-08-01').data;
    const forGood = fact(FirstOrderPriceHeld, endless);
    given(firstOrdersFold)
      .when(holdFirstOrderPrices, hold(ids.order, '2019-08-01', 'CP-30'), {
        ...facts,
        facts: { ...facts.facts, agreementEnd: undefined },
      })
      .then(forGood);
    const state = fold(firstOrdersFold, [forGood]);
    expect(firstOrderFor(state, 'CP-30', ids.second, '2099-01-01')?.orderId).toBe(ids.order);
  });

  it('E8 keeps its institution when the last order is released', () => {
    const state = fold(firstOrdersFold, [
      held(ids.order, '2019-08-01'),
      released(ids.order, 'CORRECTED_TO_ZERO'),
    ]);
    expect(state).toStrictEqual({ institutionId: ids.institution, held: new Map([['CP-30', []]]) });
  });

  it('R10 R15 prices of several lists name them all, once each', () => {
    const of = (priceList: string) => ({ ...priceOf('1.00'), priceList });
    expect(listsOf([of('VL@2'), of('VL@1'), of('VL@2')])).toBe('VL@1 VL@2');
    expect(firstOrderPrograms).toStrictEqual(['EES']);
  });

  it('R8 keeps the list and not the level: what volume has earned counts', () => {
    const asked: string[] = [];
    const priceOn = (productKey: string, level: string, date: string) => {
      asked.push(`${productKey} ${level} ${date}`);
      return priceOf('1200.00');
    };
    const state = fold(firstOrdersFold, [held(ids.order, '2019-08-01')]);
    const price = (orderId: string) =>
      priceFor('CP-30', { orderId, date: '2020-02-01', level: 'B' }, priceOn, state);
    expect(price(ids.second)).toMatchObject({ firstOrder: { orderId: ids.order, pricedOn: '2019-08-01' } });
    expect(price(ids.order)).toStrictEqual(priceOf('1200.00'));
    expect(asked).toStrictEqual(['CP-30 B 2019-08-01', 'CP-30 B 2020-02-01']);
    const noLevel = { orderId: ids.order, date: '2020-02-01', level: undefined };
    expect(priceFor('CP-30', noLevel, priceOn, state)).toBeUndefined();
  });

  it('R8 E8 whatever is held and released in whatever order, an invoice has at most one first order, and keeps it', () => {
    const orders = [ids.order, ids.second, ids.third];
    const day = fc
      .integer({ min: 0, max: 360 })
      .map((n) => new Date(Date.UTC(2019, 7, 1 + n)).toISOString().slice(0, 10));
    const step = fc.record({ orderId: fc.constantFrom(...orders), day, release: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
        const log: FirstOrderEvent[] = [];
        for (const { orderId, day: date, release } of steps) {
          const then = given(firstOrdersFold, ...log);
          const again = (events: unknown) => expect(events).toStrictEqual([]);
          if (release) {
            const command = {
              enrollmentId: ids.enrollment,
              orderId,
              productKeys: ['CP-30'],
              cause: 'CORRECTED_TO_ZERO',
            } as const;
            log.push(...(then.when(releaseFirstOrderPrices, command, nothing).outcome as FirstOrderEvent[]));
            again(given(firstOrdersFold, ...log).when(releaseFirstOrderPrices, command, nothing).outcome);
            continue;
          }
          const { outcome } = then.when(holdFirstOrderPrices, hold(orderId, date, 'CP-30'), facts);
          log.push(...(outcome as FirstOrderEvent[]));
          const state = fold(firstOrdersFold, log);
          const first = firstOrderFor(state, 'CP-30', orderId, date);
          const own = state.held.get('CP-30')?.filter((each) => each.orderId === orderId) ?? [];
          expect(own.length <= 1).toBe(true);
          // Either it is itself the first of its day, or it follows one that is.
          expect(first === undefined ? own[0]?.pricedOn : first.pricedOn <= date).toBe(
            first === undefined ? date : true,
          );
          if (first === undefined)
            again(
              given(firstOrdersFold, ...log).when(holdFirstOrderPrices, hold(orderId, date, 'CP-30'), facts)
                .outcome,
            );
        }
      }),
      propertyRuns(),
    );
  });
});
