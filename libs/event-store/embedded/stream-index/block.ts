import { crc32 } from 'node:zlib';

/** Entries in one block: four blocks fit a page of the file, and a lookup copies and checks a quarter of it. */
export const BLOCK = 60;
const HEAD = 24;
const ENTRY = 16;

/** Up to {@link BLOCK} entries in order. Typed arrays: every platform that Node runs on is little-endian. */
export interface Block {
  readonly count: number;
  readonly hashes: Float64Array;
  readonly revisions: Uint32Array;
  /** Distance from `base`. */
  readonly offsets: Uint32Array;
  readonly base: number;
}

export const newBlock = (capacity: number, base: number): Block => ({
  count: 0,
  hashes: new Float64Array(capacity),
  revisions: new Uint32Array(capacity),
  offsets: new Uint32Array(capacity),
  base,
});

export function encodeBlock({ count, hashes, revisions, offsets, base }: Block): Uint8Array {
  const bytes = new Uint8Array(HEAD + count * ENTRY);
  const head = new DataView(bytes.buffer);
  head.setUint32(4, count, true);
  head.setFloat64(8, base, true);
  new Float64Array(bytes.buffer, HEAD, count).set(hashes.subarray(0, count));
  new Uint32Array(bytes.buffer, HEAD + 8 * count, count).set(revisions.subarray(0, count));
  new Uint32Array(bytes.buffer, HEAD + 12 * count, count).set(offsets.subarray(0, count));
  head.setUint32(0, crc32(bytes.subarray(4)), true);
  return bytes;
}

/** @returns undefined when the bytes are not what was written */
export function decodeBlock(stored: Uint8Array): Block | undefined {
  const bytes = stored.byteOffset % 8 === 0 ? stored : stored.slice();
  if (bytes.length < HEAD) return undefined;
  const head = new DataView(bytes.buffer, bytes.byteOffset);
  const count = head.getUint32(4, true);
  if (bytes.length !== HEAD + count * ENTRY || head.getUint32(0, true) !== crc32(bytes.subarray(4)))
    return undefined;
  const at = bytes.byteOffset + HEAD;
  return {
    count,
    base: head.getFloat64(8, true),
    hashes: new Float64Array(bytes.buffer, at, count),
    revisions: new Uint32Array(bytes.buffer, at + 8 * count, count),
    offsets: new Uint32Array(bytes.buffer, at + 12 * count, count),
  };
}
