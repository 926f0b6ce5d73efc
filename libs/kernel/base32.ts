/** Crockford's base 32: no I, L, O or U, and in ASCII order, so that encoded values sort as their bits do. */
export const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The first `length` base-32 characters of the bytes' bits, most significant bit first.
 * @throws RangeError when the bytes hold fewer than `5 * length` bits
 */
export function base32(bytes: Uint8Array, length: number): string {
  if (bytes.length * 8 < length * 5) throw new RangeError(`${length} base-32 characters need more bytes`);
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xfff;
    held += 8;
    while (held >= 5 && text.length < length) {
      held -= 5;
      text += crockford.charAt((bits >>> held) & 31);
    }
  }
  return text;
}
