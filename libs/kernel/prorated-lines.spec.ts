import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { propertyRuns } from '#test/support/property-runs.js';
import { minorUnits, money, multiplyMoney, ofMinorUnits, sumMoney } from './money.js';
import { prorateLines, type ProratedLine } from './prorated-lines.js';

const line = (price: string, packs: number, months: number): ProratedLine => ({
  unitPrice: money(price, 'EUR'),
  packs,
  ratio: { numerator: months, denominator: 12 },
});
const amounts = (lines: readonly ProratedLine[], total?: string) => {
  const { nets, ...rest } = prorateLines(lines, total === undefined ? undefined : money(total, 'EUR'));
  return { nets: nets.map((net) => net.amount), total: rest.total.amount, remainder: rest.remainder.amount };
};

const aRatio = fc
  .tuple(fc.integer({ min: 1, max: 366 }), fc.constantFrom(12, 365, 366))
  .map(([part, whole]) => ({ numerator: Math.min(part, whole), denominator: whole }));
const someLines = fc.array(
  fc.record({
    unitPrice: fc.oneof(fc.nat(3), fc.nat(200_000)).map((cents) => ofMinorUnits(BigInt(cents), 'EUR')),
    packs: fc.integer({ min: 1, max: 40 }),
    ratio: aRatio,
  }),
  { minLength: 1, maxLength: 30 },
);
const size = (units: bigint) => (units < 0n ? -units : units);

describe('prorated lines', () => {
  it('R52 of 3 packs at 1,200.00 are 2,400.00 for 8 months and 2,100.00 for 7', () => {
    expect(amounts([line('1200.00', 3, 8)])).toEqual({
      nets: ['2400.00'],
      total: '2400.00',
      remainder: '0.00',
    });
    expect(amounts([line('1200.00', 3, 7)])).toEqual({
      nets: ['2100.00'],
      total: '2100.00',
      remainder: '0.00',
    });
  });

  it('E61 give the difference to the last line', () => {
    expect(amounts([line('100.00', 1, 4), line('100.00', 1, 4), line('100.00', 1, 4)])).toEqual({
      nets: ['33.33', '33.33', '33.34'],
      total: '100.00',
      remainder: '0.01',
    });
    expect(amounts([line('100.00', 1, 8), line('100.00', 1, 8), line('100.00', 1, 8)])).toEqual({
      nets: ['66.67', '66.67', '66.66'],
      total: '200.00',
      remainder: '-0.01',
    });
  });

  it('E61 meet the total that the invoice states', () => {
    expect(amounts([line('100.00', 1, 4), line('100.00', 1, 4)], '66.70')).toEqual({
      nets: ['33.33', '33.37'],
      total: '66.70',
      remainder: '0.04',
    });
    expect(amounts([line('100.00', 1, 4)], '0.00')).toEqual({
      nets: ['0.00'],
      total: '0.00',
      remainder: '-33.33',
    });
  });

  it('E61 are never below 0, however small the last is', () => {
    const tiny = [line('0.01', 1, 8), line('0.01', 1, 8), line('0.01', 1, 8), line('0.01', 1, 8)];
    expect(amounts([...tiny, line('0.01', 1, 1)])).toEqual({
      nets: ['0.01', '0.01', '0.01', '0.00', '0.00'],
      total: '0.03',
      remainder: '-0.01',
    });
  });

  it('E61 R52 sum to the total, which is the exact one to half a cent; all but the last are rounded by themselves', () => {
    fc.assert(
      fc.property(someLines, (lines) => {
        const { nets, total, remainder } = prorateLines(lines);
        expect(sumMoney(nets, 'EUR')).toEqual(total);
        const common = 12n * 365n * 366n;
        const exact = lines.reduce((sum, { unitPrice, packs, ratio }) => {
          const share = (BigInt(ratio.numerator) * common) / BigInt(ratio.denominator);
          return sum + minorUnits(unitPrice) * BigInt(packs) * share;
        }, 0n);
        expect(size(2n * (exact - minorUnits(total) * common)) <= common).toBe(true);
        expect(size(2n * minorUnits(remainder)) <= BigInt(lines.length) + 1n).toBe(true);
        for (const net of nets) expect(minorUnits(net) >= 0n).toBe(true);
      }),
      propertyRuns(300),
    );
  });

  it('E61 change no line but the last when that can bear it', () => {
    fc.assert(
      fc.property(someLines, (lines) => {
        const all = [...lines, line('1000.00', 1, 12)];
        const byThemselves = lines.map(({ unitPrice, packs, ratio }) =>
          multiplyMoney(unitPrice, { ...ratio, numerator: ratio.numerator * packs }),
        );
        expect(prorateLines(all).nets.slice(0, -1)).toEqual(byThemselves);
      }),
    );
  });

  it('E61 meet any total that an invoice states', () => {
    fc.assert(
      fc.property(someLines, fc.nat(1_000_000), (lines, cents) => {
        const total = ofMinorUnits(BigInt(cents), 'EUR');
        const { nets } = prorateLines(lines, total);
        expect(sumMoney(nets, 'EUR')).toEqual(total);
        for (const net of nets) expect(minorUnits(net) >= 0n).toBe(true);
      }),
    );
  });

  it('refuse what is no invoice', () => {
    const dollars = money('1', 'USD');
    expect(() => prorateLines([])).toThrow(new RangeError('an invoice has at least one line'));
    expect(() => prorateLines([line('1', 1, 1), { ...line('1', 1, 1), unitPrice: dollars }])).toThrow(
      RangeError,
    );
    expect(() => prorateLines([line('1', 1, 1)], dollars)).toThrow(new RangeError('USD is not EUR'));
    expect(() => prorateLines([line('1', 1, 1)], money('-1', 'EUR'))).toThrow(
      new RangeError('an invoice total is not below 0'),
    );
    const below = new RangeError('a line is not below 0');
    expect(() => prorateLines([line('-1', 1, 1)])).toThrow(below);
    expect(() => prorateLines([line('1', -1, 1)])).toThrow(below);
    expect(() => prorateLines([line('1', 1, -1)])).toThrow(below);
    expect(() => prorateLines([line('1', 0.5, 1)])).toThrow(RangeError);
    expect(amounts([line('0', 1, 1), line('1', 0, 1), line('1', 1, 0)]).total).toBe('0.00');
  });
});
