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
  let next = 0;
  // Two characters at a time: ids are made for each command, several of them.
  for (let left = length; left > 1; left -= 2) {
    while (held < 10) {
      bits = ((bits << 8) | (bytes[next++] ?? 0)) & 0x3ffff;
      held += 8;
    }
    held -= 10;
    text += pairs[(bits >>> held) & 1023] ?? '';
  }
  if (length % 2 === 0) return text;
  if (held < 5) bits = (bits << 8) | (bytes[next] ?? 0);
  return text + crockford.charAt((bits >>> (held < 5 ? held + 3 : held - 5)) & 31);
}

const pairs = Array.from(crockford, (first) => Array.from(crockford, (second) => first + second)).flat();
