/**
 * Walks over the fields of one protocol-buffers message. `next()` goes to a field, one of the reading methods takes it;
 * a field that nobody takes is passed over.
 * @throws RangeError for bytes that are no message
 */
export class ProtobufReader {
  readonly #bytes: Buffer;
  readonly #end: number;
  #at: number;
  /** Start of the content of a field with a length, and where it ends. */
  #from = 0;
  #to = 0;
  #value = 0;

  constructor(bytes: Buffer, from = 0, to = bytes.length) {
    this.#bytes = bytes;
    this.#at = from;
    this.#end = to;
  }

  /** @returns the number of the next field, 0 at the end of the message */
  next(): number {
    if (this.#at >= this.#end) return 0;
    const tag = this.#varint();
    const kind = tag % 8;
    if (kind === 0) this.#value = this.#varint();
    else {
      const size = kind === 2 ? this.#varint() : kind === 1 ? 8 : kind === 5 ? 4 : NaN;
      this.#from = this.#at;
      this.#to = this.#at += size;
      if (!(this.#to <= this.#end))
        throw new RangeError('A message of the server ends in the middle of a field.');
    }
    return Math.floor(tag / 8);
  }

  /** Exact up to 2^53: a log of 9 petabytes. */
  uint(): number {
    return this.#value;
  }

  text(): string {
    return this.#bytes.toString('utf8', this.#from, this.#to);
  }

  message(): ProtobufReader {
    return new ProtobufReader(this.#bytes, this.#from, this.#to);
  }

  #varint(): number {
    const bytes = this.#bytes;
    let byte = bytes[this.#at++] ?? 0;
    if (byte < 0x80) return byte;
    let value = byte - 0x80;
    for (let unit = 0x80; ; unit *= 0x80) {
      if (this.#at >= this.#end)
        throw new RangeError('A message of the server ends in the middle of a number.');
      byte = bytes[this.#at++] ?? 0;
      if (byte < 0x80) return value + byte * unit;
      value += (byte - 0x80) * unit;
    }
  }
}
