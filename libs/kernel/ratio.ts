/** An exact share, such as 8/12; whole numbers, the denominator positive. */
export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
}

/** The same, of any size. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** The exact sum. */
export function addFractions(a: Fraction, b: Fraction): Fraction {
  const denominator = (a.denominator / gcd(a.denominator, b.denominator)) * b.denominator;
  return {
    numerator: a.numerator * (denominator / a.denominator) + b.numerator * (denominator / b.denominator),
    denominator,
  };
}

/**
 * `numerator / denominator` rounded to a whole number; a half goes to the even neighbour (E61).
 * @throws RangeError when the denominator is not positive
 */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  if (denominator <= 0n) throw new RangeError(`a denominator is positive, not ${denominator.toString()}`);
  const truncated = numerator / denominator;
  const twice = 2n * (numerator % denominator);
  const size = twice < 0n ? -twice : twice;
  const away = size > denominator || (size === denominator && truncated % 2n !== 0n);
  if (!away) return truncated;
  return numerator < 0n ? truncated - 1n : truncated + 1n;
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));
