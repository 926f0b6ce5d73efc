import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { savingOf } from './savings.js';

describe('what is saved against single vouchers', () => {
  it('R7 is told of each line, with what lies outside the 20 to 80 percent of the text', () => {
    const of = (net: string, referenceNet = '1000.00') =>
      savingOf({ net, referenceNet, packSize: 30 }, 'EUR');
    expect(of('800.00')).toEqual({ referenceNet: '1000.00', percent: 20, outsideStatedRange: false });
    expect(of('200.00')).toMatchObject({ percent: 80, outsideStatedRange: false });
    expect(of('800.01')).toMatchObject({ percent: 19, outsideStatedRange: true });
    expect(of('199.99')).toMatchObject({ percent: 80, outsideStatedRange: true });
    expect(of('1100.00')).toMatchObject({ percent: -10, outsideStatedRange: true });
  });

  it('R7 is told of nothing that has no price by the voucher', () => {
    expect(savingOf({ net: '100.00', packSize: 30 }, 'EUR')).toBeUndefined();
    expect(savingOf({ net: '0.00', referenceNet: '0.00', packSize: 30 }, 'EUR')).toBeUndefined();
  });

  it('R7 a single voucher is its own reference: what it saves is told, and nothing of it is flagged', () => {
    const of = (net: string) => savingOf({ net, referenceNet: '100.00', packSize: 1 }, 'EUR');
    expect(of('100.00')).toEqual({ referenceNet: '100.00', percent: 0, outsideStatedRange: false });
    expect(of('92.00')).toMatchObject({ percent: 8, outsideStatedRange: false });
    expect(of('10.00')).toMatchObject({ percent: 90, outsideStatedRange: false });
  });

  it('R7 the flag is just the range, to the cent', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: 0, max: 1_200_000 }),
        (packs, net) => {
          const amount = (cents: number) =>
            `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
          // Hundreds, so that every percent is a whole number of cents.
          const found = savingOf({ referenceNet: `${packs}.00`, net: amount(net), packSize: 125 }, 'EUR');
          expect(found?.outsideStatedRange).toBe(net > packs * 80 || net < packs * 20);
        },
      ),
    );
  });
});
