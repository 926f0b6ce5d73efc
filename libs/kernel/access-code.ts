import { base32, crockford } from './base32.js';
import { checkSymbol, isChecked } from './check-symbol.js';

/** Random bytes that one code takes: 80 bits, 16 characters. */
export const codeBytes = 10;

const length = 17;
const anyOfLength = new RegExp(`^[0-9A-Z]{${length}}$`);
const ours = new RegExp(`^[${crockford}]{${length}}$`);

/**
 * A code of the ledger's own: 16 Crockford base-32 characters and their check symbol, without groups.
 * @param randomBytes 10 bytes from a cryptographic source; the caller brings them
 * @throws RangeError when there are not just 10
 */
export function makeCode(randomBytes: Uint8Array): string {
  if (randomBytes.length !== codeBytes) throw new RangeError(`a code takes ${codeBytes} random bytes`);
  const value = base32(randomBytes, length - 1);
  return value + checkSymbol(value);
}

/**
 * `ok`: a code that the ledger could have made. `typing-error`: of the same length, letters and digits only, but the
 * ledger never made it; at least one character is wrong or two are swapped. `not-ours`: any other form, such as a
 * provider's code. It takes no look-up to know.
 *
 * A provider's own code of 17 letters and digits reads as `typing-error`: ask only about codes not known by lot.
 */
export type CodeCheck = 'ok' | 'typing-error' | 'not-ours';

export function checkCode(text: string): CodeCheck {
  const code = asTyped(text);
  if (!anyOfLength.test(code)) return 'not-ours';
  return isOurs(asOurs(code)) ? 'ok' : 'typing-error';
}

/**
 * The form that a code is hashed and compared in: upper case, without blanks, dashes and
 * invisible characters. O is read as 0, and I and L
 * as 1, only when that makes it one of the ledger's own: a provider's code is opaque, and its O may be no 0.
 */
export function normaliseCode(text: string): string {
  const code = asTyped(text);
  const read = asOurs(code);
  return isOurs(read) ? read : code;
}

/** For people: `ABCD-EFGH-JKMN-PQRST`. A provider's code stays as the provider writes it. */
export function formatCode(code: string): string {
  const normal = normaliseCode(code);
  return isOurs(normal) ? normal.replace(/(.{4})(.{4})(.{4})/, '$1-$2-$3-') : code;
}

/** What may be shown and stored of a code: its last 4 characters; `****` when they were more than its half. */
export function last4(code: string): string {
  const normal = normaliseCode(code);
  return normal.length < 8 ? '****' : normal.slice(-4);
}

const asTyped = (text: string): string =>
  text.replace(/[\s\p{Dash_Punctuation}\p{Format}]/gu, '').toUpperCase();
const asOurs = (code: string): string => code.replaceAll('O', '0').replace(/[IL]/g, '1');
const isOurs = (code: string): boolean => ours.test(code) && isChecked(code);
