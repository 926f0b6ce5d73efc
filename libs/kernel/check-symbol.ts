import { crockford } from './base32.js';

/*
 * A weighted sum over GF(32) = GF(2)[x] / (x^5 + x^2 + 1), in which α = x is of order 31: counted from the end, symbol
 * i weighs α^i, so up to 31 symbols have distinct weights, none of them 0. One wrong symbol changes the sum by w·e,
 * two swapped ones a and b by (v + w)·(a + b). In a field a product is 0 only if a factor is: neither goes unseen,
 * wherever the symbols are.
 */
const modulus = 0b100101;

/** Longest text, check symbol included, of which every single error and every swap is seen. */
export const maxChecked = 31;

const timesAlpha = (element: number): number => {
  const doubled = element << 1;
  return doubled > 31 ? doubled ^ modulus : doubled;
};

function weightedSum(text: string): number {
  let sum = 0;
  for (const symbol of text) {
    const element = crockford.indexOf(symbol);
    if (element < 0) throw new RangeError('not base 32');
    sum = timesAlpha(sum) ^ element;
  }
  return sum;
}

/** The symbol that completes base-32 text. @throws RangeError when there are 31 symbols already, or some not base 32 */
export function checkSymbol(text: string): string {
  if (text.length >= maxChecked) throw new RangeError(`at most ${maxChecked} symbols can be checked`);
  return crockford.charAt(timesAlpha(weightedSum(text)));
}

/** Whether base-32 text ends in its check symbol. @throws RangeError when some symbol is not base 32 */
export const isChecked = (text: string): boolean => weightedSum(text) === 0;
