import { currencyDigits, isCurrency } from './currencies.js';
import { divideHalfEven, type Ratio } from './ratio.js';

export { isCurrency };

/*
 * As everywhere in the kernel: an `is…` predicate judges text from outside; every other function
 * takes what such a predicate accepted, and throws a RangeError when it gets something else.
 */

/** An exact amount; `amount` has just the decimals of its currency, so that equal money is equal text. */
export interface Money {
  readonly amount: string;
  readonly currency: string;
}

const negativeZero = /^-0(?:\.0+)?$/;

/** A plain decimal from 0, up to 15 digits before and 4 after the point: no sign, exponent, blank or leading zero. */
export const isAmount = (text: string): boolean => /^(?:0|[1-9]\d{0,14})(?:\.\d{1,4})?$/.test(text);

/** The same, or below zero as a credit is; `-0` is none. */
export const isSignedAmount = (text: string): boolean =>
  isAmount(text.replace(/^-/, '')) && !negativeZero.test(text);

/** Whether the amount, 0 or more, exists in the currency: `0.5` JPY does not. */
export const isMoney = (amount: string, currency: string): boolean =>
  isAmount(amount) && isCurrency(currency) && decimalsOf(amount) <= currencyDigits(currency);

const decimalsOf = (amount: string): number => amount.split('.')[1]?.length ?? 0;

/**
 * Money of an amount as people write it (`1200`, `1200.5`).
 * @throws RangeError when it is no plain decimal, has more decimals than the currency, or that is unknown
 */
export function money(amount: string, currency: string): Money {
  return ofMinorUnits(minorUnits({ amount, currency }), currency);
}

// Of any size: what is summed up may be longer than what comes in.
const decimal = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** The amount in the currency's smallest unit, such as cents. @throws RangeError as `money` does */
export function minorUnits({ amount, currency }: Money): bigint {
  if (!decimal.test(amount) || negativeZero.test(amount))
    throw new RangeError(`${amount} is no amount of money`);
  const missing = currencyDigits(currency) - decimalsOf(amount);
  if (missing < 0) throw new RangeError(`${currency} has fewer decimals than ${amount}`);
  return BigInt(amount.replace('.', '') + '0'.repeat(missing));
}

export function ofMinorUnits(units: bigint, currency: string): Money {
  const digits = currencyDigits(currency);
  const size = (units < 0n ? -units : units).toString().padStart(digits + 1, '0');
  const whole = size.slice(0, size.length - digits);
  const fraction = digits === 0 ? '' : `.${size.slice(-digits)}`;
  return { amount: `${units < 0n ? '-' : ''}${whole}${fraction}`, currency };
}

/** @throws RangeError when the currencies differ */
export const addMoney = (a: Money, b: Money): Money =>
  ofMinorUnits(minorUnits(a) + minorUnits(inSame(a.currency, b)), a.currency);

/** The sum of none is 0. @throws RangeError when one is in another currency */
export const sumMoney = (all: Iterable<Money>, currency: string): Money => {
  let units = 0n;
  for (const each of all) units += minorUnits(inSame(currency, each));
  return ofMinorUnits(units, currency);
};

/** Below 0, 0 or above 0, as for sorting. @throws RangeError when the currencies differ */
export function compareMoney(a: Money, b: Money): number {
  const difference = minorUnits(a) - minorUnits(inSame(a.currency, b));
  return difference < 0n ? -1 : Number(difference > 0n);
}

export const negateMoney = (of: Money): Money => ofMinorUnits(-minorUnits(of), of.currency);

/** Rounded half-even to the minor unit (E61, R52). @throws RangeError when the ratio is not of whole numbers */
export const multiplyMoney = (of: Money, by: Ratio): Money =>
  ofMinorUnits(divideHalfEven(minorUnits(of) * BigInt(by.numerator), BigInt(by.denominator)), of.currency);

function inSame(currency: string, other: Money): Money {
  if (other.currency !== currency) throw new RangeError(`${other.currency} is not ${currency}`);
  return other;
}
