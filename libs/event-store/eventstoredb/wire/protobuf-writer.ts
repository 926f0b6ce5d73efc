/** Wire types of protocol buffers (https://protobuf.dev/programming-guides/encoding/). */
const VARINT = 0;
const LENGTH_DELIMITED = 2;

/**
 * Writes one protocol-buffers message from its end to its start: the length of a part is known before it is due, so
 * that nothing is measured or copied twice. So fields are given in reverse, the parts of a nested message before it.
 */
export class ProtobufWriter {
  #bytes: Buffer;
  #start: number;

  /** @param capacity bytes that will probably do */
  constructor(capacity: number) {
    this.#bytes = Buffer.allocUnsafe(capacity);
    this.#start = capacity;
  }

  /** Bytes written so far; what {@link close} is told later. */
  get length(): number {
    return this.#bytes.length - this.#start;
  }

  uint(field: number, value: number | bigint): void {
    this.#varint(value);
    this.#varint(field * 8 + VARINT);
  }

  text(field: number, value: string): void {
    const size = Buffer.byteLength(value);
    this.#reserve(size);
    this.#start -= size;
    this.#bytes.write(value, this.#start);
    this.#head(field, size);
  }

  bytes(field: number, value: Uint8Array): void {
    this.#reserve(value.length);
    this.#start -= value.length;
    this.#bytes.set(value, this.#start);
    this.#head(field, value.length);
  }

  /** A message without fields: how these services say that a choice was made. */
  empty(field: number): void {
    this.#head(field, 0);
  }

  /** Makes all that was written since one nested message. @param since {@link length} before its parts */
  close(field: number, since: number): void {
    this.#head(field, this.length - since);
  }

  done(): Buffer {
    return this.#bytes.subarray(this.#start);
  }

  #head(field: number, size: number): void {
    this.#varint(size);
    this.#varint(field * 8 + LENGTH_DELIMITED);
  }

  #varint(value: number | bigint): void {
    this.#reserve(10);
    if (typeof value === 'number' && value < 0x80) {
      this.#bytes[--this.#start] = value;
      return;
    }
    const groups: number[] = [];
    if (typeof value === 'number') {
      let rest = value;
      for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) groups.push((rest % 0x80) | 0x80);
      groups.push(rest);
    } else {
      let rest = value;
      for (; rest >= 0x80n; rest >>= 7n) groups.push(Number(rest & 0x7fn) | 0x80);
      groups.push(Number(rest));
    }
    this.#start -= groups.length;
    this.#bytes.set(groups, this.#start);
  }

  #reserve(size: number): void {
    if (this.#start >= size) return;
    const { length } = this;
    const larger = Buffer.allocUnsafe(2 * (length + size));
    this.#bytes.copy(larger, larger.length - length, this.#start);
    this.#start = larger.length - length;
    this.#bytes = larger;
  }
}
