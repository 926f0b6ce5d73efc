import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { propertyRuns } from '#test/support/property-runs.js';
import { currencies, currencyDigits } from './currencies.js';
import {
  addMoney,
  compareMoney,
  isAmount,
  isCurrency,
  isMoney,
  isSignedAmount,
  minorUnits,
  type Money,
  money,
  multiplyMoney,
  negateMoney,
  ofMinorUnits,
  sumMoney,
} from './money.js';
import { addFractions, divideHalfEven } from './ratio.js';

const aCurrency = fc.constantFrom(...currencies);
const units = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
const euro = (amount: string): Money => money(amount, 'EUR');

describe('a currency', () => {
  it.each([
    ['EUR', 2],
    ['USD', 2],
    ['HUF', 2],
    ['COP', 2],
    ['IDR', 2],
    ['MGA', 2],
    ['JPY', 0],
    ['KRW', 0],
    ['ISK', 0],
    ['CLP', 0],
    ['KWD', 3],
    ['IQD', 3],
    ['TND', 3],
  ])('%s has %d decimals in ISO 4217', (currency, digits) => {
    expect(currencyDigits(currency)).toBe(digits);
  });

  it('list is complete: 16 without decimals, 7 with three, the rest with two, each once', () => {
    const having = (digits: number) => currencies.filter((currency) => currencyDigits(currency) === digits);
    expect(having(0).join(' ')).toBe('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF');
    expect(having(3).join(' ')).toBe('BHD IQD JOD KWD LYD OMR TND');
    expect(having(2).length).toBe(currencies.length - 23);
    expect([...new Set(currencies)].sort()).toEqual(currencies);
  });

  it('list holds each that the runtime knows, but for units of account', () => {
    const known = new Set(currencies);
    expect(Intl.supportedValuesOf('currency').filter((code) => !known.has(code))).toEqual(['XDR', 'XSU']);
  });

  it.each(['eur', 'EURO', 'EU', 'XXX', 'XTS', 'XAU', 'CHE', 'ABC', '', 'toString', ' EUR'])(
    'is not %j',
    (text) => {
      expect(isCurrency(text)).toBe(false);
      expect(() => currencyDigits(text)).toThrow(new RangeError(`${text} is no ISO 4217 currency`));
      expect(() => money('1', text)).toThrow(RangeError);
      expect(isMoney('1', text)).toBe(false);
    },
  );
});

describe('an amount', () => {
  it.each(['0', '0.00', '1', '10', '1200.00', '0.5', '999999999999999', '0.1234'])('is %s', (text) => {
    expect(isAmount(text)).toBe(true);
    expect(isSignedAmount(text)).toBe(true);
  });

  it.each(['-1', '-0.01', '-1200.00', '-0.1234'])('below 0 is %s, where credits are allowed', (text) => {
    expect(isAmount(text)).toBe(false);
    expect(isSignedAmount(text)).toBe(true);
  });

  it.each([
    '',
    '-',
    '.',
    '-0',
    '-0.00',
    '+1',
    '01',
    '00',
    '1.',
    '.5',
    '1,5',
    '1.200,00',
    '1,200.00',
    '1e3',
    '1 200',
    '1-200',
    '1-0',
    ' 1',
    '1\n',
    '0x10',
    'NaN',
    'Infinity',
    '--1',
    '1.2.3',
    '١',
  ])('is not %j', (text) => {
    expect(isAmount(text)).toBe(false);
    expect(isSignedAmount(text)).toBe(false);
    expect(() => euro(text)).toThrow(new RangeError(`${text} is no amount of money`));
  });

  it.each(['1.12345', '1000000000000000', '-1000000000000000'])('does not come in as long as %s', (text) => {
    expect(isAmount(text)).toBe(false);
    expect(isSignedAmount(text)).toBe(false);
  });

  it('may grow longer than one that comes in', () => {
    const large = multiplyMoney(euro('999999999999999.99'), { numerator: 100_000, denominator: 1 });
    expect(addMoney(large, euro('0.01'))).toEqual({ amount: '99999999999999999000.01', currency: 'EUR' });
  });

  it.each([
    ['1', 'EUR', '1.00'],
    ['1200.5', 'EUR', '1200.50'],
    ['-0.05', 'EUR', '-0.05'],
    ['0', 'EUR', '0.00'],
    ['0', 'JPY', '0'],
    ['1200', 'JPY', '1200'],
    ['0.001', 'KWD', '0.001'],
    ['7.5', 'KWD', '7.500'],
  ])('%s %s is %s', (amount, currency, canonical) => {
    expect(money(amount, currency)).toEqual({ amount: canonical, currency });
  });

  it.each([
    ['1.001', 'EUR'],
    ['1.0', 'JPY'],
    ['1.0000', 'KWD'],
  ])('%s has too many decimals for %s', (amount, currency) => {
    expect(isMoney(amount, currency)).toBe(false);
    expect(() => money(amount, currency)).toThrow(
      new RangeError(`${currency} has fewer decimals than ${amount}`),
    );
  });

  it('of money is 0 or more, with the decimals of its currency', () => {
    expect(isMoney('1.00', 'EUR')).toBe(true);
    expect(isMoney('1', 'EUR')).toBe(true);
    expect(isMoney('1.000', 'KWD')).toBe(true);
    expect(isMoney('-1.00', 'EUR')).toBe(false);
    expect(isMoney('1.00', 'eur')).toBe(false);
  });

  it('has one form, and comes back from minor units', () => {
    fc.assert(
      fc.property(units, aCurrency, (number, currency) => {
        const made = ofMinorUnits(number, currency);
        expect(minorUnits(made)).toBe(number);
        expect(money(made.amount, currency)).toEqual(made);
        expect(made.amount.split('.')[1]?.length ?? 0).toBe(currencyDigits(currency));
      }),
    );
  });

  it('of no unit of a currency is not made', () => {
    expect(() => ofMinorUnits(1n, 'XXX')).toThrow(RangeError);
  });
});

describe('money', () => {
  it('adds and negates as its minor units do', () => {
    fc.assert(
      fc.property(units, units, aCurrency, (a, b, currency) => {
        const [x, y] = [ofMinorUnits(a / 2n, currency), ofMinorUnits(b / 2n, currency)];
        expect(minorUnits(addMoney(x, y))).toBe(a / 2n + b / 2n);
        expect(addMoney(x, negateMoney(x))).toEqual(ofMinorUnits(0n, currency));
        expect(sumMoney([x, y, negateMoney(x)], currency)).toEqual(y);
      }),
    );
    expect(sumMoney([], 'JPY')).toEqual({ amount: '0', currency: 'JPY' });
    expect(negateMoney(euro('0'))).toEqual(euro('0.00'));
  });

  it('compares by value', () => {
    expect(
      [euro('10'), euro('-1'), euro('9.99'), euro('0')].sort(compareMoney).map(({ amount }) => amount),
    ).toEqual(['-1.00', '0.00', '9.99', '10.00']);
    expect(compareMoney(euro('1'), euro('2'))).toBe(-1);
    expect(compareMoney(euro('2'), euro('1'))).toBe(1);
    expect(Object.is(compareMoney(euro('1'), euro('1.00')), 0)).toBe(true);
  });

  it('never mixes currencies', () => {
    const mixed = new RangeError('USD is not EUR');
    expect(() => addMoney(euro('1'), money('1', 'USD'))).toThrow(mixed);
    expect(() => sumMoney([euro('1'), money('1', 'USD')], 'EUR')).toThrow(mixed);
    expect(() => compareMoney(euro('1'), money('1', 'USD'))).toThrow(mixed);
  });

  it.each([
    ['3600.00', 8, 12, '2400.00'],
    ['3600.00', 7, 12, '2100.00'],
    ['0.05', 1, 2, '0.02'],
    ['0.15', 1, 2, '0.08'],
    ['-0.05', 1, 2, '-0.02'],
    ['-0.15', 1, 2, '-0.08'],
    ['1.00', 1, 3, '0.33'],
    ['2.00', 1, 3, '0.67'],
    ['-2.00', 1, 3, '-0.67'],
    ['0.00', 5, 12, '0.00'],
    ['10.00', -1, 4, '-2.50'],
  ])('E61 R52 %s x %d/%d is %s', (amount, numerator, denominator, product) => {
    expect(multiplyMoney(euro(amount), { numerator, denominator })).toEqual(euro(product));
  });

  it('is multiplied by whole numbers over a positive one only', () => {
    expect(() => multiplyMoney(euro('1'), { numerator: 0.5, denominator: 1 })).toThrow(RangeError);
    expect(() => multiplyMoney(euro('1'), { numerator: 1, denominator: 0 })).toThrow(
      new RangeError('a denominator is positive, not 0'),
    );
    expect(() => multiplyMoney(euro('1'), { numerator: 1, denominator: -2 })).toThrow(RangeError);
  });
});

describe('rounding', () => {
  it('E61 half-even takes the nearest whole number, and of two the even one', () => {
    const size = (n: bigint) => (n < 0n ? -n : n);
    fc.assert(
      fc.property(fc.bigInt({ min: -1000n, max: 1000n }), fc.bigInt({ min: 1n, max: 40n }), (n, d) => {
        const rounded = divideHalfEven(n, d);
        const off = size(2n * (n - rounded * d));
        expect(off <= d).toBe(true);
        if (off === d) expect(rounded % 2n).toBe(0n);
        expect(divideHalfEven(-n, d)).toBe(-rounded);
      }),
      propertyRuns(2000),
    );
  });

  it('adds fractions exactly, in the smallest common denominator', () => {
    expect(addFractions({ numerator: 5n, denominator: 12n }, { numerator: 1n, denominator: 8n })).toEqual({
      numerator: 13n,
      denominator: 24n,
    });
    expect(addFractions({ numerator: 5n, denominator: 12n }, { numerator: 1n, denominator: 12n })).toEqual({
      numerator: 6n,
      denominator: 12n,
    });
  });
});
